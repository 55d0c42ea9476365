import { z } from 'zod'
import { ClipFacts } from '../cut/facts.ts'
import { FilmPlan } from '../cut/film-plan.ts'
import { FilmSettings } from '../cut/settings.ts'
import { RunTarget } from '../engine/plan.ts'
import { WorkflowDocument } from '../graph/document.ts'
import { MediaId } from '../media.ts'
import { ModelInfo } from '../models.ts'
import { ExportEstimate, ExportOrder, FilmExport, Receipt } from './films.ts'
import { keepingMethods } from './keeping-methods.ts'
import { libraryMethods } from './library-methods.ts'
import { Job, JobAnswer, ProviderInfo, Spending } from './money.ts'
import { movingMethods } from './moving-methods.ts'
import {
  AppInfo,
  EngineReport,
  OpenedWorkflow,
  Run,
  Settings,
  WorkflowStatus,
  WorkflowSummary,
} from './records.ts'
import { WireErrorRecord } from './wire-error.ts'

const nothing = z.object({})
const byId = z.object({ id: z.string() })

/** Everything the window may ask of the core. One line here, one function in media/api. */
export const methods = {
  'app.info': { input: nothing, output: AppInfo },
  'engine.check': { input: z.object({ path: z.string() }), output: EngineReport },
  'settings.get': { input: nothing, output: Settings },
  'settings.set': { input: z.object({ patch: z.record(z.string(), z.unknown()) }), output: Settings },
  'models.list': { input: nothing, output: z.array(ModelInfo) },

  'workflows.list': { input: nothing, output: z.array(WorkflowSummary) },
  /** Without an id: the last one open, or on a fresh library the sample. */
  'workflows.open': {
    input: z.object({ id: z.string().optional(), language: z.string().optional() }),
    output: OpenedWorkflow,
  },
  'workflows.create': {
    input: z.object({ name: z.string().max(200), document: WorkflowDocument.optional() }),
    output: WorkflowSummary,
  },
  /** A workflow file, as text. Refused with a sentence when it cannot be read; otherwise nothing in it is lost. */
  'workflows.import': { input: z.object({ name: z.string(), text: z.string() }), output: WorkflowSummary },
  'workflows.sample': { input: z.object({ language: z.string() }), output: WorkflowSummary },
  'workflows.save': {
    input: z.object({ id: z.string(), rev: z.number().int(), document: WorkflowDocument }),
    output: z.object({ rev: z.number().int(), updatedAt: z.number().int() }),
  },
  'workflows.describe': {
    input: z.object({
      id: z.string(),
      name: z.string().min(1).max(200).optional(),
      description: z.string().max(5_000).optional(),
      status: WorkflowStatus.optional(),
    }),
    output: WorkflowSummary,
  },
  'workflows.duplicate': { input: z.object({ id: z.string(), name: z.string() }), output: WorkflowSummary },
  /** Deletes the workflow; everything it made stays in the library. */
  'workflows.remove': { input: byId, output: nothing },

  ...libraryMethods,
  ...keepingMethods,
  ...movingMethods,

  /** Measured once a file, then remembered. What cannot be measured is left out. */
  'cut.facts': { input: z.object({ ids: z.array(MediaId).max(2_000) }), output: z.array(ClipFacts) },
  /** What a film would be made of, as it stands: nothing is rendered. */
  'cut.plan': {
    input: z.object({
      clips: z.array(MediaId).max(2_000),
      music: MediaId.optional(),
      settings: FilmSettings,
    }),
    output: FilmPlan,
  },
  /** The highest level of each stretch of sound, a byte each (255 is full scale), as base64; empty for silence. */
  'cut.peaks': {
    input: z.object({ id: MediaId }),
    output: z.object({ perSecond: z.number(), peaks: z.string() }),
  },
  /** From the library, or from the file itself if it was made elsewhere. */
  'films.receipt': { input: z.object({ id: MediaId }), output: z.object({ receipt: Receipt.optional() }) },
  /** A new workflow out of the one that the film carries. */
  'films.restore': { input: z.object({ id: MediaId }), output: WorkflowSummary },
  'exports.estimate': { input: ExportOrder, output: ExportEstimate },
  'exports.start': { input: ExportOrder, output: FilmExport },
  'exports.stop': { input: byId, output: nothing },
  /** Since the app was started, newest first. */
  'exports.list': { input: nothing, output: z.array(FilmExport) },

  'providers.list': { input: nothing, output: z.array(ProviderInfo) },
  /** What is absent stays. An empty address is the provider's standard one. */
  'providers.configure': {
    input: z.object({
      provider: z.string(),
      address: z.string().max(2_000).optional(),
      concurrency: z.number().int().min(1).max(20).optional(),
      values: z.record(z.string(), z.string().max(1_000_000)).optional(),
    }),
    output: ProviderInfo,
  },
  /** A key goes in and never comes out again. */
  'keys.set': {
    input: z.object({ provider: z.string(), key: z.string().min(1).max(10_000) }),
    output: ProviderInfo,
  },
  'keys.remove': { input: z.object({ provider: z.string() }), output: ProviderInfo },
  /** Asks the provider something that costs nothing. */
  'keys.test': { input: z.object({ provider: z.string() }), output: ProviderInfo },

  /** Newest first. */
  'jobs.list': {
    input: z.object({
      which: z.enum(['open', 'inbox', 'all']),
      workflowId: z.string().optional(),
      limit: z.number().int().min(1).max(500),
    }),
    output: z.array(Job),
  },
  'jobs.answer': { input: z.object({ id: z.string(), answer: JobAnswer }), output: Job },
  'spending.read': { input: nothing, output: Spending },
  /** Where providers would call, once the receiver is on. */
  'webhooks.status': {
    input: nothing,
    output: z.object({ port: z.number().int().optional(), error: WireErrorRecord.optional() }),
  },

  /**
   * Runs the workflow as it is saved; `rev` guards against running another version than the one on screen.
   * What needs more money than the settings let pass unasked must be agreed to: the run then cannot spend more.
   * With `standIn`, whatever would be paid for is made by the animatic instead, and the document stays as it is.
   */
  'runs.start': {
    input: z.object({
      workflowId: z.string(),
      rev: z.number().int(),
      target: RunTarget,
      agreedUsd: z.number().min(0).optional(),
      standIn: z.boolean().optional(),
    }),
    output: Run,
  },
  'runs.stop': { input: byId, output: nothing },
  /** Newest first. */
  'runs.list': {
    input: z.object({ workflowId: z.string().optional(), limit: z.number().int().min(1).max(200) }),
    output: z.array(Run),
  },
} as const

export type Method = keyof typeof methods
export type Input<M extends Method> = z.infer<(typeof methods)[M]['input']>
export type Output<M extends Method> = z.infer<(typeof methods)[M]['output']>
