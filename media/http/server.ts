import { once } from 'node:events'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { pipeline } from 'node:stream/promises'
import { socketPath } from '../../nodes/contract/bridge.ts'
import { AppError } from '../../nodes/errors.ts'
import type { Core } from '../core.ts'
import { enterPage, strangerPage, waitingPage } from './entry.ts'
import { createSession, refusal, type Session } from './guard.ts'
import type { KeptSession } from './kept-session.ts'
import { type MediaAnswer, type MediaRequest, serveExport, serveMedia } from './media-file.ts'
import { securityHeaders } from './policy.ts'
import { openSockets } from './socket.ts'
import { staticFiles } from './static.ts'
import { receiveUpload } from './upload.ts'

/** See `answerRange`. */
const OPEN_ENDED_BYTES = 2 * 1024 * 1024
const LOOPBACK = '127.0.0.1'
/** For an address that a person reads and opens by hand. */
export const ENTRY_MS = 10 * 60_000

export interface ServerOptions {
  readonly core: Pick<Core, 'handlers' | 'onEvent' | 'fileOf' | 'uploadFile' | 'uploadPackage'> & {
    readonly exports: Pick<Core['exports'], 'fileOf'>
  }
  /** The built window: dist/renderer. */
  readonly rendererFolder: string
  /** Any free port unless given. */
  readonly port?: number
  /** What an earlier run left: its port is tried first where none is given, and its windows come back. */
  readonly kept?: KeptSession | undefined
  /** A one-time address was used, so whoever offers one needs a new one. */
  readonly onEnter?: () => void
}

export interface RunningServer {
  /** Without a secret: good only for a window that holds the cookie. */
  readonly origin: string
  readonly port: number
  readonly session: Session
  /** A new address that lets one window in, once, if it is opened in time. */
  readonly entryUrl: (validMs?: number) => string
  readonly close: () => Promise<void>
}

/**
 * The core for a browser on this machine: the window's files, `/rpc` (a WebSocket), `/media/<id>`,
 * `/export/<id>/<n>`, `/upload` and `/package`, as nodes/contract/bridge.ts tells the window. It listens on the loopback address only; every
 * request must name this server and come from its own page, and all but the entry must carry the session's
 * cookie.
 */
export async function startServer(options: ServerOptions): Promise<RunningServer> {
  const server = createServer({ headersTimeout: 10_000, requestTimeout: 3_600_000 })
  await listen(server, options)
  const { port } = server.address() as AddressInfo
  const authority = `${LOOPBACK}:${port}`
  const origin = `http://${authority}`
  // On another port the kept secret is void: whoever has the old port now may have been shown it.
  const session = createSession(port, options.kept?.port === port ? options.kept.secret : undefined)
  const respond = createResponder(options, session, authority)
  const sockets = openSockets(options.core)

  server.on('request', (request, response) => {
    respond(request, response).catch(() =>
      response.headersSent ? response.destroy() : sendText(response, 500, 'Not now'),
    )
  })
  server.on('upgrade', (request, socket, head) => {
    socket.on('error', () => socket.destroy())
    const status =
      refusal(claimOf(request, true), authority) ??
      (isAllowed(request, session) ? undefined : 401) ??
      (request.url === socketPath ? undefined : 404)
    if (status === undefined) return sockets.accept(request, socket, head)
    socket.end(`HTTP/1.1 ${status} Refused\r\nConnection: close\r\n\r\n`)
  })

  return {
    origin,
    port,
    session,
    entryUrl: (validMs = ENTRY_MS) => `${origin}/enter?token=${session.issue(validMs)}`,
    async close() {
      sockets.close()
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}

function createResponder(options: ServerOptions, session: Session, authority: string) {
  const { core } = options
  const headers = securityHeaders(`ws://${authority}`)
  const files = staticFiles(options.rendererFolder)

  return async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    for (const [name, value] of Object.entries(headers)) response.setHeader(name, value)
    const status = refusal(claimOf(request, false), authority)
    if (status) return sendText(response, status, 'Refused')
    const url = new URL(request.url!, `http://${authority}`)
    if (url.pathname === '/enter') return enter(url, response)
    if (!isAllowed(request, session)) return sendPage(response, 401, strangerPage)

    const exchange = { request, response, url }
    if (url.pathname.startsWith('/media/'))
      return send(exchange, (asked) => serveMedia((id, rendition) => core.fileOf(id, rendition), asked))
    if (url.pathname.startsWith('/export/'))
      return send(exchange, (asked) => serveExport((id, index) => core.exports.fileOf(id, index), asked))
    if (url.pathname === '/upload') return receiveUpload(core.uploadFile, exchange)
    if (url.pathname === '/package') return receiveUpload(core.uploadPackage, exchange)
    const file = files.get(decodePath(url.pathname))
    if (!file) return sendText(response, 404, 'Not found')
    if (request.method !== 'GET' && request.method !== 'HEAD') return sendText(response, 405, 'Only GET')
    response.setHeader('content-type', file.contentType)
    response.setHeader('cache-control', file.cacheControl)
    response.end(request.method === 'HEAD' ? undefined : await file.read())
  }

  function enter(url: URL, response: ServerResponse): void {
    const token = url.searchParams.get('token')
    if (token === null) return sendPage(response, 200, waitingPage)
    if (!session.redeem(token)) return sendPage(response, 401, strangerPage)
    const cookie = `${session.cookieName}=${session.cookieValue}; Path=/; HttpOnly; SameSite=Strict`
    response.setHeader('set-cookie', cookie)
    sendPage(response, 200, enterPage)
    options.onEnter?.()
  }
}

interface Exchange {
  readonly request: IncomingMessage
  readonly response: ServerResponse
  readonly url: URL
}

async function send(
  { request, response, url }: Exchange,
  serve: (asked: MediaRequest) => Promise<MediaAnswer>,
): Promise<void> {
  const answer = await serve({
    method: request.method ?? 'GET',
    url,
    range: request.headers.range,
    openEndedBytes: OPEN_ENDED_BYTES,
  })
  response.writeHead(answer.status, answer.headers)
  if (!answer.body) return void response.end()
  await pipeline(answer.body, response)
}

function isAllowed(request: IncomingMessage, session: Session): boolean {
  return session.isSignedIn(request.headers.cookie)
}

function claimOf(request: IncomingMessage, upgrade: boolean) {
  const { host = [], origin = [], 'sec-fetch-site': fetchSite = [] } = request.headersDistinct
  return { method: request.method ?? '', target: request.url ?? '', host, origin, fetchSite, upgrade }
}

function decodePath(path: string): string {
  try {
    return decodeURIComponent(path)
  } catch {
    return path
  }
}

function sendText(response: ServerResponse, status: number, text: string): void {
  response.writeHead(status, { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store' })
  response.end(`${text}\n`)
}

function sendPage(response: ServerResponse, status: number, html: string): void {
  response.writeHead(status, { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' })
  response.end(html)
}

async function listen(server: Server, { port, kept }: ServerOptions): Promise<void> {
  if (port) return listenOn(server, port)
  // Whatever keeps us from the port we had, another one will do.
  await listenOn(server, kept?.port ?? 0).catch(() => listenOn(server, 0))
}

async function listenOn(server: Server, port: number): Promise<void> {
  server.listen(port, LOOPBACK)
  try {
    await once(server, 'listening')
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EADDRINUSE') {
      throw new AppError('port_taken', { port }, { cause: error })
    }
    throw error
  }
}
