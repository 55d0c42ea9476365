import { useEffect, useState } from 'react'

/** True once `waiting` has lasted: what takes less than 300 ms needs no skeleton, and would only flicker. */
export function useLater(waiting: boolean, milliseconds = 300): boolean {
  const [late, setLate] = useState(false)
  useEffect(() => {
    if (!waiting) return undefined
    const timer = setTimeout(() => setLate(true), milliseconds)
    return () => {
      clearTimeout(timer)
      setLate(false)
    }
  }, [waiting, milliseconds])
  return late
}
