import { createHash } from 'node:crypto'
import type { Media } from '../../nodes/media.ts'
import type { WorkflowMedia } from '../db/workflow-media.ts'
import { Signature } from '../films/carried.ts'
import { canonical } from './canonical.ts'
import { fontsOf } from './fonts-of.ts'
import {
  Manifest,
  MANIFEST,
  PACKAGE_FORMAT,
  PACKAGE_VERSION,
  type PackedMedia,
  type PackedTake,
  PackedWorkflow,
  workflowFile,
} from './format.ts'
import type { Gathered, GatheredWorkflow, TakesWay } from './gather.ts'
import type { Proxy } from './proxies.ts'

export interface Composition {
  readonly gathered: Gathered
  readonly name: string
  readonly takes: TakesWay
  readonly app: string
  /** By the id of the original. */
  readonly proxies: ReadonlyMap<string, Proxy>
  pathOf(id: string): string
  discreet<T>(value: T): T
}

/** Everything that goes into a package, in the order in which it goes. */
export interface Composed {
  readonly texts: readonly { readonly file: string; readonly bytes: Buffer }[]
  readonly blobs: readonly Blob[]
}

export interface Blob {
  readonly mediaId: string
  readonly sha256: string
  readonly size: number
  readonly path: string
}

/** Only what is named here leaves the library. The same content composes to the same bytes. */
export async function composePackage(composition: Composition): Promise<Composed> {
  const { gathered, discreet } = composition
  const workflows = gathered.workflows.map((workflow, index) => {
    const bytes = Buffer.from(canonical(packWorkflow(workflow, discreet)))
    return { file: workflowFile(index, gathered.workflows.length), bytes }
  })
  const blobs = blobsOf(composition)
  const media = gathered.media.map((one) => packMedia(one, composition))
  const manifest = Manifest.parse({
    format: PACKAGE_FORMAT,
    version: PACKAGE_VERSION,
    app: composition.app,
    name: discreet(composition.name),
    madeAt: newestIn(gathered),
    takes: composition.takes,
    totals: {
      workflows: workflows.length,
      media: media.length,
      files: blobs.length,
      bytes: blobs.reduce((sum, { size }) => sum + size, 0),
      usd: costOf(gathered.media),
    },
    workflows: workflows.map(({ file, bytes }) => ({ file, sha256: sha256Of(bytes), size: bytes.length })),
    blobs: blobs.map(({ sha256, size }) => ({ sha256, size })),
    media,
    leftOut: gathered.leftOut.map(({ id, name, why }) => ({ id, name: discreet(name), why })),
    fonts: await fontsOf(gathered.workflows.map(({ document }) => document)),
  })
  return { texts: [{ file: MANIFEST, bytes: Buffer.from(canonical(manifest)) }, ...workflows], blobs }
}

/** Whole cents and fractions of them, added in an order of their own, so that the sum is always the same. */
function costOf(media: readonly Media[]): number {
  const usd = media.reduce((sum, { generation }) => sum + (generation?.cost ?? 0), 0)
  return Math.round(usd * 1e6) / 1e6
}

function newestIn({ workflows, media }: Gathered): number {
  const times = [
    ...workflows.flatMap(({ stored, takes }) => [
      stored.updatedAt,
      ...takes.map(({ createdAt }) => createdAt),
    ]),
    ...media.map(({ createdAt }) => createdAt),
  ]
  return times.reduce((newest, time) => Math.max(newest, time), 0)
}

/** Each file once, by its hash. */
function blobsOf({ gathered, proxies, pathOf }: Composition): Blob[] {
  const blobs = new Map<string, Blob>()
  for (const { id, sizeBytes } of gathered.media) {
    const proxy = proxies.get(id)
    const blob = proxy ?? { sha256: id, size: sizeBytes, path: pathOf(id) }
    blobs.set(blob.sha256, { ...blob, mediaId: id })
  }
  return [...blobs.values()].toSorted((a, b) => (a.sha256 < b.sha256 ? -1 : 1))
}

function packMedia(media: Media, { proxies, discreet }: Composition): PackedMedia {
  const { id, kind, name, sizeBytes, sourceType, createdAt, favourite, generation, proxyOf } = media
  const tags = (media.tags ?? [])
    .filter((tag) => tag.kind !== 'auto')
    .toSorted((a, b) => (canonical(a) < canonical(b) ? -1 : 1))
  return {
    ...discreet({ name, tags }),
    id,
    blob: proxies.get(id)?.sha256 ?? id,
    kind,
    sizeBytes,
    sourceType,
    createdAt,
    favourite,
    ...(generation && { generation: packGeneration(generation, discreet) }),
    ...(proxyOf !== undefined && { proxyOf }),
  }
}

function packGeneration(
  {
    provider,
    model,
    prompt,
    sentPrompt,
    params,
    startedAt,
    completedAt,
    cost,
  }: NonNullable<Media['generation']>,
  discreet: Composition['discreet'],
): PackedMedia['generation'] {
  return {
    ...discreet({ provider, model, prompt, params, ...(sentPrompt !== undefined && { sentPrompt }) }),
    startedAt,
    completedAt,
    cost,
  }
}

function packWorkflow(
  { stored, document, takes }: GatheredWorkflow,
  discreet: Composition['discreet'],
): PackedWorkflow {
  const { id, name, description, status, createdAt, updatedAt, lastExecutedAt } = stored
  return PackedWorkflow.parse({
    ...discreet({ name: name || 'Untitled', description: description.slice(0, 5_000), document }),
    id,
    status,
    createdAt,
    updatedAt,
    ...(lastExecutedAt !== undefined && { lastExecutedAt }),
    takes: takes.toSorted(inOneOrder).map((take) => packTake(take, discreet)),
  })
}

function inOneOrder(a: WorkflowMedia, b: WorkflowMedia): number {
  const [left, right] = [a, b].map(({ nodeId, take, mediaId }) =>
    [nodeId, String(take).padStart(9, '0'), mediaId].join('\n'),
  )
  return left! < right! ? -1 : 1
}

function packTake(take: WorkflowMedia, discreet: Composition['discreet']): PackedTake {
  const { nodeId, nodeType, role, mediaId, variation, createdAt, activatedAt } = take
  return {
    nodeId,
    nodeType,
    role: role === 'output' ? 'output' : 'intermediate',
    mediaId,
    number: Math.max(1, take.take),
    variation,
    signature: packSignature(take, discreet),
    createdAt,
    activatedAt,
  }
}

/** It is a description, and keeps the same discretion. One that is none makes the take out of date, no more. */
function packSignature({ signature, nodeType }: WorkflowMedia, discreet: Composition['discreet']): string {
  if (Signature.safeParse(signature).success) {
    const recipe: unknown = JSON.parse(signature)
    const shown = discreet(recipe)
    // As it was written, where there was nothing to hide.
    return JSON.stringify(shown) === JSON.stringify(recipe) ? signature : JSON.stringify(shown)
  }
  return canonical({ type: nodeType, version: 1, params: {}, inputs: {} })
}

function sha256Of(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex')
}
