import { useRef, useState } from 'react'
import { act } from '../panels/act.ts'
import type { CutStep } from '../store/types.ts'
import { Slider } from '../ui/Slider.tsx'
import { useEscape } from './use-escape.ts'

/** What a change belongs to: a drag is one step however long it takes. */
export type Held = Pick<CutStep, 'gesture'>

interface PercentProps {
  readonly label: string
  /** 0 to 1, or to `most`. */
  readonly value: number
  readonly most?: number
  readonly onChange: (value: number, held: Held) => void
}

/** A part of a whole, under its name. Escape during a drag puts it back. */
export function Percent({ label, value, most = 1, onChange }: PercentProps) {
  const percent = Math.round(value * 100)
  const [dragged, setDragged] = useState(false)
  /** The pointer is still down, and means nothing any more. */
  const givenUp = useRef(false)
  const release = () => {
    if (dragged) act().endStep()
    setDragged(false)
    givenUp.current = false
  }
  useEscape(dragged, () => {
    givenUp.current = true
    setDragged(false)
    act().cancelStep()
  })
  return (
    <div className="flex flex-col">
      <span className="text-12 text-text-2">{label}</span>
      <Slider
        label={label}
        value={percent}
        max={most * 100}
        step={1}
        valueText={`${percent} %`}
        onChange={(next, byPointer) => {
          if (byPointer && givenUp.current) return
          if (byPointer) setDragged(true)
          onChange(next / 100, byPointer ? { gesture: true } : {})
        }}
        onCommit={release}
      />
    </div>
  )
}
