import { z } from 'zod'
import { WorkflowDocument } from '../graph/document.ts'
import { Media, MediaId } from '../media.ts'
import { Take } from '../takes.ts'
import { WireErrorRecord } from './wire-error.ts'

/** What comes into the library and leaves it: imports, packages, older libraries, earlier versions. */

export const transferStates = ['running', 'done', 'stopped', 'failed'] as const

/** What became of one file. `reason` is for those left aside: a hidden file, a kind that nobody can open. */
export const ImportedFile = z.object({
  /** Relative to the folder that was named, or the file's name. */
  name: z.string(),
  state: z.enum(['imported', 'known', 'skipped', 'refused']),
  mediaId: MediaId.optional(),
  error: WireErrorRecord.optional(),
})
export type ImportedFile = z.infer<typeof ImportedFile>

export const ImportOrder = z.object({
  /** Absolute; folders with all that is in them. */
  paths: z.array(z.string().min(1).max(4_000)).min(1).max(10_000),
  /** link: the files stay where they are, are watched, and found again by their content. */
  way: z.enum(['copy', 'link']).default('copy'),
})
export type ImportOrder = z.infer<typeof ImportOrder>

export const FolderImport = z.object({
  id: z.string(),
  state: z.enum(transferStates),
  way: z.enum(['copy', 'link']),
  /** The folder, or the first file. */
  name: z.string(),
  files: z.number().int(),
  done: z.number().int(),
  bytes: z.number(),
  bytesDone: z.number(),
  counts: z.object({
    imported: z.number().int(),
    known: z.number().int(),
    skipped: z.number().int(),
    refused: z.number().int(),
  }),
  /** Those that need a look, refused before skipped; at most some hundreds. */
  told: z.array(ImportedFile),
  error: WireErrorRecord.optional(),
  startedAt: z.number().int(),
  endedAt: z.number().int().optional(),
})
export type FolderImport = z.infer<typeof FolderImport>

/** proxies: small copies of the active takes, for looking at. none: the workflows alone. */
export const packageTakes = ['all', 'active', 'proxies', 'none'] as const
export const PackageOrder = z.object({
  workflowIds: z.array(z.string()).min(1).max(500),
  takes: z.enum(packageTakes).default('active'),
  /** Absolute; empty for the exports folder of the library. Nothing that is there is overwritten. */
  folder: z.string().max(4_000).default(''),
  name: z.string().min(1).max(200),
})
export type PackageOrder = z.infer<typeof PackageOrder>

export const PackageEstimate = z.object({
  /** One for each way, so that a choice can be made before anything is written. */
  sizes: z.array(
    z.object({
      takes: z.enum(packageTakes),
      files: z.number().int(),
      bytes: z.number(),
      missing: z.number().int(),
    }),
  ),
  path: z.string(),
  free: z.number().optional(),
})
export type PackageEstimate = z.infer<typeof PackageEstimate>

/** Where a package comes from: a path on this machine, or bytes that were uploaded. */
export const PackageSource = z.union([
  z.object({ path: z.string().min(1).max(4_000) }),
  z.object({ upload: z.string().min(1).max(100) }),
])
export type PackageSource = z.infer<typeof PackageSource>

/** What a package holds, before anything of it is let in. */
export const PackageContents = z.object({
  name: z.string(),
  bytes: z.number(),
  takes: z.enum(packageTakes),
  madeAt: z.number().int(),
  app: z.string(),
  workflows: z.array(
    z.object({ name: z.string(), nodes: z.number().int(), takes: z.number().int(), known: z.boolean() }),
  ),
  media: z.object({ files: z.number().int(), known: z.number().int(), missing: z.number().int() }),
  fonts: z.array(z.string()),
  /** What its makers paid for what is in it, US dollars. */
  usd: z.number(),
})
export type PackageContents = z.infer<typeof PackageContents>

/** A package that is written or read, or an older library that is taken over. */
export const Transfer = z.object({
  id: z.string(),
  kind: z.enum(['package-out', 'package-in', 'legacy']),
  name: z.string(),
  state: z.enum(transferStates),
  progress: z.number(),
  /** Of a package that was written. */
  path: z.string().optional(),
  /** Of what came in. */
  workflowIds: z.array(z.string()),
  media: z.number().int(),
  /** Sentences about what could not come along: codes with their details. */
  notes: z.array(WireErrorRecord),
  error: WireErrorRecord.optional(),
  startedAt: z.number().int(),
  endedAt: z.number().int().optional(),
})
export type Transfer = z.infer<typeof Transfer>

/** What a library of the older app holds. */
export const LegacyContents = z.object({
  path: z.string(),
  videos: z.number().int(),
  found: z.number().int(),
  workflows: z.number().int(),
  bytes: z.number(),
})
export type LegacyContents = z.infer<typeof LegacyContents>

/** One moment of a workflow, with the takes that it had then. */
export const Snapshot = z.object({
  id: z.string(),
  workflowId: z.string(),
  takenAt: z.number().int(),
  /** Given by the person; such a version is kept until they remove it. */
  name: z.string().optional(),
  why: z.enum(['edit', 'run', 'named', 'before-restore']),
  nodes: z.number().int(),
  takes: z.number().int(),
})
export type Snapshot = z.infer<typeof Snapshot>

export const SnapshotContent = z.object({
  snapshot: Snapshot,
  document: WorkflowDocument,
  takes: z.array(Take),
  media: z.array(Media),
})
export type SnapshotContent = z.infer<typeof SnapshotContent>
