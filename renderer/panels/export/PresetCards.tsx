import { Radio } from '@base-ui/react/radio'
import { RadioGroup } from '@base-ui/react/radio-group'
import { useTranslation } from 'react-i18next'
import type { ExportPreset } from '../../../nodes/contract/films.ts'

interface PresetCardsProps {
  readonly value: ExportPreset
  /** Of the film, for the presets that keep its shape. */
  readonly shape: { readonly width: number; readonly height: number }
  readonly onChange: (preset: ExportPreset) => void
}

const order = ['same', 'vertical', 'square', 'landscape', 'master', 'gif'] as const

/** What the film is for, in plain words, with its shape. */
export function PresetCards({ value, shape, onChange }: PresetCardsProps) {
  const { t } = useTranslation('exports')
  return (
    <RadioGroup
      aria-label={t('presets')}
      value={value}
      onValueChange={(next) => onChange(next as ExportPreset)}
      className="grid grid-cols-2 gap-2 sm:grid-cols-3"
    >
      {order.map((preset) => (
        <Radio.Root
          key={preset}
          value={preset}
          className="flex min-w-0 items-start gap-2.5 rounded-8 border border-line bg-card p-2.5 text-left hover:border-line-strong data-checked:border-accent data-checked:bg-accent-tint"
        >
          <Shape {...(shapes[preset] ?? shape)} />
          <span className="flex min-w-0 flex-col gap-0.5">
            <span className="font-medium">{t(`preset.${preset}.name`)}</span>
            <span className="text-12 text-text-2">{t(`preset.${preset}.words`)}</span>
            <span className="text-11 text-text-2">{t(`preset.${preset}.file`)}</span>
          </span>
        </Radio.Root>
      ))}
    </RadioGroup>
  )
}

const shapes: { readonly [P in ExportPreset]?: { readonly width: number; readonly height: number } } = {
  vertical: { width: 9, height: 16 },
  square: { width: 1, height: 1 },
  landscape: { width: 16, height: 9 },
}

const LONGEST = 30

function Shape({ width, height }: { readonly width: number; readonly height: number }) {
  const scale = LONGEST / Math.max(width, height)
  return (
    <span aria-hidden className="flex size-8 shrink-0 items-center justify-center">
      <span
        className="rounded-[2px] border-2 border-current text-text-2"
        style={{ width: width * scale, height: height * scale }}
      />
    </span>
  )
}
