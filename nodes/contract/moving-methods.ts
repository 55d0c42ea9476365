import { z } from 'zod'
import { MediaId } from '../media.ts'
import {
  FolderImport,
  ImportOrder,
  LegacyContents,
  PackageContents,
  PackageEstimate,
  PackageOrder,
  PackageSource,
  Snapshot,
  SnapshotContent,
  Transfer,
} from './moving.ts'

const nothing = z.object({})
const byId = z.object({ id: z.string() })

/** What comes into the library and leaves it, and how a workflow was at earlier times. */
export const movingMethods = {
  'imports.start': { input: ImportOrder, output: FolderImport },
  /** What is in by then stays. */
  'imports.stop': { input: byId, output: nothing },
  /** Since the app was started, newest first. */
  'imports.list': { input: nothing, output: z.array(FolderImport) },

  'packages.estimate': { input: PackageOrder, output: PackageEstimate },
  'packages.export': { input: PackageOrder, output: Transfer },
  /** Looks into it and lets nothing in. */
  'packages.inspect': { input: z.object({ source: PackageSource }), output: PackageContents },
  /** Nothing in it is polled, fetched or paid for. */
  'packages.import': { input: z.object({ source: PackageSource }), output: Transfer },
  'legacy.inspect': { input: z.object({ path: z.string().max(4_000) }), output: LegacyContents },
  'legacy.import': { input: z.object({ path: z.string().max(4_000) }), output: Transfer },
  'transfers.stop': { input: byId, output: nothing },
  /** Since the app was started, newest first. */
  'transfers.list': { input: nothing, output: z.array(Transfer) },

  /** Newest first. */
  'history.list': {
    input: z.object({
      workflowId: z.string(),
      limit: z.number().int().min(1).max(500),
      offset: z.number().int().min(0),
    }),
    output: z.object({ items: z.array(Snapshot), total: z.number().int() }),
  },
  'history.read': { input: byId, output: SnapshotContent },
  /**
   * Keeps the workflow as it is saved now: under a name, or without one before it is replaced by an earlier
   * version, if there is no such moment yet.
   */
  'history.keep': {
    input: z.object({ workflowId: z.string(), name: z.string().trim().min(1).max(200).optional() }),
    output: Snapshot,
  },
  /** An empty name gives an automatic one back its place among those that are thinned out. */
  'history.rename': { input: byId.extend({ name: z.string().trim().max(200) }), output: Snapshot },
  'history.remove': { input: byId, output: nothing },
  /** Which versions, of any workflow, show one of these files: going back to them would need it. */
  'history.showing': {
    input: z.object({ ids: z.array(MediaId).min(1).max(10_000) }),
    output: z.object({ ids: z.array(z.string()) }),
  },
} as const
