import { createHmac, timingSafeEqual } from 'node:crypto'
import { z } from 'zod'
import type { WebhookReader } from '../remote.ts'

const Call = z.object({ data: z.object({ task_id: z.string() }) })

/** PiAPI signs nothing, but repeats a secret that came with the order. */
export const webhook: WebhookReader = {
  jobIn: (body) => Call.safeParse(body).data?.data.task_id,
  async verify({ headers }, { key }) {
    const wanted = Buffer.from(secretFor(key))
    const sent = Buffer.from(headers['x-webhook-secret'] ?? '')
    return sent.length === wanted.length && timingSafeEqual(sent, wanted)
  },
}

/** Made from the key, so that it need not be kept and nobody else can make it. */
export function secretFor(key: string | undefined): string {
  return createHmac('sha256', key ?? '')
    .update('sceneloom webhook')
    .digest('hex')
}
