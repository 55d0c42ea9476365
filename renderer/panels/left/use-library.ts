import { useEffect, useMemo } from 'react'
import { useStore } from '../../store/index.ts'
import type { LibraryPlace } from '../../store/library-types.ts'
import { groupNow } from '../../library/look.ts'
import { act } from '../act.ts'

/** Asks for a list when it comes on screen, and no longer follows it when it goes. */
export function useLibrary(place: LibraryPlace) {
  useEffect(() => {
    // How this machine likes it grouped is for the library itself, and not for a list to pick from.
    void act().askLibrary(place, place === 'main' ? { group: groupNow() } : undefined)
    void act().loadFacets()
    void act().loadWork()
    return () => act().lookAwayFromLibrary(place)
  }, [place])
  const { pages, total, query } = useStore((state) => state.views[place])
  const items = useMemo(() => Object.values(pages).flat(), [pages])
  return { items, total: total ?? 0, query }
}
