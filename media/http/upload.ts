import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Reply } from '../../nodes/contract/rpc.ts'
import { AppError, toWire } from '../../nodes/errors.ts'
import type { Core } from '../core.ts'

/** A sender that says nothing for this long is gone. */
const SILENCE_MS = 60_000

interface Upload {
  readonly request: IncomingMessage
  readonly response: ServerResponse
  readonly url: URL
}

/** Imports the body of `POST /upload?name=…` while it arrives; a broken connection leaves nothing behind. */
export async function receiveUpload(
  core: Pick<Core, 'uploadFile'>,
  { request, response, url }: Upload,
): Promise<void> {
  const reply = await importBody(core, request, url.searchParams.get('name') ?? '')
  response.setHeader('content-type', 'application/json; charset=utf-8')
  response.setHeader('cache-control', 'no-store')
  // The rest of a refused file is not worth reading.
  if (!request.complete) response.setHeader('connection', 'close')
  response.end(JSON.stringify(reply))
}

async function importBody(
  core: Pick<Core, 'uploadFile'>,
  request: IncomingMessage,
  name: string,
): Promise<Reply> {
  const gone = new AbortController()
  request.on('close', () => request.complete || gone.abort())
  request.setTimeout(SILENCE_MS, () => request.destroy())
  try {
    if (request.method !== 'POST') throw new AppError('invalid_input', { reason: 'an upload is a POST' })
    if (name === '') throw new AppError('invalid_input', { reason: 'an upload needs a name' })
    return { ok: true, value: await core.uploadFile(name, request, gone.signal) }
  } catch (error) {
    return { ok: false, error: toWire(error) }
  }
}
