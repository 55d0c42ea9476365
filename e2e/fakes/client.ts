import type { Api } from '../../media/net/api.ts'
import { createApi } from '../../media/net/create-api.ts'
import { refusalOf, tookNothing } from '../../media/net/refusal.ts'
import type { Accepted, JobRef, Order, PollResult, RemoteProvider } from '../../media/providers/remote.ts'
import type { Fake } from './server.ts'

/** A picture of one pixel, as it travels. */
export const pixel =
  'data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=='
export const pixelBytes = pixel.slice(pixel.indexOf(',') + 1)

/** A provider's own protocol code, speaking to its fake over the real network. */
export function clientOf(provider: RemoteProvider, fake: Fake) {
  const api = (key: string | undefined = fake.key, address = fake.origin): Api =>
    createApi({
      provider,
      address,
      key,
      values: {},
      signal: new AbortController().signal,
      redact: (text) => text,
    })

  async function start(part: Partial<Order>): Promise<JobRef> {
    const sent = orderOf(part)
    return refOf(await provider.create(api(), sent), sent)
  }

  return {
    api,
    start,
    create: (part: Partial<Order>) => provider.create(api(), orderOf(part)),
    poll: (ref: JobRef) => provider.poll(api(), ref),
    /** What the fake was sent. */
    async body(part: Partial<Order>): Promise<unknown> {
      const { externalId } = await start(part)
      return fake.jobs.find(({ id }) => id === externalId)!.body
    },
    /** Asks until it ends, and answers every answer. */
    async live(part: Partial<Order>): Promise<PollResult[]> {
      const ref = await start(part)
      const life: PollResult[] = []
      while (life.length < 20) {
        const result = await provider.poll(api(), ref)
        life.push(result)
        if (result.state !== 'queued' && result.state !== 'running') return life
      }
      return life
    },
  }
}

export function orderOf(part: Partial<Order>): Order {
  return {
    requestId: '0b6f3a52-6a4c-4a37-9c5e-6d7f8a9b0c1d',
    mode: 'text-to-video',
    model: 'none',
    prompt: 'She opens the door',
    settings: { aspect: '9:16', seconds: 5, resolution: '720p' },
    references: [],
    ...part,
  }
}

export function refOf(accepted: Accepted, { requestId, mode, model }: Order): JobRef {
  return { ...accepted, requestId, mode, model, submittedAt: Date.now() }
}

/** What a refused call means: its refusal, and whether it surely took nothing. */
export async function refusalIn(work: Promise<unknown>) {
  const error: unknown = await work.then(
    () => undefined,
    (thrown: unknown) => thrown,
  )
  const refusal = refusalOf(error)
  if (!refusal) throw new Error('It was not refused', { cause: error })
  return { ...refusal, tookNothing: tookNothing(refusal) }
}
