import { Download, Eye, Plus, Star } from 'lucide-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { saveCopy } from '../../save-copy.ts'
import type { Media } from '../../../nodes/media.ts'
import { translate } from '../../i18n/index.ts'
import { moneyText } from '../../i18n/money-words.ts'
import { modelTitle, providerTitle } from '../../i18n/node-words.ts'
import { IconButton } from '../../ui/IconButton.tsx'
import { CommitField } from '../../ui/TextField.tsx'
import { bytesText, lengthOf, rateOf, sizeOf } from '../../viewer/facts.ts'
import { act } from '../act.ts'
import { addMediaNode } from '../../canvas/drop-files.ts'

/** All that the library knows of one file, and what can be done with it. */
export function MediaDetails({ media }: { readonly media: Media }) {
  const { t } = useTranslation('panels')
  return (
    <section
      aria-label={t('media.open')}
      className="max-h-[45%] shrink-0 overflow-y-auto border-t border-line p-2"
    >
      <div className="flex items-center gap-0.5 pb-2">
        <IconButton label={t('view')} keys="1" icon={<Eye />} onClick={() => act().view(media.id)} />
        <IconButton label={t('media.add')} icon={<Plus />} onClick={() => addMediaNode(media)} />
        <IconButton
          label={t(media.favourite ? 'media.unfavourite' : 'media.favourite')}
          keys="S"
          icon={<Star className={media.favourite ? 'fill-current' : ''} />}
          aria-pressed={media.favourite}
          onClick={() => void act().setFavourite(media.id, !media.favourite)}
        />
        <IconButton label={t('media.save')} icon={<Download />} onClick={() => saveCopy(media)} />
      </div>
      <CommitField
        label={t('media.fields.name')}
        value={media.name}
        maxLength={500}
        onCommit={(name) => name.trim() !== '' && void act().renameMedia(media.id, name.trim())}
      />
      <Facts media={media} />
    </section>
  )
}

export function Facts({ media }: { readonly media: Media }) {
  const { t, i18n } = useTranslation('panels')
  const date = new Intl.DateTimeFormat(i18n.language, { dateStyle: 'medium', timeStyle: 'short' })
  const { generation } = media
  return (
    <dl className="mt-2 grid grid-cols-[max-content_1fr] gap-x-3 gap-y-1 text-12">
      <Fact name={t('media.fields.size')}>{sizeOf(media)}</Fact>
      <Fact name={t('media.fields.length')}>{lengthOf(media)}</Fact>
      <Fact name={t('media.fields.fps')}>{rateOf(media, i18n.language)}</Fact>
      <Fact name={t('media.fields.codec')}>{formatsOf(media)}</Fact>
      <Fact name={t('media.fields.bytes')}>{bytesText(media.sizeBytes, i18n.language)}</Fact>
      <Fact name={t('media.fields.source')}>{sourceOf(media)}</Fact>
      <Fact name={t('media.fields.prompt')}>{generation?.prompt}</Fact>
      <Fact name={t('media.fields.sent')}>{generation?.sentPrompt}</Fact>
      <Fact name={t('media.fields.cost')}>
        {generation && generation.cost > 0 && moneyText(generation.cost)}
      </Fact>
      <Fact name={t('media.fields.job')}>{generation?.jobId}</Fact>
      <Fact name={t('media.fields.date')}>{date.format(media.createdAt)}</Fact>
    </dl>
  )
}

/** Which model made it, or how else it came into the library. */
function sourceOf({ sourceType, generation }: Media): string {
  if (sourceType !== 'generated' || !generation) {
    return translate(`panels:media.source.${sourceType === 'generated' ? 'stitched' : sourceType}`)
  }
  const { provider, model } = generation
  const id = model.includes('/') ? model : `${provider}/${model}`
  const known = act().models.find((one) => one.id === id)
  return `${providerTitle({ provider, providerTitle: known?.providerTitle ?? provider })} · ${modelTitle({ id, title: known?.title ?? model })}`
}

/** A sound file's codec is both its codec and that of its sound. */
function formatsOf({ codec, audioCodec }: Media): string {
  return [...new Set([codec, audioCodec])].filter(Boolean).join(', ').toUpperCase()
}

function Fact({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  if (!children) return null
  return (
    <>
      <dt className="text-text-3">{name}</dt>
      <dd className="tabular min-w-0 break-words whitespace-pre-wrap text-text-1 select-text">{children}</dd>
    </>
  )
}
