import { z } from 'zod'
import { Tag } from './tags.ts'

/** A media id is the SHA-256 of the file's bytes: the same bytes are the same media, in every library. */
export const MediaId = z.string().regex(/^[0-9a-f]{64}$/)
export type MediaId = z.infer<typeof MediaId>

export const mediaKinds = ['image', 'video', 'audio'] as const
export type MediaKind = (typeof mediaKinds)[number]

export const sourceTypes = ['generated', 'uploaded', 'stitched', 'extracted'] as const
export type SourceType = (typeof sourceTypes)[number]

/** How a media was made: enough to make it again and to answer "where does this come from?". */
export const Generation = z.object({
  provider: z.string(),
  model: z.string(),
  prompt: z.string(),
  params: z.record(z.string(), z.unknown()),
  startedAt: z.number().int(),
  completedAt: z.number().int(),
  /** In US dollars; 0 for work done on this machine. */
  cost: z.number(),
  /** The words that went to the provider, where they are not the prompt itself. */
  sentPrompt: z.string().optional(),
  /** The paid job that made it. */
  jobId: z.string().optional(),
})
export type Generation = z.infer<typeof Generation>

/** What the library knows about one file. Sizes in pixels as displayed (rotation applied), times in epoch ms. */
export const Media = z.object({
  id: MediaId,
  kind: z.enum(mediaKinds),
  name: z.string(),
  sizeBytes: z.number().int(),
  durationSeconds: z.number().optional(),
  width: z.number().int().optional(),
  height: z.number().int().optional(),
  /** In lowest terms, such as "9:16"; odd sizes stay as they are ("1079:607"). */
  aspectRatio: z.string().optional(),
  codec: z.string().optional(),
  audioCodec: z.string().optional(),
  fps: z.number().optional(),
  hasAudio: z.boolean(),
  sourceType: z.enum(sourceTypes),
  createdAt: z.number().int(),
  favourite: z.boolean(),
  /** Absent: none. */
  tags: z.array(Tag).optional(),
  /** The file was not copied: it lies there, where the person keeps it. */
  linkedPath: z.string().optional(),
  trashedAt: z.number().int().optional(),
  /** Deleted for good: what it was is still told where a workflow names it. */
  deletedAt: z.number().int().optional(),
  /** A small copy that came in a package, to look at: it stands for this one. */
  proxyOf: MediaId.optional(),
  /** The row is here, the file is not. Derived when read, never stored. */
  missing: z.boolean(),
  generation: Generation.optional(),
})
export type Media = z.infer<typeof Media>

/** What flows along a picture, video or audio wire. */
export interface MediaValue {
  readonly id: MediaId
  readonly kind: MediaKind
}
