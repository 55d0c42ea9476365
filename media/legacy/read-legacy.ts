import { stat } from 'node:fs/promises'
import { basename, isAbsolute, join, sep } from 'node:path'
import type { Generation, SourceType } from '../../nodes/media.ts'
import { sourceTypes } from '../../nodes/media.ts'
import type { LegacyLibrary } from './open-legacy.ts'
import { jsonOf, rowsOf, textOf, timeOf, type LegacyRow } from './rows.ts'

export interface LegacyVideo {
  readonly id: string
  readonly name: string
  readonly filePath: string
  /** Of the file as the older library knew it, where that is a SHA-256. */
  readonly sha256: string | undefined
  readonly sourceType: SourceType
  readonly createdAt: number | undefined
  readonly generation: Generation | undefined
}

export interface LegacyWorkflow {
  readonly id: string
  readonly name: string
  readonly description: string
  readonly definition: unknown
  readonly createdAt: number | undefined
  readonly updatedAt: number | undefined
  readonly lastExecutedAt: number | undefined
}

export interface LegacyUse {
  readonly workflowId: string
  readonly videoId: string
  readonly nodeId: string
  readonly role: string
  readonly createdAt: number | undefined
}

export function readVideos(library: LegacyLibrary): LegacyVideo[] {
  const generations = readGenerations(library)
  const columns = ['id', 'name', 'file_path', 'file_hash', 'source_type', 'created_at']
  return [...rowsOf(library, 'videos', columns)].map((row) => {
    const id = textOf(row['id'])
    const filePath = textOf(row['file_path'])
    const generation = generations.get(id)
    const hash = textOf(row['file_hash'])
      .toLowerCase()
      .replace(/^sha256:/, '')
    return {
      id,
      name: textOf(row['name']) || lastName(filePath) || `Video ${id}`,
      filePath,
      sha256: /^[0-9a-f]{64}$/.test(hash) ? hash : undefined,
      sourceType: sourceOf(textOf(row['source_type']), generation),
      createdAt: timeOf(row['created_at']),
      generation,
    }
  })
}

function sourceOf(word: string, generation: Generation | undefined): SourceType {
  const known = sourceTypes.find((type) => type === word.toLowerCase())
  return known ?? (generation ? 'generated' : 'uploaded')
}

/** The account of the attempt that worked, if several were made. */
function readGenerations(library: LegacyLibrary): Map<string, Generation> {
  const columns = [
    'video_id',
    'provider',
    'model',
    'prompt',
    'generation_params',
    'status',
    'started_at',
    'completed_at',
  ]
  const found = new Map<string, Generation>()
  for (const row of rowsOf(library, 'video_generation', columns)) {
    if (/fail|error|cancel|pending|queued/i.test(textOf(row['status']))) continue
    found.set(textOf(row['video_id']), toGeneration(row))
  }
  return found
}

function toGeneration(row: LegacyRow): Generation {
  const params = jsonOf(row['generation_params'])
  const startedAt = timeOf(row['started_at']) ?? timeOf(row['completed_at']) ?? 0
  return {
    provider: textOf(row['provider']).slice(0, 200),
    model: textOf(row['model']).slice(0, 500),
    prompt: textOf(row['prompt']).slice(0, 200_000),
    params: typeof params === 'object' && params !== null ? { ...params } : {},
    startedAt,
    completedAt: timeOf(row['completed_at']) ?? startedAt,
    // The older app did not write down what was paid.
    cost: 0,
  }
}

const WORKFLOW_COLUMNS = [
  'id',
  'name',
  'description',
  'definition',
  'created_at',
  'updated_at',
  'last_executed_at',
]

export function* readWorkflows(library: LegacyLibrary): Generator<LegacyWorkflow> {
  for (const row of rowsOf(library, 'workflows', WORKFLOW_COLUMNS)) {
    yield {
      id: textOf(row['id']),
      name: (textOf(row['name']).trim() || 'Untitled').slice(0, 200),
      description: textOf(row['description']).slice(0, 5_000),
      definition: jsonOf(row['definition']),
      createdAt: timeOf(row['created_at']),
      updatedAt: timeOf(row['updated_at']),
      lastExecutedAt: timeOf(row['last_executed_at']),
    }
  }
}

export function countWorkflows(library: LegacyLibrary): number {
  return [...rowsOf(library, 'workflows', ['id'])].length
}

export function readUses(library: LegacyLibrary): Map<string, LegacyUse[]> {
  const columns = ['workflow_id', 'video_id', 'node_id', 'role', 'created_at']
  const uses = [...rowsOf(library, 'workflow_videos', columns)].map((row) => ({
    workflowId: textOf(row['workflow_id']),
    videoId: textOf(row['video_id']),
    nodeId: textOf(row['node_id']),
    role: textOf(row['role']).toLowerCase(),
    createdAt: timeOf(row['created_at']),
  }))
  return Map.groupBy(uses, ({ workflowId }) => workflowId)
}

/**
 * Where the file of a video is now. The folder may have moved with its database, so a path that leads nowhere is
 * looked for beside it; never on another machine, which a path from elsewhere could ask us to sign in to.
 */
export async function findFile({ folder }: LegacyLibrary, filePath: string): Promise<string | undefined> {
  if (filePath === '' || /^[\\/]{2}/.test(filePath) || filePath.includes('\0')) return undefined
  const local = sep === '/' ? filePath.replaceAll('\\', '/') : filePath
  const name = lastName(filePath)
  const beside = ['', 'videos', 'video', 'media', 'files', 'output', 'outputs'].map((part) =>
    join(folder, part, name),
  )
  const candidates = [isAbsolute(local) ? local : join(folder, local), filePath, ...beside]
  for (const candidate of candidates) {
    if (!isAbsolute(candidate)) continue
    const found = await stat(candidate).catch(() => undefined)
    if (found?.isFile()) return candidate
  }
  return undefined
}

function lastName(path: string): string {
  return basename(path.replaceAll('\\', '/'))
}
