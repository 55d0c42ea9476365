import { AppError } from '../../nodes/errors.ts'
import type { Connection } from '../providers/connections.ts'
import type { RemoteProvider } from '../providers/remote.ts'
import type { Ledger } from './ledger.ts'
import type { Pace } from './pace.ts'

/** What is known of a job beside its row: of this moment, and worth nothing after a restart. */
export interface LiveNews {
  readonly progress?: number | undefined
  readonly queuePosition?: number | undefined
  readonly trouble?: AppError | undefined
  readonly tries?: number | undefined
  readonly nextAt?: number | undefined
}

/** Whoever goes after one job: what it needs, and how others reach it meanwhile. */
export interface Follower {
  readonly ledger: Ledger
  readonly pace: Pace
  /** Ends with the app, never with a run. */
  readonly signal: AbortSignal
  readonly provider: RemoteProvider
  /** Anew each time: the key or the address may have been changed. Throws key_awaited and provider_settings. */
  connect(): Connection
  tell(news: LiveNews): void
  /** Somebody asked to cancel, and the provider has not heard it yet. */
  wantsCancel(): boolean
  cancelDone(): void
  /** Sleeps until it is time, or somebody wakes it. Throws `stopped` when the app closes. */
  nap(ms: number): Promise<void>
}

export interface FollowerControl {
  readonly follower: Follower
  wake(): void
  cancel(): void
  /** Somebody wants it after all. */
  keep(): void
}

export function createFollower(
  parts: Pick<Follower, 'ledger' | 'pace' | 'signal' | 'provider' | 'connect' | 'tell'>,
): FollowerControl {
  let alarm = new AbortController()
  let woken = false
  let cancelAsked = false
  const wake = () => {
    woken = true
    alarm.abort()
  }
  return {
    wake,
    cancel() {
      cancelAsked = true
      wake()
    },
    keep: () => void (cancelAsked = false),
    follower: {
      ...parts,
      wantsCancel: () => cancelAsked,
      cancelDone: () => void (cancelAsked = false),
      async nap(ms) {
        alarm = new AbortController()
        // Who was woken while it worked does not sleep, once: however often it is woken, it asks one time more.
        if (!woken) {
          await parts.pace.sleep(ms, AbortSignal.any([alarm.signal, parts.signal])).catch(() => undefined)
        }
        woken = false
        if (parts.signal.aborted) throw new AppError('stopped')
      },
    },
  }
}
