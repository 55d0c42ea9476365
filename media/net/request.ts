import {
  request as httpRequest,
  validateHeaderName,
  validateHeaderValue,
  type IncomingMessage,
} from 'node:http'
import type { Socket } from 'node:net'
import { Readable } from 'node:stream'
import { AppError } from '../../nodes/errors.ts'
import { reachable } from './addresses.ts'
import { internet, type Network } from './network.ts'

export interface OutgoingBody {
  readonly type: string
  readonly bytes: Buffer | Readable
  /** Of a stream, where it is known. */
  readonly length?: number
}

export interface OutgoingRequest {
  readonly method: string
  readonly url: URL
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: OutgoingBody
  /** Its end ends the exchange at any moment, with the error that is its reason. */
  readonly signal: AbortSignal
  readonly allowPrivate?: boolean
  readonly network?: Network
  /** Who it is, for the sentences of errors. */
  readonly title?: string
}

export interface Incoming {
  readonly status: number
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string>>
  readonly body: IncomingMessage
  /** Ends the connection, whatever is still to come. */
  close(): void
}

/** Why no whole answer came. `sent: false` is a promise: not one byte of the request has left. */
export interface NetworkError {
  readonly sent: boolean
}

const networkErrors = new WeakMap<AppError, NetworkError>()

export function networkErrorOf(error: unknown): NetworkError | undefined {
  return error instanceof AppError ? networkErrors.get(error) : undefined
}

export function networkError(cause: unknown, { sent, title }: NetworkError & { title: string }): AppError {
  if (cause instanceof AppError) return cause
  const message = cause instanceof Error ? cause.message : String(cause)
  const error = new AppError('provider_unreachable', { provider: title }, { message, cause })
  networkErrors.set(error, { sent })
  return error
}

/**
 * Sends one request over a connection of its own and answers when the head of the answer is there. The connection
 * stands before the request is composed, so what goes wrong until then has surely sent nothing; keeping
 * connections for later would save a greeting and lose that certainty.
 */
export async function request(asked: OutgoingRequest): Promise<Incoming> {
  const { url, signal, headers, network = internet, allowPrivate = false, title = url.host } = asked
  const state = { sent: false }
  try {
    signal.throwIfAborted()
    checkHeaders(headers)
    const { resolve } = network
    const to = await orAborted(reachable(url, { allowPrivate, resolve, title }), signal)
    const socket = await network.connect(url, to, signal)
    state.sent = !signal.aborted
    return await sendOver(socket, asked)
  } catch (error) {
    if (asked.body?.bytes instanceof Readable) asked.body.bytes.destroy()
    throw networkError(error, { ...state, title })
  }
}

function sendOver(
  socket: Socket,
  { url, method, body, signal, headers }: OutgoingRequest,
): Promise<Incoming> {
  return new Promise((resolve, reject) => {
    const giveUp = () => socket.destroy(signal.reason as Error)
    const close = () => {
      signal.removeEventListener('abort', giveUp)
      socket.destroy()
    }
    const fail = (error: unknown) => {
      close()
      reject(error as Error)
    }
    if (signal.aborted) return fail(signal.reason)
    signal.addEventListener('abort', giveUp, { once: true })
    const outgoing = httpRequest({
      createConnection: () => socket,
      method,
      path: url.pathname + url.search,
      setHost: false,
      headers: { ...headers, ...describe(body), host: url.host, 'accept-encoding': 'identity' },
    })
    const unanswered = () => fail(new Error('the connection ended without an answer'))
    outgoing.on('error', fail)
    outgoing.on('close', unanswered)
    outgoing.on('response', (answer) => {
      // From here on it is the answer that tells of a broken connection, also if it came before all was sent.
      outgoing.off('close', unanswered).off('error', fail)
      for (const stream of [outgoing, answer]) stream.on('error', () => {})
      resolve({ status: answer.statusCode!, headers: plainHeaders(answer), body: answer, close })
    })
    if (body?.bytes instanceof Readable) {
      const source = body.bytes
      source.on('error', fail).pipe(outgoing)
      socket.once('close', () => source.destroy())
    } else outgoing.end(body?.bytes)
  })
}

/** Nothing is unpacked here: a few bytes that become gigabytes are nobody's video. Throws for an answer that is packed. */
export function checkUnpacked({ headers }: Pick<Incoming, 'headers'>): void {
  const packed = headers['content-encoding']
  if (packed && packed !== 'identity') throw new Error(`the answer is packed as ${packed}`)
}

/** Before anything is sent, so that nobody has to wonder whether it was. */
function checkHeaders(headers: Readonly<Record<string, string>> = {}): void {
  for (const [name, value] of Object.entries(headers)) {
    validateHeaderName(name)
    validateHeaderValue(name, value)
  }
}

function describe(body: OutgoingBody | undefined): Record<string, string> {
  if (!body) return {}
  const length = body.bytes instanceof Readable ? body.length : body.bytes.length
  return { 'content-type': body.type, ...(length !== undefined && { 'content-length': String(length) }) }
}

function plainHeaders({ headers }: IncomingMessage): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name, Array.isArray(value) ? value.join(', ') : value!]),
  )
}

/** A look-up cannot be called off, but nobody has to wait for it. */
function orAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const giveUp = () => reject(signal.reason as Error)
    signal.addEventListener('abort', giveUp, { once: true })
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', giveUp))
  })
}
