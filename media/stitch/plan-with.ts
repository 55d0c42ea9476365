import type { FilmSettings } from '../../nodes/cut/settings.ts'
import type { FilmClip, StitchPlan } from './film.ts'
import { planFilm, type PlanOptions } from './plan.ts'

export interface WantedFilm extends PlanOptions {
  /** H.264 plays everywhere: with it, clips of another codec are encoded even where all of them agree. */
  readonly codec?: 'h264' | undefined
}

export function planWith(
  clips: readonly FilmClip[],
  settings: FilmSettings,
  { codec, ...options }: WantedFilm,
): StitchPlan {
  const plan = planFilm(clips, settings, options)
  const fits = codec === undefined || plan.codec === codec
  return fits ? plan : planFilm(clips, settings, { ...options, mayCopy: false })
}
