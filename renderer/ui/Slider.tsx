import { Slider as Base } from '@base-ui/react/slider'

interface SliderProps {
  readonly label: string
  readonly value: number
  readonly max: number
  readonly step: number
  /** `dragged` by a pointer, which has not let go yet; by a key otherwise. */
  readonly onChange: (value: number, dragged: boolean) => void
  /** The pointer let go, or a key was pressed. */
  readonly onCommit?: () => void
  /** What is read aloud instead of the number. */
  readonly valueText?: string
}

export function Slider({ label, value, max, step, onChange, onCommit, valueText }: SliderProps) {
  return (
    <Base.Root
      value={Math.min(value, max)}
      min={0}
      max={max}
      step={step}
      onValueChange={(next, { reason }) => onChange(next, reason === 'drag' || reason === 'track-press')}
      onValueCommitted={() => onCommit?.()}
      thumbAlignment="edge"
    >
      <Base.Control className="flex h-6 w-full touch-none items-center">
        <Base.Track className="h-1 w-full rounded-4 bg-text-1/20">
          <Base.Indicator className="rounded-4 bg-accent" />
          <Base.Thumb
            aria-label={label}
            {...(valueText !== undefined && { getAriaValueText: () => valueText })}
            className="size-3 rounded-8 bg-text-1 after:absolute after:-inset-1.5 has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-accent"
          />
        </Base.Track>
      </Base.Control>
    </Base.Root>
  )
}
