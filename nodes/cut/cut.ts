import { z } from 'zod'

/**
 * The cut: what the person decided about a film, beside which clips are connected. It lives in the Video Stitcher's
 * params, so undo, copies and packages know it without being told. Everything is optional: a shot that says
 * nothing is the whole clip as it is.
 */

/** How one shot gives way to the next. */
export const joinKinds = [
  'cut',
  'dissolve',
  'fade-black',
  'fade-white',
  'wipe-left',
  'wipe-right',
  'wipe-up',
  'wipe-down',
] as const
export type JoinKind = (typeof joinKinds)[number]

/** fit: the whole picture with bars; fill: the whole frame, edges cut; blur: bars filled with the picture itself. */
export const shotFits = ['fit', 'fill', 'blur'] as const
export type ShotFit = (typeof shotFits)[number]

export const SHORTEST_JOIN = 0.1
export const LONGEST_JOIN = 2

export const Join = z.object({
  kind: z.enum(joinKinds),
  seconds: z.number().min(SHORTEST_JOIN).max(LONGEST_JOIN).default(0.5),
})
export type Join = z.infer<typeof Join>

/** Words over a shot. Seconds count from the first frame of the clip itself, so a trim never moves them. */
export const Line = z.object({
  start: z.number().min(0),
  end: z.number().min(0),
  text: z.string().max(1_000),
})
export type Line = z.infer<typeof Line>

export const cardStyles = ['title', 'end'] as const

/** A title or end card: words on a plain ground, drawn by this app. */
export const Card = z.object({
  style: z.enum(cardStyles).default('title'),
  title: z.string().max(200),
  text: z.string().max(500).default(''),
  /** "#rrggbb" */
  ground: z
    .string()
    .regex(/^#[0-9a-f]{6}$/)
    .default('#000000'),
})
export type Card = z.infer<typeof Card>

/** Length of a picture or card that says nothing else. */
export const STILL_SECONDS = 3

const Decisions = z.object({
  card: Card.optional(),
  /** The first frame shown and the one behind the last, in the clip's own frames from 0. */
  from: z.number().int().min(0).optional(),
  to: z.number().int().min(1).optional(),
  /** Of a picture or a card. */
  seconds: z.number().min(0.1).max(600).optional(),
  speed: z.number().min(0.25).max(4).optional(),
  /** Instead of the film's own. */
  fit: z.enum(shotFits).optional(),
  /** Which part stays when edges are cut: 0 is left or top, 0.5 the middle. */
  focus: z.object({ x: z.number().min(0).max(1), y: z.number().min(0).max(1) }).optional(),
  /** 1 is as it is, 2 twice as loud. */
  volume: z.number().min(0).max(2).optional(),
  muted: z.literal(true).optional(),
  /** Seconds of picture from black and sound from silence, and back. */
  fadeIn: z.number().min(0).max(10).optional(),
  fadeOut: z.number().min(0).max(10).optional(),
  /** How the next shot follows; a plain cut if absent. */
  join: Join.optional(),
  lines: z.array(Line).max(500).optional(),
})

export const Shot = Decisions.extend({
  /** The id of the connection that brings its clip or picture; absent for a card. */
  wire: z.string().max(200).optional(),
})
export type Shot = z.infer<typeof Shot>

/** A shot that knows its clip by place among the values that flow in. */
export const BoundShot = Decisions.extend({ clip: z.number().int().min(0).optional() })
export type BoundShot = z.infer<typeof BoundShot>

/** The sound that flows into the music port, under the whole film. */
export const Music = z.object({
  volume: z.number().min(0).max(2).default(0.5),
  /** Seconds of the music left out at its beginning. */
  from: z.number().min(0).default(0),
  /** Again from `from` when it ends before the film. */
  loop: z.boolean().default(true),
  /** Quieter while the shots themselves are heard. */
  duck: z.boolean().default(true),
  fadeIn: z.number().min(0).max(10).default(0),
  fadeOut: z.number().min(0).max(10).default(2),
})
export type Music = z.infer<typeof Music>

/** burn: drawn into the picture; track: a subtitle track that players can switch off. */
export const captionWays = ['off', 'burn', 'track'] as const
export const captionStyles = ['plain', 'outline', 'box'] as const
export const Captions = z.object({
  show: z.enum(captionWays).default('off'),
  style: z.enum(captionStyles).default('outline'),
  /** Of the frame's height. */
  size: z.number().min(0.02).max(0.1).default(0.035),
  /** Where the last line stands, from the top of the frame. */
  bottom: z.number().min(0.1).max(1).default(0.8),
})
export type Captions = z.infer<typeof Captions>

/** even: every shot equally loud, the film at the target. as-is: no packet of sound is touched without need. */
export const loudnessWays = ['even', 'as-is'] as const
export const Sound = z.object({
  loudness: z.enum(loudnessWays).default('even'),
  /** Integrated loudness in LUFS. */
  target: z.number().min(-31).max(-8).default(-14),
  /** Highest true peak in dBTP. */
  peak: z.number().min(-9).max(0).default(-1),
})
export type Sound = z.infer<typeof Sound>

const Whole = z.object({
  music: Music.optional(),
  captions: Captions.optional(),
  sound: Sound.optional(),
})

/** More shots than any short film has. */
export const MOST_SHOTS = 2_000

export const Cut = Whole.extend({ shots: z.array(Shot).max(MOST_SHOTS).default([]) })
export type Cut = z.infer<typeof Cut>

export const BoundCut = Whole.extend({ shots: z.array(BoundShot).max(MOST_SHOTS) })
export type BoundCut = z.infer<typeof BoundCut>
