import { useEffect } from 'react'
import type { Film } from '../store/film.ts'
import { act } from '../panels/act.ts'

/** A burst of edits asks once. */
const SETTLE_MS = 250

/** Keeps what the core says of a film up to date: what its clips are, and how it would be made. */
export function useMeasured(film: Film): void {
  const ids = [...new Set(film.shots.flatMap(({ media }) => (media && !media.missing ? [media.id] : [])))]
  const key = ids.join()
  useEffect(() => {
    if (key === '') return
    const all = key.split(',')
    void act().loadFacts(all)
    for (const id of all) if (act().media[id]?.kind === 'video') void act().loadPeaks(id)
  }, [key])
  const music = film.music?.missing === false ? film.music.id : undefined
  useEffect(() => {
    if (music !== undefined) void act().loadPeaks(music)
  }, [music])
  useEffect(() => {
    const waiting = setTimeout(() => void act().planFilm(film.nodeId), SETTLE_MS)
    return () => clearTimeout(waiting)
  }, [film])
}
