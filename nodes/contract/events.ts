import { z } from 'zod'
import { Media, MediaId } from '../media.ts'
import { Take } from '../takes.ts'
import { FilmExport } from './films.ts'
import { CleaningReport, DoctorReport } from './keeping.ts'
import { Job, ProviderInfo } from './money.ts'
import { FolderImport, Transfer } from './moving.ts'
import { Run, RunNode, Settings, WorkflowSummary } from './records.ts'

/** Everything the core tells the window by itself. */
export const CoreEvent = z.discriminatedUnion('type', [
  /** A run started or ended. */
  z.object({ type: z.literal('run.changed'), run: Run }),
  /** One node of a run moved on; sent at most a few times a second for progress. */
  z.object({ type: z.literal('run.node'), workflowId: z.string(), node: RunNode }),
  z.object({ type: z.literal('take.made'), workflowId: z.string(), take: Take, media: Media }),
  z.object({ type: z.literal('media.changed'), media: Media }),
  /** Many at once, or what is counted about them: pages and counts are to be asked for again. */
  z.object({ type: z.literal('library.changed') }),
  /** It was closed and opened again, perhaps with another content: the window begins anew. */
  z.object({ type: z.literal('library.reopened') }),
  z.object({ type: z.literal('import.changed'), import: FolderImport }),
  z.object({ type: z.literal('transfer.changed'), transfer: Transfer }),
  z.object({ type: z.literal('doctor.changed'), report: DoctorReport }),
  /** By the rules of the settings, without anybody asking. */
  z.object({ type: z.literal('storage.cleaned'), report: CleaningReport }),
  z.object({ type: z.literal('history.changed'), workflowId: z.string() }),
  z.object({ type: z.literal('workflow.changed'), summary: WorkflowSummary, rev: z.number().int() }),
  z.object({ type: z.literal('workflow.removed'), id: z.string() }),
  z.object({ type: z.literal('settings.changed'), settings: Settings }),
  z.object({ type: z.literal('provider.changed'), provider: ProviderInfo }),
  z.object({ type: z.literal('job.changed'), job: Job }),
  /** A clip was looked through: plans of films with it can be certain now. */
  z.object({ type: z.literal('clip.measured'), id: MediaId }),
  z.object({ type: z.literal('export.changed'), export: FilmExport }),
])
export type CoreEvent = z.infer<typeof CoreEvent>
