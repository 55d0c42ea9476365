import type { Webhooks as WebhookSettings } from '../../nodes/contract/records.ts'
import { toWire, type WireError } from '../../nodes/errors.ts'
import type { Tables } from '../db/tables.ts'
import type { Events } from '../events.ts'
import type { Pace } from '../jobs/pace.ts'
import type { Connections } from '../providers/connections.ts'
import type { Provider } from '../providers/provider.ts'
import type { SettingsStore } from '../settings.ts'
import { callbackAddress, newWebhookSecret, startReceiver, type Receiver } from './receiver.ts'

const SECRET = 'webhooks.secret'

export interface WebhooksParts {
  readonly tables: Tables
  readonly events: Events
  readonly settings: SettingsStore
  readonly providers: readonly Provider[]
  readonly connections: Connections
  readonly pace: Pace
}

export interface WebhookStatus {
  readonly port?: number | undefined
  readonly error?: WireError | undefined
}

export interface Webhooks {
  status(): WebhookStatus
  /** What a provider is told to call; undefined while nobody listens, or nobody from outside could come in. */
  callbackFor(provider: string): string | undefined
  /** Listens as the settings say, now and whenever they change. `onHint`: that job may have moved on. */
  begin(onHint: (provider: string, externalId: string) => void): Promise<void>
  close(): Promise<void>
}

/** The receiver of providers' calls, kept as the settings want it. Off unless the person turns it on. */
export function createWebhooks(parts: WebhooksParts): Webhooks {
  const { tables, events, settings, providers, connections, pace } = parts
  let receiver: Receiver | undefined
  let error: WireError | undefined
  let applied: WebhookSettings | undefined
  let hint: (provider: string, externalId: string) => void = () => {}
  // One change after the other: a port is free only once its server is closed.
  let turn: Promise<void> = Promise.resolve()

  async function apply(wanted: WebhookSettings): Promise<void> {
    if (applied?.on === wanted.on && applied.port === wanted.port) return void (applied = wanted)
    applied = wanted
    error = undefined
    await receiver?.close()
    receiver = undefined
    if (!wanted.on) return
    try {
      receiver = await startReceiver({
        port: wanted.port,
        secret: secretIn(tables),
        now: pace.now,
        readerOf: (id) => {
          const provider = providers.find((candidate) => candidate.id === id)
          return provider?.kind === 'remote' ? provider.webhook : undefined
        },
        apiOf: (provider) => connections.open(provider).api(AbortSignal.timeout(10_000)),
        onHint: (provider, externalId) => hint(provider, externalId),
      })
    } catch (cause) {
      error = toWire(cause)
    }
  }
  const inTurn = (wanted: WebhookSettings) => (turn = turn.then(() => apply(wanted)))
  const ignore = events.on((event) => {
    if (event.type === 'settings.changed') void inTurn(event.settings.webhooks)
  })

  return {
    status: () => ({ port: receiver?.port, error }),
    callbackFor: (provider) =>
      receiver && applied ? callbackAddress(applied.publicUrl, secretIn(tables), provider) : undefined,
    begin(onHint) {
      hint = onHint
      return inTurn(settings.get().webhooks)
    },
    async close() {
      ignore()
      await turn
      await receiver?.close()
    },
  }
}

/** The same at every start: what was told to a provider yesterday must still be right tomorrow. */
function secretIn({ settings }: Tables): string {
  const known = settings.get(SECRET)
  if (typeof known === 'string') return known
  const secret = newWebhookSecret()
  settings.set(SECRET, secret)
  return secret
}
