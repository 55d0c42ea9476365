import type { Job } from '../../nodes/contract/money.ts'

/** What the program is told that gets killed. */
export interface ChildPlan {
  readonly folder: string
  /** By its name in profiles.ts. */
  readonly profile: string
  readonly origin: string
  readonly key: string
  readonly prompts: readonly string[]
  readonly waitScale: number
  /** It pulls its own plug right after this durable step. */
  readonly dieAt?: string
  /** Forgets what was open when it last ended: a ledger that must not pass. */
  readonly forget?: true
  /** It only takes up what was open, and nobody presses Run. */
  readonly idle?: true
}

/** What it tells once nothing is on its way any more. */
export interface ChildReport {
  readonly jobs: readonly Job[]
  /** Node ids of the takes, by the media they show. */
  readonly takes: readonly { readonly nodeId: string; readonly mediaId: string }[]
  /** SHA-256 of the files in the library, by their media's id. */
  readonly files: Readonly<Record<string, string>>
}
