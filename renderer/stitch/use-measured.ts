import { useEffect } from 'react'
import type { Film } from '../store/film.ts'
import { useStore } from '../store/index.ts'
import { act } from '../panels/act.ts'

/** A burst of edits asks once. */
const SETTLE_MS = 250
/** While clips are still being played through, the plan may change by itself. */
const AGAIN_MS = 3_000

/** Keeps what the core says of a film up to date: what its clips are, and how it would be made. */
export function useMeasured(film: Film): void {
  const ids = [...new Set(film.shots.flatMap(({ media }) => (media && !media.missing ? [media.id] : [])))]
  const key = ids.join()
  useEffect(() => {
    if (key !== '') void act().loadFacts(key.split(','))
  }, [key])
  useEffect(() => {
    const waiting = setTimeout(() => void act().planFilm(film.nodeId), SETTLE_MS)
    return () => clearTimeout(waiting)
  }, [film])
  const unsettled = useStore(({ filmPlans }) =>
    filmPlans[film.nodeId]?.plan?.reasons.some(({ code }) => code === 'unmeasured'),
  )
  useEffect(() => {
    if (!unsettled) return undefined
    const again = setInterval(() => void act().planFilm(film.nodeId), AGAIN_MS)
    return () => clearInterval(again)
  }, [unsettled, film.nodeId])
}
