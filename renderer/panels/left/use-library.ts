import { useEffect, useMemo } from 'react'
import { useStore } from '../../store/index.ts'

/** The page of the library on screen. It is asked for when it is first shown, and again after a run. */
export function useLibrary() {
  const library = useStore((state) => state.library)
  const media = useStore((state) => state.media)
  const running = useStore((state) => state.activeRunId !== undefined)
  const queryLibrary = useStore((state) => state.queryLibrary)
  useEffect(() => {
    if (!running) void queryLibrary({})
  }, [running, queryLibrary])
  const items = useMemo(
    () => library.items.map((id) => media[id]).filter((item) => item !== undefined),
    [library.items, media],
  )
  return { items, total: library.total, query: library.query }
}
