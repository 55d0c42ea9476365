import type { JobState } from '../../nodes/contract/money.ts'
import type { ErrorCode } from '../../nodes/errors.ts'
import type { Charge } from '../../nodes/money.ts'
import type { FakeError, FakeFate } from './vendor.ts'

/** What a fake does to a job beside its protocol, and what must come of it in the ledger. */
export interface Script {
  readonly name: string
  readonly stage: 'all' | 'create' | 'poll' | 'download'
  /** What happens, for the reader of the matrix. */
  readonly about: string
  /** The first answers to the create; behind the last one it goes as it should. */
  readonly create?: readonly CreateWeather[]
  /** The same for the questions how far it is. */
  readonly poll?: readonly Weather[]
  /** The same for the file. */
  readonly download?: readonly FileWeather[]
  /** The last of the weather goes on for ever. */
  readonly forever?: true
  /** Where the job stands at each question; the last one stays. */
  readonly life?: readonly Moment[]
  /** Nobody listens at the address. */
  readonly closed?: true
  readonly expect: Expectation
}

export type Moment = FakeFate | { readonly running: number }

export type Weather =
  /** The vendor's own refusal, or one with another status. */
  | {
      readonly kind: 'refuse'
      readonly error: FakeError
      readonly status?: number
      readonly retryAfter?: string
    }
  /** Somebody else answers in its place. */
  | { readonly kind: 'page'; readonly status: number }
  /** The right answer, but its JSON stops in the middle. */
  | { readonly kind: 'broken-json' }
  /** The right status line and half of the body, then the line is cut. */
  | { readonly kind: 'half' }
  /** The status line, then the line is cut. */
  | { readonly kind: 'headers-only' }
  | { readonly kind: 'hang-up' }
  | { readonly kind: 'reset' }
  | { readonly kind: 'late'; readonly ms: number }
  | { readonly kind: 'none' }

/** `taken`: the job was taken all the same, and is charged. */
export type CreateWeather = Weather & { readonly taken: boolean }

export type FileWeather =
  | { readonly kind: 'status'; readonly status: number }
  /** Dead until the job is asked about again. */
  | { readonly kind: 'expired' }
  /** Half of it, then the line is cut; who asks for the rest gets it. */
  | { readonly kind: 'cut' }
  | { readonly kind: 'page' }
  | { readonly kind: 'damaged' }
  /** Says that it is shorter than it is, so that it ends too early without a sign. */
  | { readonly kind: 'short' }
  | { readonly kind: 'redirect'; readonly to: 'other-origin' | 'private' | 'itself' }
  | { readonly kind: 'gzip' }

/** What must be in the ledger when nothing is on its way any more. */
export interface Expectation {
  readonly state: JobState
  readonly code?: ErrorCode
  /** What the ledger says of the money. */
  readonly charge: Charge
  /** POSTs at the create route: at least and at most. */
  readonly creates: number | { readonly min: number; readonly max: number }
  /** Jobs that the vendor took. */
  readonly accepted: number
  /** For vendors that can look a job up whose answer was lost. */
  readonly found?: Expectation
}
