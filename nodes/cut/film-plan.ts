import { z } from 'zod'
import { joinKinds } from './cut.ts'
import { Rational } from './rational.ts'
import { reasonTable, type ReasonCode } from './reasons.ts'

/** Plain data; the window translates by code and falls back to `text`. */
export const PlanReason = z.object({
  code: z.enum(Object.keys(reasonTable) as [ReasonCode, ...ReasonCode[]]),
  values: z.record(z.string(), z.union([z.string(), z.number()])),
  text: z.string(),
})

/**
 * What becomes of a shot's picture. copy: every frame as it is. partly: only the frames around its cuts are encoded.
 * conform: it is unlike the other clips and is converted. encode: it would fit, but what was asked of it changes
 * every frame.
 */
export const shotActions = ['copy', 'partly', 'conform', 'encode'] as const
export type ShotAction = (typeof shotActions)[number]

/** What will be done to make a film, before anything is done. */
export const FilmPlan = z.object({
  /** copy: nothing is encoded. partly: some frames are. encode: all are. */
  mode: z.enum(['copy', 'partly', 'encode']),
  width: z.number().int(),
  height: z.number().int(),
  fps: Rational,
  /** "h264", "hevc", "av1", "vp9" */
  codec: z.string(),
  frames: z.number().int(),
  encodedFrames: z.number().int(),
  /** About how large the file will be. */
  bytes: z.number().int(),
  shots: z.array(
    z.object({
      action: z.enum(shotActions),
      frames: z.number().int(),
      encodedFrames: z.number().int(),
      reasons: z.array(PlanReason),
    }),
  ),
  /** One for each two neighbours. */
  joins: z.array(
    z.object({
      kind: z.enum(joinKinds),
      frames: z.number().int(),
      action: z.enum(['copy', 'encode']),
    }),
  ),
  sound: z.object({ action: z.enum(['none', 'copy', 'encode']), reasons: z.array(PlanReason) }),
  /** About the whole; what concerns one shot is with that shot. */
  reasons: z.array(PlanReason),
})
export type FilmPlan = z.infer<typeof FilmPlan>
