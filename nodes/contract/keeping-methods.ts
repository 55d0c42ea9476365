import { z } from 'zod'
import {
  Backup,
  CleaningOrder,
  CleaningPlan,
  DiskRoom,
  DoctorReport,
  Finding,
  Mended,
  Recovery,
  StorageReport,
  remedies,
} from './keeping.ts'

const nothing = z.object({})
const byId = z.object({ id: z.string() })

/** How the library is kept: its room on the disk, its health, its backups. */
export const keepingMethods = {
  'storage.read': { input: nothing, output: StorageReport },
  /** Only how much is free; quick enough to be asked at any time. */
  'storage.room': { input: nothing, output: DiskRoom },
  /** Says what a cleaning would do; nothing is touched. */
  'storage.plan': { input: CleaningOrder, output: CleaningPlan },
  /** Does what that plan showed, as far as it still holds. */
  'storage.clean': {
    input: z.object({ planId: z.string() }),
    output: z.object({ items: z.number().int(), bytes: z.number() }),
  },

  /**
   * Compares database, files and, if `deep`, every byte with its hash. `folders` are looked through for files that
   * are missing here. Changes nothing.
   */
  'doctor.examine': {
    input: z.object({
      deep: z.boolean().default(false),
      folders: z.array(z.string().max(4_000)).max(20).default([]),
    }),
    output: DoctorReport,
  },
  'doctor.stop': { input: byId, output: nothing },
  /** The last examination since the app was started. */
  'doctor.last': { input: nothing, output: z.object({ report: DoctorReport.optional() }) },
  'doctor.findings': {
    input: byId.extend({
      limit: z.number().int().min(1).max(500),
      offset: z.number().int().min(0),
      kind: z.string().optional(),
    }),
    output: z.object({ items: z.array(Finding), total: z.number().int() }),
  },
  /** With `dryRun` it says what would be done. Without `findings`: all that have this remedy. */
  'doctor.mend': {
    input: byId.extend({
      remedy: z.enum(remedies),
      findings: z.array(z.string()).max(10_000).optional(),
      dryRun: z.boolean().default(false),
    }),
    output: z.array(Mended),
  },

  /** Newest first. */
  'backups.list': { input: nothing, output: z.array(Backup) },
  'backups.make': { input: nothing, output: Backup },
  /** Checked, and put in place when the app starts again; what is there now is kept aside. */
  'backups.restore': { input: byId, output: nothing },
  /** Opens the library anew, so that what waits for the next start happens now. The window then begins again, too. */
  'backups.reopen': { input: nothing, output: nothing },
  /** What had to be done to open the library this time; asked once, then forgotten. */
  'backups.recovery': { input: nothing, output: z.object({ recovery: Recovery.optional() }) },
} as const
