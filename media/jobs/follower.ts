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
  /** Anew each time: the key or the address may have been changed. Throws key_missing and provider_settings. */
  connect(): Connection
  tell(news: LiveNews): void
  /** True once after somebody asked to cancel. */
  takeCancel(): boolean
  /** Sleeps until it is time, or somebody wakes it. Throws `stopped` when the app closes. */
  nap(ms: number): Promise<void>
}

export interface FollowerControl {
  readonly follower: Follower
  wake(): void
  cancel(): void
}

export function createFollower(
  parts: Pick<Follower, 'ledger' | 'pace' | 'signal' | 'provider' | 'connect' | 'tell'>,
): FollowerControl {
  let alarm = new AbortController()
  let cancelAsked = false
  const wake = () => alarm.abort()
  return {
    wake,
    cancel() {
      cancelAsked = true
      wake()
    },
    follower: {
      ...parts,
      takeCancel() {
        const asked = cancelAsked
        cancelAsked = false
        return asked
      },
      async nap(ms) {
        alarm = new AbortController()
        if (cancelAsked) return
        await parts.pace.sleep(ms, AbortSignal.any([alarm.signal, parts.signal])).catch(() => undefined)
        if (parts.signal.aborted) throw new AppError('stopped')
      },
    },
  }
}
