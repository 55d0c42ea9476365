import type { Input } from '../../nodes/contract/methods.ts'
import type { Job, JobAnswer, ProviderInfo, Spending } from '../../nodes/contract/money.ts'
import type { AppError } from '../../nodes/errors.ts'

/** What the window knows of services that cost money, and what a person can say to them. */
export interface ProvidersSlice {
  /** In the order of the core; undefined until it told them. */
  readonly providers?: readonly ProviderInfo[] | undefined
  /** What is being done with the key of a provider right now. */
  readonly keyWork: Readonly<Record<string, 'saving' | 'testing' | undefined>>
  /** What went wrong with it last, for its page: a message over an open dialog would lie behind it. */
  readonly providerTrouble: Readonly<Record<string, AppError | undefined>>
  refreshProviders(): Promise<void>
  applyProvider(provider: ProviderInfo): void
  /** Answers whether it is stored; why not is in `providerTrouble`. */
  setKey(provider: string, key: string): Promise<boolean>
  removeKey(provider: string): Promise<void>
  testKey(provider: string): Promise<void>
  configureProvider(change: Input<'providers.configure'>): Promise<void>
}

export interface JobsSlice {
  /** Jobs that wait for the person and jobs that are open at a provider, newest first. */
  readonly jobs: readonly Job[]
  /** What was said about a job and is on its way. */
  readonly answering: Readonly<Record<string, JobAnswer | undefined>>
  refreshJobs(): Promise<void>
  applyJob(job: Job): void
  answerJob(id: string, answer: JobAnswer): Promise<void>
}

export interface SpendingSlice {
  /** Undefined until somebody asked. */
  readonly spending?: Spending | undefined
  readSpending(): Promise<void>
}
