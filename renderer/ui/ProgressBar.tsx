import { Progress } from '@base-ui/react/progress'

interface ProgressBarProps {
  readonly label: string
  /** 0 to 1; undefined while it is not known. */
  readonly value: number | undefined
}

export function ProgressBar({ label, value }: ProgressBarProps) {
  return (
    <Progress.Root
      aria-label={label}
      value={value === undefined ? null : Math.round(value * 100)}
      className="w-full"
    >
      <Progress.Track className="h-[3px] overflow-hidden rounded-4 bg-text-1/14">
        <Progress.Indicator className="h-full bg-accent transition-[width] duration-140 ease-linear data-indeterminate:w-1/3 data-indeterminate:animate-pulse-slow" />
      </Progress.Track>
    </Progress.Root>
  )
}
