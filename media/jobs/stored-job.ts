import type { JobState } from '../../nodes/contract/money.ts'
import type { WireError } from '../../nodes/errors.ts'
import type { Fitted } from '../../nodes/generation/fit.ts'
import type { GenerationMode } from '../../nodes/models.ts'
import type { Output } from '../providers/remote.ts'

/** What was ordered, as it must still be known after a crash: enough to finish, link and account for it. */
export interface JobOrder {
  /** Exactly what is sent as the prompt. */
  readonly prompt: string
  /** What the person wrote. */
  readonly written: string
  readonly settings: Fitted
  readonly firstFrame?: string | undefined
  readonly lastFrame?: string | undefined
  readonly references: readonly string[]
  /** What the library notes beside the result: the request as the node made it. */
  readonly params: Readonly<Record<string, unknown>>
  readonly signature: string
  readonly nodeId: string
  readonly nodeType: string
  readonly nodeTitle: string
  readonly role: 'output' | 'intermediate'
}

/** One row of the ledger. Times are epoch ms, amounts millionths of a US dollar. */
export interface StoredJob {
  readonly id: string
  readonly signatureHash: string
  readonly variation: number
  readonly provider: string
  /** "<provider>/<model>". */
  readonly model: string
  readonly mode: GenerationMode
  readonly order: JobOrder
  /** Absent once the workflow is deleted. */
  readonly workflowId?: string | undefined
  readonly workflowName: string
  readonly runId?: string | undefined
  readonly state: JobState
  readonly asks: boolean
  readonly sentAt?: number | undefined
  readonly attempts: number
  readonly externalId?: string | undefined
  readonly links?: Readonly<Record<string, string>> | undefined
  readonly outputs?: readonly Output[] | undefined
  readonly mediaId?: string | undefined
  readonly estimatedMicros: number
  readonly countedMicros: number
  readonly countedClips: 0 | 1
  readonly chargedBy?: 'provider' | 'estimate' | 'person' | undefined
  readonly error?: Pick<WireError, 'code' | 'details'> | undefined
  readonly createdAt: number
  readonly submittedAt?: number | undefined
  readonly heardAt?: number | undefined
  readonly endedAt?: number | undefined
  readonly keptUntil?: number | undefined
}

const openStates: ReadonlySet<JobState> = new Set(['intent', 'submitted', 'running', 'succeeded', 'unknown'])

/** Whether something may still come of it, or is not settled. */
export function isOpen({ state }: Pick<StoredJob, 'state'>): boolean {
  return openStates.has(state)
}

export const MICROS = 1_000_000

/** Rounded up, so that a limit is never crossed by what rounding leaves out. */
export function toMicros(usd: number): number {
  return Math.ceil(Number((usd * MICROS).toFixed(3)))
}
