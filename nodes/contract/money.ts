import { z } from 'zod'
import { WireErrorRecord } from './wire-error.ts'

/** Providers, their paid jobs and what they cost, as core and window exchange them. Money is US dollars, times epoch ms. */

export const keyStates = ['not-needed', 'missing', 'saved', 'ready', 'rejected', 'untested-offline'] as const

/** What a provider's settings ask for, beside its key. */
export const ConnectionField = z.object({
  name: z.string(),
  label: z.string(),
  hint: z.string().optional(),
  control: z.enum(['text', 'textarea', 'number', 'switch']),
  placeholder: z.string().optional(),
})
export type ConnectionField = z.infer<typeof ConnectionField>

export const ProviderInfo = z.object({
  id: z.string(),
  title: z.string(),
  kind: z.enum(['local', 'remote', 'retired']),
  /** One line: what it is good for. */
  about: z.string().optional(),
  key: z.object({
    state: z.enum(keyStates),
    /** Where it is kept: the OS keychain, this process's memory, or an environment variable of that name. */
    kept: z.enum(['keychain', 'memory', 'environment']).optional(),
    variable: z.string().optional(),
    testedAt: z.number().int().optional(),
    error: WireErrorRecord.optional(),
    /** In words, such as "12.40 credits left". */
    balance: z.string().optional(),
  }),
  /** It could start now: it has its key, its address and something to offer. */
  ready: z.boolean(),
  address: z.object({ value: z.string(), standard: z.string() }).optional(),
  concurrency: z.number().int().optional(),
  fields: z.array(ConnectionField),
  values: z.record(z.string(), z.string()),
  links: z.object({
    keys: z.string().optional(),
    billing: z.string().optional(),
    home: z.string().optional(),
  }),
  /** How long it keeps a result, in hours. */
  keepsHours: z.number().optional(),
  /** A line that its terms ask to be shown. */
  attribution: z.string().optional(),
  retired: z.object({ on: z.string(), reason: z.string() }).optional(),
  canCancel: z.boolean(),
  /** Too many calls did not come through: it is left alone until then. */
  restingUntil: z.number().int().optional(),
})
export type ProviderInfo = z.infer<typeof ProviderInfo>

export const jobStates = [
  /** Written down and budgeted; the request is about to leave, or may have left. */
  'intent',
  /** The provider has it: its id is stored. */
  'submitted',
  'running',
  /** It is made; its address is stored. */
  'succeeded',
  /** Its file is in the library, linked to its node. */
  'adopted',
  'failed',
  'canceled',
  /** The provider no longer keeps it. */
  'expired',
  /** Nobody knows whether the provider took it. */
  'unknown',
] as const
export type JobState = (typeof jobStates)[number]

export const Job = z.object({
  id: z.string(),
  state: z.enum(jobStates),
  provider: z.string(),
  providerTitle: z.string(),
  /** "<provider>/<model>". */
  model: z.string(),
  mode: z.string(),
  /** Exactly what was sent. */
  prompt: z.string(),
  workflowId: z.string().optional(),
  workflowName: z.string(),
  nodeId: z.string(),
  nodeTitle: z.string(),
  runId: z.string().optional(),
  externalId: z.string().optional(),
  mediaId: z.string().optional(),
  estimatedUsd: z.number(),
  /** What it cost in the end; undefined while it is open. */
  chargedUsd: z.number().optional(),
  /** Who said so. */
  chargedBy: z.enum(['provider', 'estimate', 'person']).optional(),
  error: WireErrorRecord.optional(),
  /** It waits for the person: shown in the inbox. */
  asks: z.boolean(),
  createdAt: z.number().int(),
  submittedAt: z.number().int().optional(),
  endedAt: z.number().int().optional(),
  /** When the provider last answered, and when it is asked next. */
  heardAt: z.number().int().optional(),
  nextAt: z.number().int().optional(),
  progress: z.number().optional(),
  queuePosition: z.number().int().optional(),
  /** Until when the provider keeps the result. */
  keptUntil: z.number().int().optional(),
})
export type Job = z.infer<typeof Job>

/** What a person may say about a job of the inbox. */
export const JobAnswer = z.enum([
  /** Look it up at the provider, or poll it now. */
  'check',
  'cancel',
  /** Follow a job that was parked because the library was copied. */
  'resume',
  /** Seen at the provider: it was never taken, so its reserve is given back. */
  'not-charged',
  /** It was taken, or it does not matter: leave it counted and take it out of the inbox. */
  'charged',
])
export type JobAnswer = z.infer<typeof JobAnswer>

export const periods = ['run', 'day', 'month'] as const
export type Period = (typeof periods)[number]

const limit = z.number().min(0).max(1_000_000).optional().catch(undefined)
const clipLimit = z.number().int().min(0).max(1_000_000).optional().catch(undefined)

/** Absent limits are no limits. */
export const Budget = z.object({
  usd: z.object({ run: limit, day: limit, month: limit }).default({}).catch({}),
  clips: z.object({ run: clipLimit, day: clipLimit, month: clipLimit }).default({}).catch({}),
  /** A run that needs more than this is confirmed first. */
  confirmAboveUsd: z.number().min(0).default(1).catch(1),
})
export type Budget = z.infer<typeof Budget>

const Share = z.object({ name: z.string(), usd: z.number(), clips: z.number().int() })

export const Spending = z.object({
  /** Spent and reserved of each limit; `run` has no use of its own outside a run. */
  day: z.object({ usd: z.number(), reservedUsd: z.number(), clips: z.number().int() }),
  month: z.object({ usd: z.number(), reservedUsd: z.number(), clips: z.number().int() }),
  /** Of this month. */
  byProvider: z.array(Share),
  byModel: z.array(Share),
  byWorkflow: z.array(Share),
  /** The last 30 days, oldest first, days without spending too. `name` is "2026-11-21". */
  byDay: z.array(Share),
  /** Paid for, and no workflow uses it any more. */
  unusedUsd: z.number(),
})
export type Spending = z.infer<typeof Spending>
