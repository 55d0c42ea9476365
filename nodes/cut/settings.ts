import { z } from 'zod'
import { BoundCut, shotFits } from './cut.ts'

/** "auto" takes the size or frame rate that most clips have. */
export const filmSizes = [
  'auto',
  '720x1280',
  '1080x1920',
  '1280x720',
  '1920x1080',
  '1080x1080',
  '1080x1350',
] as const
export const filmRates = ['auto', '24', '25', '30', '60'] as const

/** Everything about a film but which clips it is made of. */
export const FilmSettings = z.object({
  size: z.enum(filmSizes).default('auto'),
  fps: z.enum(filmRates).default('auto'),
  fit: z.enum(shotFits).default('fit'),
  /** Absent: every clip once, whole, in order. */
  cut: BoundCut.optional(),
})
export type FilmSettings = z.infer<typeof FilmSettings>
