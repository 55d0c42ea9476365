import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Reply } from '../../nodes/contract/rpc.ts'
import { AppError, toWire } from '../../nodes/errors.ts'

/** A sender that says nothing for this long is gone. */
const SILENCE_MS = 60_000

interface Upload {
  readonly request: IncomingMessage
  readonly response: ServerResponse
  readonly url: URL
}

/** What becomes of a body, for which a name came along. */
export type Receive = (name: string, body: IncomingMessage, signal: AbortSignal) => Promise<unknown>

/**
 * Takes the body of `POST /upload?name=…` or `POST /package?name=…` while it arrives; a broken connection leaves
 * nothing behind.
 */
export async function receiveUpload(receive: Receive, { request, response, url }: Upload): Promise<void> {
  const reply = await takeBody(receive, request, url.searchParams.get('name') ?? '')
  response.setHeader('content-type', 'application/json; charset=utf-8')
  response.setHeader('cache-control', 'no-store')
  // The rest of a refused file is not worth reading.
  if (!request.complete) response.setHeader('connection', 'close')
  response.end(JSON.stringify(reply))
}

async function takeBody(receive: Receive, request: IncomingMessage, name: string): Promise<Reply> {
  const gone = new AbortController()
  request.on('close', () => request.complete || gone.abort())
  request.setTimeout(SILENCE_MS, () => request.destroy())
  try {
    if (request.method !== 'POST') throw new AppError('invalid_input', { reason: 'an upload is a POST' })
    if (name === '') throw new AppError('invalid_input', { reason: 'an upload needs a name' })
    return { ok: true, value: await receive(name, request, gone.signal) }
  } catch (error) {
    return { ok: false, error: toWire(error) }
  }
}
