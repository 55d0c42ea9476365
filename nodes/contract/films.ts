import { z } from 'zod'
import { captionWays } from '../cut/cut.ts'
import { MediaId } from '../media.ts'
import { FilmPlan } from '../cut/film-plan.ts'
import { Note } from './notes.ts'
import { WireErrorRecord } from './wire-error.ts'

/** Where one shot of a film comes from: the answer to "what is this, and what did it cost?". */
export const ReceiptShot = z.object({
  /** 1, 2, 3, … */
  number: z.number().int(),
  /** Seconds of the film. */
  start: z.number(),
  end: z.number(),
  /** Absent for a card. */
  mediaId: MediaId.optional(),
  nodeId: z.string().optional(),
  node: z.string(),
  take: z.number().int().optional(),
  provider: z.string().optional(),
  model: z.string().optional(),
  prompt: z.string().optional(),
  /** US dollars. */
  cost: z.number().optional(),
})
export type ReceiptShot = z.infer<typeof ReceiptShot>

/** Carried inside the film's own file too, so that it answers wherever it is taken. */
export const Receipt = z.object({
  workflow: z.string(),
  madeAt: z.number().int(),
  shots: z.array(ReceiptShot),
  /** Whether the whole workflow can be restored from the film. */
  hasWorkflow: z.boolean(),
})
export type Receipt = z.infer<typeof Receipt>

/** same: as the Video Stitcher would render it. */
export const exportPresets = ['same', 'vertical', 'square', 'landscape', 'master', 'gif'] as const
export type ExportPreset = (typeof exportPresets)[number]

export const handoffFormats = ['otio', 'fcpxml', 'edl', 'srt', 'vtt', 'csv'] as const
export type HandoffFormat = (typeof handoffFormats)[number]

export const ExportOrder = z.object({
  workflowId: z.string(),
  /** A Video Stitcher of that workflow, as it is saved. */
  nodeId: z.string(),
  preset: z.enum(exportPresets),
  /** An absolute path; empty for the exports folder of the library. Made if it is not there. */
  folder: z.string().max(4_000).default(''),
  /** `{workflow}`, `{node}`, `{date}`, `{n}` are filled in; nothing that is there is ever overwritten. */
  name: z.string().min(1).max(200).default('{workflow}-{date}-{n}'),
  /** Instead of the cut's own. */
  captions: z.enum(captionWays).optional(),
  handoff: z.array(z.enum(handoffFormats)).default([]),
  /** With a hand-off: the clips beside it, so that it opens anywhere. */
  withMedia: z.boolean().default(true),
  /** Whether the film carries its receipt and workflow. */
  carriesWorkflow: z.boolean().default(true),
  /** Encode on the graphics card where one works. */
  hardware: z.boolean().default(false),
})
export type ExportOrder = z.infer<typeof ExportOrder>

export const ExportEstimate = z.object({
  plan: FilmPlan.optional(),
  bytes: z.number().int(),
  /** The name that the film would get now, and where. */
  path: z.string(),
  /** Bytes free there. */
  free: z.number().optional(),
})
export type ExportEstimate = z.infer<typeof ExportEstimate>

export const FilmExport = z.object({
  id: z.string(),
  workflowId: z.string(),
  nodeId: z.string(),
  preset: z.enum(exportPresets),
  state: z.enum(['running', 'done', 'stopped', 'failed']),
  /** 0 to 1 */
  progress: z.number(),
  /** Absolute paths, the film first. Only what is complete. */
  files: z.array(z.string()),
  /** What was done, and what could not be. */
  notes: z.array(Note).optional(),
  error: WireErrorRecord.optional(),
  startedAt: z.number().int(),
  endedAt: z.number().int().optional(),
})
export type FilmExport = z.infer<typeof FilmExport>
