import { AppError } from '../../nodes/errors.ts'
import type { Answer } from './api.ts'
import type { Network } from './network.ts'
import { checkUnpacked, networkError, request, type Incoming, type OutgoingBody } from './request.ts'

export { networkErrorOf, type NetworkError } from './request.ts'

export interface HttpRequest {
  readonly method: string
  readonly url: URL | string
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: OutgoingBody
  /** From the first look-up to the last byte of the answer. */
  readonly timeoutMs: number
  readonly signal?: AbortSignal
  /** Of the answer. */
  readonly maxBytes?: number
  /** Reach what is in a private network, without TLS too. */
  readonly allowPrivate?: boolean
  readonly network?: Network
  /** Who it is, for the sentences of errors. */
  readonly title?: string
}

const MAX_ANSWER_BYTES = 64 * 1024 * 1024

/**
 * One request and its whole answer, whatever its status: sent once, never redirected. Throws a network error (see
 * `networkErrorOf`) where no whole answer came, `stopped` when the signal said so, and `result_untrusted` for an
 * address that is not to be reached.
 */
export async function exchange(asked: HttpRequest): Promise<Answer> {
  const url = new URL(asked.url)
  const limit = AbortSignal.timeout(asked.timeoutMs)
  const signal = asked.signal ? AbortSignal.any([asked.signal, limit]) : limit
  const title = asked.title ?? url.host
  let incoming: Incoming | undefined
  try {
    incoming = await request({ ...asked, url, signal, title })
    checkUnpacked(incoming)
    const text = (await readWhole(incoming, asked.maxBytes ?? MAX_ANSWER_BYTES)).toString('utf8')
    return { status: incoming.status, headers: incoming.headers, text, json: parse(text) }
  } catch (error) {
    if (asked.signal?.aborted) throw new AppError('stopped', {}, { cause: error })
    throw networkError(error, { sent: true, title })
  } finally {
    incoming?.close()
  }
}

async function readWhole({ body }: Incoming, maxBytes: number): Promise<Buffer> {
  const parts: Buffer[] = []
  let bytes = 0
  for await (const part of body as AsyncIterable<Buffer>) {
    bytes += part.length
    if (bytes > maxBytes) throw new Error(`the answer is longer than ${maxBytes} bytes`)
    parts.push(part)
  }
  if (!body.complete) throw new Error('the answer was cut short')
  return Buffer.concat(parts)
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
