import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { Media } from '../../../nodes/media.ts'
import { translate } from '../../i18n/index.ts'
import { moneyText } from '../../i18n/money-words.ts'
import { modelText, providerText } from '../../library/words.ts'
import { bytesText, lengthOf, rateOf, sizeOf } from '../../viewer/facts.ts'

/** Everything that is known of where a file comes from and what it is. */
export function MediaFacts({ media }: { readonly media: Media }) {
  const { t, i18n } = useTranslation('library')
  const date = new Intl.DateTimeFormat(i18n.language, { dateStyle: 'medium', timeStyle: 'short' })
  const { generation, sourceType } = media
  const made = sourceType === 'generated' ? generation : undefined
  const seed = generation?.params['seed']
  const shown = (value: unknown) =>
    typeof value === 'number' || typeof value === 'string' ? String(value) : undefined
  return (
    <dl className="grid grid-cols-[max-content_1fr] gap-x-3 gap-y-1 text-12">
      <Fact name={t('details.fields.size')}>{sizeOf(media)}</Fact>
      <Fact name={t('details.fields.length')}>{lengthOf(media)}</Fact>
      <Fact name={t('details.fields.fps')}>{rateOf(media, i18n.language)}</Fact>
      <Fact name={t('details.fields.codec')}>{formatsOf(media)}</Fact>
      <Fact name={t('details.fields.bytes')}>{bytesText(media.sizeBytes, i18n.language)}</Fact>
      <Fact name={t('details.fields.source')}>{!made && sourceText(media)}</Fact>
      <Fact name={t('details.fields.provider')}>{made && providerText(made.provider)}</Fact>
      <Fact name={t('details.fields.model')}>{made && modelText(made.model)}</Fact>
      <Fact name={t('details.fields.seed')}>{shown(seed)}</Fact>
      <Fact name={t('details.fields.prompt')}>{generation?.prompt}</Fact>
      <Fact name={t('details.fields.sent')}>{generation?.sentPrompt}</Fact>
      <Fact name={t('details.fields.cost')}>
        {generation && generation.cost > 0 && moneyText(generation.cost)}
      </Fact>
      <Fact name={t('details.fields.job')}>{generation?.jobId}</Fact>
      <Fact name={t('details.fields.date')}>{date.format(media.createdAt)}</Fact>
    </dl>
  )
}

function sourceText({ sourceType }: Media): string {
  return translate(`library:sources.${sourceType}`)
}

/** A sound file's codec is both its codec and that of its sound. */
function formatsOf({ codec, audioCodec }: Media): string {
  return [...new Set([codec, audioCodec])].filter(Boolean).join(', ').toUpperCase()
}

export function Fact({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  if (!children) return null
  return (
    <>
      <dt className="text-text-3">{name}</dt>
      <dd className="tabular min-w-0 break-words whitespace-pre-wrap text-text-1 select-text">{children}</dd>
    </>
  )
}
