import { randomBytes } from 'node:crypto'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { AppError } from '../../nodes/errors.ts'
import { createGate, isOurAddress, type GateAnswer, type GateParts } from './gate.ts'

export interface Receiver {
  readonly port: number
  close(): Promise<void>
}

export interface ReceiverOptions extends GateParts {
  /** 0 for any free one. */
  readonly port: number
}

const MAX_BODY_BYTES = 1024 * 1024
const PATIENCE_MS = 15_000
const MAX_CONNECTIONS = 64

export function newWebhookSecret(): string {
  return randomBytes(32).toString('hex')
}

/** What a provider is told to call: the outer end of the person's tunnel, then what only it and we know. */
export function callbackAddress(publicUrl: string, secret: string, provider: string): string | undefined {
  const url = URL.canParse(publicUrl) ? new URL(publicUrl) : undefined
  if (url?.protocol !== 'https:' || url.username || url.password) return undefined
  return `${url.origin}${url.pathname.replace(/\/+$/, '')}/h/${secret}/${provider}`
}

/**
 * Listens for providers that call when a job moved on, behind a tunnel that the person runs. It has a port of its own,
 * away from the window's, and everything but a right call is answered as if nothing were here. Throws `port_taken`.
 */
export async function startReceiver(options: ReceiverOptions): Promise<Receiver> {
  const gate = createGate(options)
  const timeouts = {
    headersTimeout: PATIENCE_MS,
    requestTimeout: PATIENCE_MS,
    keepAliveTimeout: 1_000,
    connectionsCheckingInterval: 5_000,
  }
  const server = createServer(timeouts, (request, response) => {
    void answer(request, response)
  })
  server.maxConnections = MAX_CONNECTIONS
  await listen(server, options.port)

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method = '', url: path = '', headers } = request
    // Before a byte of the body is read, so that strangers cost nothing.
    const raw = isOurAddress(method, path, options.secret) ? await readBody(request) : undefined
    if (!raw) return reply(response, { status: 404 }, { close: true })
    const plain = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)]))
    reply(response, await gate({ method, path, headers: plain, raw }), { close: false })
  }

  return {
    port: (server.address() as AddressInfo).port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

function listen(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (cause: NodeJS.ErrnoException) => {
      const isTaken = cause.code === 'EADDRINUSE' || cause.code === 'EACCES'
      reject(isTaken ? new AppError('port_taken', { port }, { cause }) : cause)
    })
    server.listen(port, '127.0.0.1', resolve)
  })
}

/** Byte for byte, because that is what is signed. Undefined when it is too long, or breaks off. */
async function readBody(request: IncomingMessage): Promise<Buffer | undefined> {
  const parts: Buffer[] = []
  let bytes = 0
  try {
    for await (const part of request as AsyncIterable<Buffer>) {
      bytes += part.length
      if (bytes > MAX_BODY_BYTES) return undefined
      parts.push(part)
    }
    return Buffer.concat(parts)
  } catch {
    return undefined
  }
}

function reply(response: ServerResponse, { status, json }: GateAnswer, { close }: { close: boolean }): void {
  const body = json === undefined ? '' : JSON.stringify(json)
  response.writeHead(status, {
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(body),
    'x-content-type-options': 'nosniff',
    'cache-control': 'no-store',
    ...(close && { connection: 'close' }),
  })
  response.end(body)
}
