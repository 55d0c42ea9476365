import { useTranslation } from 'react-i18next'
import { captionWays } from '../../../nodes/cut/cut.ts'
import type { HandoffFormat } from '../../../nodes/contract/films.ts'
import type { Film } from '../../store/film.ts'
import { Checkbox } from '../../ui/Checkbox.tsx'
import { Select } from '../../ui/Select.tsx'
import { captionFormats, editFormats, toggled, type Wishes } from './order.ts'

interface PartProps {
  readonly wishes: Wishes
  readonly change: (change: Partial<Wishes>) => void
}

export function CaptionField({ wishes, film, change }: PartProps & { readonly film: Film | undefined }) {
  const { t } = useTranslation('exports')
  const gif = wishes.preset === 'gif'
  const asCut = film?.cut.captions?.show ?? 'off'
  const said = film?.shots.some(({ shot }) => shot.lines?.length)
  const ways = captionWays.filter((way) => !gif || way !== 'track')
  const options = [
    { value: 'asCut', label: t('captionWays.asCut', { way: t(`captionWays.${asCut}`) }) },
    ...ways.map((way) => ({ value: way, label: t(`captionWays.${way}`) })),
  ]
  const chosen = ways.find((way) => way === wishes.captions)
  const onChange = (value: string) => change({ captions: ways.find((way) => way === value) })
  const hint = gif ? t('captionsGif') : said ? undefined : t('captionsNone')
  return (
    <div className="flex flex-col gap-2">
      <Select
        label={t('captions')}
        value={chosen ?? 'asCut'}
        options={options}
        hint={hint}
        onChange={onChange}
      />
      <div className="flex flex-wrap gap-x-5 gap-y-2">
        <Formats formats={captionFormats} wishes={wishes} change={change} />
      </div>
    </div>
  )
}

/** Edit lists for other programs. */
export function Alongside({ wishes, change }: PartProps) {
  const { t } = useTranslation('exports')
  const lists = wishes.handoff.some((format) => (editFormats as readonly string[]).includes(format))
  return (
    <fieldset className="flex flex-col gap-2">
      <legend className="mb-2 text-12 text-text-2">{t('alongside')}</legend>
      <div className="grid grid-cols-2 gap-x-4 gap-y-2">
        <Formats formats={editFormats} wishes={wishes} change={change} />
      </div>
      <Checkbox
        label={t('withMedia')}
        hint={t('withMediaHint')}
        checked={wishes.withMedia}
        disabledReason={lists ? undefined : t('withMediaReason')}
        onChange={(withMedia) => change({ withMedia })}
      />
    </fieldset>
  )
}

function Formats({ formats, wishes, change }: PartProps & { readonly formats: readonly HandoffFormat[] }) {
  const { t } = useTranslation('exports')
  return formats.map((format) => (
    <Checkbox
      key={format}
      label={t(`handoff.${format}`)}
      hint={t(`handoffFor.${format}`)}
      checked={wishes.handoff.includes(format)}
      onChange={() => change({ handoff: toggled(wishes.handoff, format) })}
    />
  ))
}
