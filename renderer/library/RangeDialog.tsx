import { useState, type FormEvent } from 'react'
import { useTranslation } from 'react-i18next'
import type { MediaFilter } from '../../nodes/contract/library.ts'
import { act } from '../panels/act.ts'
import { Button } from '../ui/Button.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { Field, inputShape } from '../ui/Field.tsx'
import { changed, type Range } from './query.ts'

export type RangeField = 'seconds' | 'shortSide' | 'usd' | 'created'

interface RangeDialogProps {
  readonly field: RangeField
  readonly filter: MediaFilter
  readonly onClose: () => void
}

const DAY_MS = 86_400_000

/** From and to, for whoever has something more exact in mind than the menu. */
export function RangeDialog({ field, filter, onClose }: RangeDialogProps) {
  const { t } = useTranslation('library')
  const known = filter[field]
  const [from, setFrom] = useState(textOf(field, known?.from))
  const [to, setTo] = useState(textOf(field, known?.to))
  const apply = (event: FormEvent) => {
    event.preventDefault()
    const range = { ...end(field, 'from', from), ...end(field, 'to', to) }
    void act().askLibrary('main', {
      filter: changed(filter, { [field]: range, ...(field === 'created' && { recent: undefined }) }),
    })
    onClose()
  }
  const type = field === 'created' ? 'date' : 'number'
  return (
    <Dialog open onClose={onClose} title={t('custom.title')} width="small">
      <form className="flex flex-col gap-4 p-4" onSubmit={apply}>
        <p className="text-text-2">{t(`custom.${field}`)}</p>
        <div className="grid grid-cols-2 gap-3">
          <End label={t('custom.from')} type={type} value={from} onChange={setFrom} />
          <End label={t('custom.to')} type={type} value={to} onChange={setTo} />
        </div>
        <Button look="primary" type="submit" className="self-end">
          {t('custom.apply')}
        </Button>
      </form>
    </Dialog>
  )
}

interface EndProps {
  readonly label: string
  readonly type: 'date' | 'number'
  readonly value: string
  readonly onChange: (value: string) => void
}

function End({ label, type, value, onChange }: EndProps) {
  return (
    <Field label={label}>
      {(ids) => (
        <input
          {...ids}
          type={type}
          min={0}
          step="any"
          value={value}
          className={`${inputShape} h-7`}
          onChange={(event) => onChange(event.target.value)}
        />
      )}
    </Field>
  )
}

/** The last day counts to its end. */
function end(field: RangeField, which: 'from' | 'to', text: string): Range {
  const value = field === 'created' ? new Date(`${text}T00:00`).getTime() : Number(text)
  if (text === '' || !Number.isFinite(value)) return {}
  return { [which]: field === 'created' && which === 'to' ? value + DAY_MS - 1 : value }
}

function textOf(field: RangeField, value: number | undefined): string {
  if (value === undefined) return ''
  if (field !== 'created') return String(value)
  const day = new Date(value)
  const two = (part: number) => String(part).padStart(2, '0')
  return `${day.getFullYear()}-${two(day.getMonth() + 1)}-${two(day.getDate())}`
}
