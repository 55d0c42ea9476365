import { useEffect, useState } from 'react'
import type { Point } from '../../store/types.ts'

/** Where the pointer is on screen, followed only while somebody needs it. */
export function usePointer(needed: boolean): Point | undefined {
  const [pointer, setPointer] = useState<Point>()
  useEffect(() => {
    if (!needed) return undefined
    const follow = ({ clientX, clientY }: PointerEvent) => setPointer({ x: clientX, y: clientY })
    window.addEventListener('pointermove', follow)
    return () => {
      window.removeEventListener('pointermove', follow)
      setPointer(undefined)
    }
  }, [needed])
  return pointer
}
