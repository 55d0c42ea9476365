import { useEffect, useState } from 'react'
import { formatLength } from '../../viewer/timecode.ts'

interface ElapsedProps {
  readonly from: number | undefined
  /** Absent while it goes on: then it counts. */
  readonly until: number | undefined
}

export function Elapsed({ from, until }: ElapsedProps) {
  const [now, setNow] = useState(() => Date.now())
  const counting = from !== undefined && until === undefined
  useEffect(() => {
    if (!counting) return undefined
    const timer = setInterval(() => setNow(Date.now()), 1_000)
    return () => clearInterval(timer)
  }, [counting])
  if (from === undefined) return null
  return (
    <span className="tabular shrink-0 text-12 text-text-3">
      {formatLength(Math.max(0, (until ?? now) - from) / 1_000)}
    </span>
  )
}
