import { useEffect } from 'react'
import type { Peaks } from '../../store/cut-types.ts'
import type { Film } from '../../store/film.ts'
import { useStore } from '../../store/index.ts'

/** Has the core measure what the film is made of; answers how loud its clips are, as far as that is known. */
export function useFilmFiles(film: Film): Readonly<Record<string, Peaks>> {
  const ids = film.shots.flatMap(({ media }) => (media && !media.missing ? [media.id] : []))
  const wanted = [...new Set(ids)].join(' ')
  useEffect(() => {
    const { loadFacts, loadPeaks } = useStore.getState()
    const all = wanted.split(' ').filter((id) => id !== '')
    void loadFacts(all)
    for (const id of all) void loadPeaks(id)
  }, [wanted])
  return useStore((state) => state.peaks)
}
