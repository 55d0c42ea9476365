import { z } from 'zod'
import { MediaId } from '../media.ts'
import { WireErrorRecord } from './wire-error.ts'

/** Storage, doctor and backups: how the library is kept. Sizes in bytes, times in epoch ms. */

export const storageParts = [
  'video',
  'image',
  'audio',
  'trash',
  'previews',
  'measures',
  'exports',
  'backups',
  'database',
  'unfinished',
] as const
export type StoragePart = (typeof storageParts)[number]

/** The disk that the library is on. */
export const DiskRoom = z.object({
  free: z.number(),
  total: z.number(),
  /** Paid work is held back below this. */
  reserve: z.number(),
})
export type DiskRoom = z.infer<typeof DiskRoom>

/**
 * unused-takes: takes that are not the active one, older than `days`, never marked; they go to the trash.
 * unused-media: in no workflow, older than `days`, not a favourite, without a tag of the person's; to the trash.
 * trash: what was put there more than `days` ago, for good. old-runs: the record of runs that ended longer ago.
 * previews, measures: made again when they are needed. exports: finished exports in the library's own folder.
 */
export const cleanings = [
  'unused-takes',
  'unused-media',
  'trash',
  'old-runs',
  'previews',
  'measures',
  'exports',
] as const
export type Cleaning = (typeof cleanings)[number]

/** What the settings had cleaned up without asking. */
export const CleaningReport = z.object({
  at: z.number().int(),
  rows: z.array(z.object({ what: z.enum(cleanings), items: z.number().int(), bytes: z.number() })),
})
export type CleaningReport = z.infer<typeof CleaningReport>

export const StorageReport = DiskRoom.extend({
  parts: z.array(z.object({ part: z.enum(storageParts), files: z.number().int(), bytes: z.number().int() })),
  last: CleaningReport.optional(),
})
export type StorageReport = z.infer<typeof StorageReport>

export const CleaningOrder = z.object({
  what: z.array(z.enum(cleanings)).min(1),
  /** Only what is older than so many days. */
  days: z.number().int().min(0).max(3_650).default(30),
})
export type CleaningOrder = z.infer<typeof CleaningOrder>

export const CleaningPlan = z.object({
  /** Given to storage.clean: what is cleaned is what was shown, and nothing else. */
  id: z.string(),
  rows: z.array(
    z.object({
      what: z.enum(cleanings),
      items: z.number().int(),
      bytes: z.number().int(),
      /** The first few, to look at. */
      examples: z.array(z.object({ name: z.string(), mediaId: MediaId.optional(), bytes: z.number().int() })),
    }),
  ),
})
export type CleaningPlan = z.infer<typeof CleaningPlan>

/** Off unless somebody turns it on. */
export const Retention = z.object({
  trashDays: z.number().int().min(1).max(3_650).optional(),
  unusedTakesDays: z.number().int().min(1).max(3_650).optional(),
  runsDays: z.number().int().min(1).max(3_650).optional(),
})
export type Retention = z.infer<typeof Retention>

/**
 * missing: the row is there, the file is not. changed: its bytes are not those that its name promises. orphan: a
 * whole file in the store without a row. half-written: what a crash left unfinished. lost-reference: a workflow
 * names a media that the library does not know.
 */
export const findingKinds = ['missing', 'changed', 'orphan', 'half-written', 'lost-reference'] as const
/**
 * adopt: gives an orphan its row. relink: brings back the same bytes from where they were found. fetch-again: the
 * provider still keeps it. make-again: an order at a stated price, through the ledger. placeholder: it stays, and
 * nobody is told again. set-aside: moved to quarantine/, never deleted. forget: removes what a crash left half-made.
 */
export const remedies = [
  'adopt',
  'relink',
  'fetch-again',
  'make-again',
  'placeholder',
  'set-aside',
  'forget',
] as const
export type Remedy = (typeof remedies)[number]

export const Finding = z.object({
  id: z.string(),
  kind: z.enum(findingKinds),
  name: z.string(),
  mediaId: MediaId.optional(),
  /** Relative to the library, or where the linked file was. */
  path: z.string(),
  bytes: z.number().int().optional(),
  /** Workflows that use it. */
  usedIn: z.array(z.string()),
  remedies: z.array(
    z.object({
      kind: z.enum(remedies),
      /** Of making it again, US dollars. */
      usd: z.number().optional(),
      /** Where the same bytes were found. */
      from: z.string().optional(),
      /** How long the provider keeps it. */
      until: z.number().int().optional(),
    }),
  ),
})
export type Finding = z.infer<typeof Finding>

export const DoctorReport = z.object({
  id: z.string(),
  state: z.enum(['running', 'done', 'stopped', 'failed']),
  /** 0 to 1. */
  progress: z.number(),
  /** Every byte was read, not only names and sizes. */
  deep: z.boolean(),
  examined: z.number().int(),
  counts: z.record(z.string(), z.number().int()),
  startedAt: z.number().int(),
  endedAt: z.number().int().optional(),
  error: WireErrorRecord.optional(),
})
export type DoctorReport = z.infer<typeof DoctorReport>

export const Mended = z.object({
  id: z.string(),
  remedy: z.enum(remedies),
  ok: z.boolean(),
  error: WireErrorRecord.optional(),
})
export type Mended = z.infer<typeof Mended>

export const Backup = z.object({
  /** Its file name. */
  id: z.string(),
  madeAt: z.number().int(),
  bytes: z.number().int(),
  /** It was opened and looked through after it was made, or now. */
  sound: z.boolean(),
  workflows: z.number().int(),
  media: z.number().int(),
})
export type Backup = z.infer<typeof Backup>

/** What had to be done to open the library, told once after the start. */
export const Recovery = z.object({
  how: z.enum(['backup', 'rebuilt']),
  /** The backup's time. */
  from: z.number().int().optional(),
  /** Where the damaged file is kept. */
  aside: z.string(),
  workflows: z.number().int(),
  media: z.number().int(),
})
export type Recovery = z.infer<typeof Recovery>
