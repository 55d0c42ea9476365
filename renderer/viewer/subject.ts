import { useFilmPlayhead } from '../stitch/playhead.ts'
import type { Film } from '../store/film.ts'
import { selectFilm, useStore } from '../store/index.ts'
import type { Store } from '../store/types.ts'

/** The film in the viewer: the one in the Stitch dock while somebody works on it, and has not looked away since. */
export function filmInView(state: Store): Film | undefined {
  const { inView, nodeId } = useFilmPlayhead.getState()
  const film = inView && nodeId !== undefined ? selectFilm(state, nodeId) : undefined
  return film && film.layout.frames > 0 ? film : undefined
}

export function useFilmInView(): Film | undefined {
  // Both stores decide; the first is read again by `filmInView`.
  useFilmPlayhead(({ inView, nodeId }) => (inView ? nodeId : undefined))
  return useStore(filmInView)
}
