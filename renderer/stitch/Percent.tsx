import { Slider } from '../ui/Slider.tsx'

interface PercentProps {
  readonly label: string
  /** 0 to 1, or to `most`. */
  readonly value: number
  readonly most?: number
  readonly onChange: (value: number) => void
}

/** A part of a whole, under its name. */
export function Percent({ label, value, most = 1, onChange }: PercentProps) {
  const percent = Math.round(value * 100)
  return (
    <div className="flex flex-col">
      <span className="text-12 text-text-2">{label}</span>
      <Slider
        label={label}
        value={percent}
        max={most * 100}
        step={1}
        valueText={`${percent} %`}
        onChange={(next) => onChange(next / 100)}
      />
    </div>
  )
}
