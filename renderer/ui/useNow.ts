import { useEffect, useState } from 'react'

/** The time, every second while somebody needs it. */
export function useNow(needed: boolean): number {
  const [now, setNow] = useState(Date.now)
  useEffect(() => {
    if (!needed) return undefined
    const tick = () => setNow(Date.now())
    tick()
    const timer = setInterval(tick, 1_000)
    return () => clearInterval(timer)
  }, [needed])
  return now
}
