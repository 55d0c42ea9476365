import { NumberField as Base } from '@base-ui/react/number-field'
import { Minus, Plus } from 'lucide-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Field } from './Field.tsx'
import { isEnter } from './TextField.tsx'

interface NumberFieldProps {
  readonly label: string
  readonly value: number
  readonly onChange: (value: number) => void
  readonly min: number
  readonly max: number
  readonly step?: number
  readonly unit?: string | undefined
  /** A button inside the field, such as the dice of a seed. */
  readonly extra?: ReactNode
}

const part =
  'flex w-6 shrink-0 items-center justify-center text-text-3 hover:text-text-1 disabled:opacity-40 [&_svg]:size-3'

export function NumberField({ label, value, onChange, min, max, step = 1, unit, extra }: NumberFieldProps) {
  const { t, i18n } = useTranslation('panels')
  return (
    <Field label={label}>
      {(ids) => (
        <Base.Root
          id={ids.id}
          value={value}
          min={min}
          max={max}
          step={step}
          locale={i18n.language}
          format={{ useGrouping: false, maximumFractionDigits: 2 }}
          onValueChange={(next) => next !== null && onChange(Math.min(max, Math.max(min, next)))}
        >
          <Base.Group className="flex h-7 overflow-hidden rounded-4 border border-line-strong/60 bg-field focus-within:border-accent hover:border-line-strong">
            <Base.Decrement className={part} aria-label={t('less')}>
              <Minus />
            </Base.Decrement>
            <Base.Input
              // As when the field is left: what was typed becomes the number that counts.
              onKeyDown={(event) => isEnter(event) && settle(event.currentTarget)}
              className="tabular w-full min-w-0 bg-transparent text-center outline-none"
            />
            {unit && <span className="self-center pr-1 text-12 text-text-3">{unit}</span>}
            <Base.Increment className={part} aria-label={t('more')}>
              <Plus />
            </Base.Increment>
            {extra}
          </Base.Group>
        </Base.Root>
      )}
    </Field>
  )
}

function settle(input: HTMLInputElement): void {
  input.blur()
  input.focus()
  input.select()
}
