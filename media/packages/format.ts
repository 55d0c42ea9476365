import { z } from 'zod'
import { packageTakes } from '../../nodes/contract/moving.ts'
import { WorkflowStatus } from '../../nodes/contract/records.ts'
import { MediaId, mediaKinds, sourceTypes } from '../../nodes/media.ts'
import { Tag } from '../../nodes/tags.ts'
import { Signature } from '../films/carried.ts'

/**
 * What a package is made of: `manifest.json`, one `workflow.json` or several `workflows/<n>.json`, and every file as
 * `blobs/<first two>/<sha256>`. All of it is stored as it is, one entry behind the other, and nothing else is in it:
 * no database, no key, no path of a machine, no job that anybody could still ask for.
 */
export const PACKAGE_EXTENSION = '.sceneloom'
export const PACKAGE_FORMAT = 'sceneloom-package'
export const PACKAGE_VERSION = 1

export const MANIFEST = 'manifest.json'
/** Nothing else may be called anything else. */
export const ENTRY_NAME =
  /^(?:manifest\.json|workflow\.json|workflows\/[1-9]\d{0,2}\.json|blobs\/([0-9a-f]{2})\/\1[0-9a-f]{62})$/

export const MOST_ENTRIES = 20_000
export const MOST_WORKFLOWS = 500
export const MOST_JSON_BYTES = 64 * 1024 ** 2

export function workflowFile(index: number, count: number): string {
  return count === 1 ? 'workflow.json' : `workflows/${index + 1}.json`
}

export function blobFile(sha256: string): string {
  return `blobs/${sha256.slice(0, 2)}/${sha256}`
}

/** Until the last moment that a calendar knows: no window could show a later one. */
const time = z.number().int().min(0).max(8_640_000_000_000_000)
const bytes = z.number().int().min(0).max(Number.MAX_SAFE_INTEGER)
const Sha256 = MediaId

/** The fields of a generation that travel. The job that made it is known only to the library that paid for it. */
const PackedGeneration = z.object({
  provider: z.string().max(200),
  model: z.string().max(500),
  prompt: z.string().max(200_000),
  sentPrompt: z.string().max(200_000).optional(),
  params: z.record(z.string(), z.unknown()),
  startedAt: time,
  completedAt: time,
  cost: z.number().min(0).max(1e9),
})

export const PackedMedia = z.object({
  id: MediaId,
  /** The bytes that are in the package: its own, or a small copy to look at. */
  blob: Sha256,
  kind: z.enum(mediaKinds),
  name: z.string().min(1).max(1_000),
  sizeBytes: bytes,
  sourceType: z.enum(sourceTypes),
  createdAt: time,
  favourite: z.boolean(),
  /** What people marked it with; what the app marks by itself it marks again. */
  tags: z.array(Tag.refine(({ kind }) => kind !== 'auto')).max(500),
  generation: PackedGeneration.optional(),
  /** It came as a small copy of this one already. */
  proxyOf: MediaId.optional(),
})
export type PackedMedia = z.infer<typeof PackedMedia>

export const reasonsToLeave = ['not-asked', 'missing', 'changed', 'trashed'] as const

const LeftOut = z.object({
  id: MediaId,
  name: z.string().max(1_000),
  why: z.enum(reasonsToLeave),
})
export type LeftOut = z.infer<typeof LeftOut>

export const Manifest = z.object({
  format: z.literal(PACKAGE_FORMAT),
  version: z.literal(PACKAGE_VERSION),
  app: z.string().max(100),
  name: z.string().min(1).max(1_000),
  /** When the newest thing in it was made: the same content is the same package, whenever it is written. */
  madeAt: time,
  takes: z.enum(packageTakes),
  totals: z.object({
    workflows: z.number().int(),
    media: z.number().int(),
    files: z.number().int(),
    bytes,
    usd: z.number().min(0).max(1e12),
  }),
  workflows: z
    .array(z.object({ file: z.string().max(100), sha256: Sha256, size: bytes }))
    .min(1)
    .max(MOST_WORKFLOWS),
  blobs: z.array(z.object({ sha256: Sha256, size: bytes })).max(MOST_ENTRIES),
  media: z.array(PackedMedia).max(MOST_ENTRIES),
  leftOut: z.array(LeftOut).max(MOST_ENTRIES),
  /** Of captions and cards. The app brings them itself. */
  fonts: z.array(z.string().max(200)).max(100),
})
export type Manifest = z.infer<typeof Manifest>

export const PackedTake = z.object({
  nodeId: z.string().min(1).max(200),
  nodeType: z.string().min(1).max(200),
  role: z.enum(['output', 'intermediate']),
  mediaId: MediaId,
  number: z.number().int().min(1).max(1_000_000),
  variation: z.number().int().min(0).max(1_000_000),
  signature: Signature,
  createdAt: time,
  activatedAt: time,
})
export type PackedTake = z.infer<typeof PackedTake>

export const PackedWorkflow = z.object({
  id: z.string().regex(/^[\w.-]{1,200}$/),
  name: z.string().min(1).max(1_000),
  description: z.string().max(5_000),
  status: WorkflowStatus,
  createdAt: time,
  updatedAt: time,
  lastExecutedAt: time.optional(),
  /** Read like any workflow file. */
  document: z.unknown(),
  takes: z.array(PackedTake).max(100_000),
})
export type PackedWorkflow = z.infer<typeof PackedWorkflow>
