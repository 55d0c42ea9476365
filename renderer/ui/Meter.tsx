import { CircleAlert, CircleCheck, TriangleAlert } from 'lucide-react'

export type MeterLevel = 'calm' | 'near' | 'full'

interface MeterProps {
  readonly label: string
  /** 0 to 1, and more when it is over. */
  readonly value: number
  readonly level: MeterLevel
  /** What the colour means, in words. */
  readonly words: string
}

const fills: Readonly<Record<MeterLevel, string>> = {
  calm: 'bg-accent',
  near: 'bg-warn',
  full: 'bg-err',
}
const marks = {
  calm: <CircleCheck className="size-3.5 text-accent" />,
  near: <TriangleAlert className="size-3.5 text-warn" />,
  full: <CircleAlert className="size-3.5 text-err" />,
}

/** How much of something is used up. */
export function Meter({ label, value, level, words }: MeterProps) {
  const percent = Math.round(value * 100)
  return (
    <div className="flex flex-col gap-1">
      <div
        role="meter"
        aria-label={label}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={Math.min(100, percent)}
        aria-valuetext={`${percent} %, ${words}`}
        className="h-2 overflow-hidden rounded-4 bg-text-1/14 forced-colors:border"
      >
        <div
          className={`h-full rounded-4 ${fills[level]} forced-colors:bg-[CanvasText]`}
          style={{ width: `${Math.min(100, percent)}%` }}
        />
      </div>
      <p className="flex items-center gap-1.5 text-12 text-text-2">
        {marks[level]}
        {words}
      </p>
    </div>
  )
}
