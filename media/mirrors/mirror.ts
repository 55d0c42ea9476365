import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { WorkflowStatus } from '../../nodes/contract/records.ts'
import { Generation, MediaId, sourceTypes } from '../../nodes/media.ts'
import { Tag } from '../../nodes/tags.ts'

const FORMAT = 'sceneloom-mirror'

const MirroredTake = z.object({
  mediaId: MediaId,
  nodeId: z.string(),
  nodeType: z.string(),
  role: z.enum(['output', 'input', 'intermediate']),
  executionId: z.string().optional(),
  take: z.number().int(),
  variation: z.number().int(),
  signature: z.string(),
  createdAt: z.number().int(),
  activatedAt: z.number().int(),
})

/** What its file does not say about a media. */
const MirroredMedia = z.object({
  id: MediaId,
  name: z.string(),
  sourceType: z.enum(sourceTypes),
  createdAt: z.number().int(),
  favourite: z.boolean(),
  linkedPath: z.string().optional(),
  tags: z.array(Tag).optional(),
  generation: Generation.optional(),
})
export type MirroredMedia = z.infer<typeof MirroredMedia>

/** A workflow with all that belongs to it, as a file: enough to have it back without a database. */
export const Mirror = z.object({
  format: z.literal(FORMAT),
  version: z.literal(1),
  id: z.string().min(1).max(200),
  name: z.string(),
  description: z.string(),
  status: WorkflowStatus,
  rev: z.number().int(),
  createdAt: z.number().int(),
  updatedAt: z.number().int(),
  lastExecutedAt: z.number().int().optional(),
  /** As it is saved; which take a node's person chose is in it. */
  document: z.record(z.string(), z.unknown()),
  takes: z.array(MirroredTake),
  media: z.array(MirroredMedia),
})
export type Mirror = z.infer<typeof Mirror>

export const mirrorHead = { format: FORMAT, version: 1 } as const

export function mirrorsFolder(dataFolder: string): string {
  return join(dataFolder, 'workflows')
}

/** Undefined for an id that would lead elsewhere, and for what no file can be called. */
export function mirrorPath(dataFolder: string, id: string): string | undefined {
  return /^[\w-]{1,200}$/.test(id) ? join(mirrorsFolder(dataFolder), `${id}.json`) : undefined
}

/** Undefined for what cannot be understood; it is left where it is. */
export async function readMirror(path: string): Promise<Mirror | undefined> {
  try {
    return Mirror.safeParse(JSON.parse(await readFile(path, 'utf8'))).data
  } catch {
    return undefined
  }
}
