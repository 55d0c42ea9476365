import type { Film, FilmShot } from '../store/film.ts'
import type { CutStep } from '../store/types.ts'

export interface ShotFormProps {
  readonly film: Film
  readonly shot: FilmShot
}

/** One step for all that is typed or dragged in one field. */
export function stepOf({ film, shot }: ShotFormProps, label: CutStep['label'], field: string): CutStep {
  return { label, merge: `${field} ${film.nodeId} ${shot.index}` }
}
