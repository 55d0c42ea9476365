import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { readAside } from '../db/aside.ts'
import type { Tables } from '../db/tables.ts'
import type { WorkflowMedia } from '../db/workflow-media.ts'
import type { StoredResult } from '../db/results.ts'
import { hashOf } from '../runs/link-take.ts'
import { mirrorsFolder, readMirror, type Mirror, type MirroredMedia } from './mirror.ts'

/** What something beside the library still knows of its files, by their ids. */
export interface Memory {
  readonly media: ReadonlyMap<string, MirroredMedia>
  readonly takes: ReadonlyMap<string, readonly WorkflowMedia[]>
  readonly results: ReadonlyMap<string, readonly StoredResult[]>
}

export async function readMirrors(folder: string): Promise<Mirror[]> {
  const names = await readdir(folder).catch(() => [])
  const mirrors = []
  for (const name of names) if (name.endsWith('.json')) mirrors.push(await readMirror(join(folder, name)))
  return mirrors.filter((mirror) => mirror !== undefined)
}

export function memoryOf(mirrors: readonly Mirror[]): Memory {
  const takes = mirrors.flatMap(({ id, takes }) => takes.map((take) => ({ ...take, workflowId: id })))
  const results = takes
    .filter(({ signature }) => signature !== '')
    .map((take) => ({ ...take, signatureHash: hashOf(take.signature) }))
  return {
    media: new Map(mirrors.flatMap(({ media }) => media.map((one) => [one.id, one] as const))),
    takes: Map.groupBy(takes, ({ mediaId }) => mediaId),
    results: Map.groupBy(results, ({ mediaId }) => mediaId),
  }
}

/**
 * Of a library in whose place its person put an older one: what its files are, and what gave them. Its workflows and
 * takes stay behind, as they wished. Where it cannot be asked any more, its mirrors can.
 */
export async function memoryOfAside(folder: string, here: Tables): Promise<Memory> {
  const takes = new Map()
  const known = readAside(folder, here)
  if (!known) return { ...memoryOf(await readMirrors(mirrorsFolder(folder))), takes }
  return {
    media: new Map(known.media.map((one) => [one.id, one])),
    takes,
    results: Map.groupBy(known.results, ({ mediaId }) => mediaId),
  }
}
