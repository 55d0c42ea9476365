import { z } from 'zod'
import { Media } from '../media.ts'
import { WorkflowDocument } from '../graph/document.ts'
import { policies } from '../generation/quote.ts'
import { Wording } from '../models.ts'
import { Take } from '../takes.ts'
import { Retention } from './keeping.ts'
import { Budget, jobStates } from './money.ts'
import { WireErrorRecord } from './wire-error.ts'

/** What crosses between core and window, beside media and documents. Times are epoch ms, money US dollars. */

export const WorkflowStatus = z.enum(['draft', 'saved'])
export type WorkflowStatus = z.infer<typeof WorkflowStatus>

export const WorkflowSummary = z.object({
  id: z.string(),
  name: z.string(),
  description: z.string(),
  status: WorkflowStatus,
  nodeCount: z.number().int(),
  videoCount: z.number().int(),
  createdAt: z.number().int(),
  updatedAt: z.number().int(),
  lastExecutedAt: z.number().int().optional(),
  /** The newest picture or clip it made, for the list. */
  posterId: z.string().optional(),
})
export type WorkflowSummary = z.infer<typeof WorkflowSummary>

/** All that the window needs to show a workflow as it was left, without any run and without network. */
export const OpenedWorkflow = z.object({
  summary: WorkflowSummary,
  /** Rises with each save; a save that is based on an older one is refused. */
  rev: z.number().int(),
  document: WorkflowDocument,
  takes: z.array(Take),
  /** Every media that the takes and the Media nodes name, as far as the library has it. */
  media: z.array(Media),
})
export type OpenedWorkflow = z.infer<typeof OpenedWorkflow>

/** `held`: not even tried, because a key, money or room is missing; its error says which. */
export const nodeRunStates = [
  'waiting',
  'running',
  'done',
  'reused',
  'failed',
  'skipped',
  'stopped',
  'held',
] as const
export type NodeRunState = (typeof nodeRunStates)[number]

/** What is known of the paid job behind a node that runs: never a bare spinner. */
export const JobNews = z.object({
  jobId: z.string(),
  state: z.enum(jobStates),
  /** When the provider last answered, and when it is asked next. */
  heardAt: z.number().int().optional(),
  nextAt: z.number().int().optional(),
  queuePosition: z.number().int().optional(),
  /** The provider took nothing yet or does not answer: what is wrong, and how often it was tried. */
  trouble: WireErrorRecord.optional(),
  tries: z.number().int().optional(),
})
export type JobNews = z.infer<typeof JobNews>

export const RunNode = z.object({
  runId: z.string(),
  nodeId: z.string(),
  title: z.string(),
  type: z.string(),
  state: z.enum(nodeRunStates),
  /** 0 to 1, while running, if the work can tell. */
  progress: z.number().optional(),
  model: z.string().optional(),
  mediaId: z.string().optional(),
  error: WireErrorRecord.optional(),
  /** For `skipped`: the title of the node that gave nothing. */
  source: z.string().optional(),
  /** A sentence about what was done, such as "3 of 3 clips copied". */
  note: z.string().optional(),
  job: JobNews.optional(),
  /** What it really cost; while it runs, what is reserved for it. */
  cost: z.number(),
  startedAt: z.number().int().optional(),
  endedAt: z.number().int().optional(),
})
export type RunNode = z.infer<typeof RunNode>

export const runStates = ['running', 'done', 'partial', 'stopped', 'interrupted'] as const
export type RunState = (typeof runStates)[number]

export const Run = z.object({
  id: z.string(),
  workflowId: z.string().optional(),
  workflowName: z.string(),
  state: z.enum(runStates),
  startedAt: z.number().int(),
  endedAt: z.number().int().optional(),
  /** Nobody pressed Run: these are jobs that were open when the app last ended. */
  pickedUp: z.boolean().optional(),
  nodes: z.array(RunNode),
})
export type Run = z.infer<typeof Run>

export const themes = ['system', 'dark', 'light'] as const
export const languages = ['system', 'en', 'zh-Hans'] as const

/** Providers may tell us that a job moved on, through a tunnel of the person's own. It only makes us look sooner. */
export const Webhooks = z.object({
  on: z.boolean().default(false).catch(false),
  /** Where the tunnel is reached from outside: "https://…". */
  publicUrl: z.string().default('').catch(''),
  /** On 127.0.0.1; 0 for any free one. */
  port: z.number().int().min(0).max(65_535).default(0).catch(0),
})
export type Webhooks = z.infer<typeof Webhooks>

/** Kept in the library, so every shell shows the same. All have defaults: an unknown or broken value is ignored. */
export const Settings = z.object({
  theme: z.enum(themes).default('system').catch('system'),
  language: z.enum(languages).default('system').catch('system'),
  ffmpegPath: z.string().default('').catch(''),
  lastWorkflowId: z.string().optional().catch(undefined),
  /** How many of the first-run cards were seen or dismissed. */
  tipsSeen: z.number().int().default(0).catch(0),
  /** Sizes and open tabs of the docks; the window's own business. */
  layout: z.record(z.string(), z.unknown()).default({}).catch({}),
  policy: z.enum(policies).default('best-value').catch('best-value'),
  budget: Budget.default(Budget.parse({})).catch(Budget.parse({})),
  /** The person's own, beside the built-in ones. */
  styles: z.array(Wording).max(200).default([]).catch([]),
  templates: z.array(Wording).max(200).default([]).catch([]),
  webhooks: Webhooks.default(Webhooks.parse({})).catch(Webhooks.parse({})),
  retention: Retention.default({}).catch({}),
})
export type Settings = z.infer<typeof Settings>

export const EngineReport = z.discriminatedUnion('ok', [
  z.object({ ok: z.literal(true), path: z.string(), version: z.string() }),
  z.object({ ok: z.literal(false), error: WireErrorRecord }),
])
export type EngineReport = z.infer<typeof EngineReport>

export const AppInfo = z.object({
  version: z.string(),
  dataFolder: z.string(),
  engine: EngineReport,
  /** Where keys that are typed in here are kept: `memory` is only until the app ends. */
  keysKept: z.enum(['keychain', 'memory']),
})
export type AppInfo = z.infer<typeof AppInfo>
