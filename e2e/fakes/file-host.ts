import { createHash } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { gzipSync } from 'node:zlib'
import type { FileWeather } from './script.ts'
import { cutAfter, firstHalf, PAGE, send, type WireReply } from './weather.ts'

export interface HostedFile {
  readonly bytes: Buffer
  readonly type: string
}

/** Serves a file as hosts of files do: ranges with their conditions, HEAD, a strong ETag. */
export function serveFile(
  request: IncomingMessage,
  response: ServerResponse,
  { bytes, type }: HostedFile,
): void {
  sendOrHead(request, response, plainAnswer(request, { bytes, type }))
}

export interface FileBend {
  readonly weather: FileWeather
  /** Where a redirect to another origin leads. */
  readonly elsewhere: string
}

/** The same in bad weather. */
export function serveBadly(
  exchange: { request: IncomingMessage; response: ServerResponse },
  file: HostedFile,
  { weather, elsewhere }: FileBend,
): void | Promise<void> {
  const { request, response } = exchange
  const answer = plainAnswer(request, file)
  switch (weather.kind) {
    case 'status':
      return send(response, xml(weather.status, 'InternalError'))
    case 'expired':
      return send(response, xml(403, 'AccessDenied'))
    case 'cut':
      return cutAfter(response, answer, firstHalf(answer.body))
    case 'page':
      return send(response, { status: 200, headers: { 'content-type': 'text/html' }, body: PAGE })
    case 'damaged':
      return serveFile(request, response, { ...file, bytes: damaged(file.bytes) })
    case 'short':
      return serveFile(request, response, { ...file, bytes: firstHalf(file.bytes) })
    case 'gzip': {
      const headers = { 'content-type': file.type, 'content-encoding': 'gzip' }
      return send(response, { status: 200, headers, body: gzipSync(file.bytes) })
    }
    case 'redirect':
      return send(response, { status: 302, headers: { location: target(weather.to) }, body: Buffer.alloc(0) })
  }

  function target(to: 'other-origin' | 'private' | 'itself'): string {
    if (to === 'private') return 'http://169.254.169.254/latest/meta-data/iam/'
    return to === 'itself' ? (request.url ?? '/') : elsewhere
  }
}

function plainAnswer(request: IncomingMessage, { bytes, type }: HostedFile): WireReply {
  const etag = `"${createHash('sha256').update(bytes).digest('hex').slice(0, 16)}"`
  const headers = { 'content-type': type, 'accept-ranges': 'bytes', etag }
  const condition = request.headers['if-range']
  const wanted = condition === undefined || condition === etag ? request.headers.range : undefined
  const match = /^bytes=(\d+)-(\d*)$/.exec(wanted ?? '')
  if (!match) return { status: 200, headers, body: bytes }
  const start = Number(match[1])
  const end = Math.min(match[2] ? Number(match[2]) : Infinity, bytes.length - 1)
  if (start > end) {
    const range = { ...headers, 'content-range': `bytes */${bytes.length}` }
    return { status: 416, headers: range, body: Buffer.alloc(0) }
  }
  const range = { ...headers, 'content-range': `bytes ${start}-${end}/${bytes.length}` }
  return { status: 206, headers: range, body: bytes.subarray(start, end + 1) }
}

function sendOrHead(request: IncomingMessage, response: ServerResponse, reply: WireReply): void {
  if (request.method !== 'HEAD') return send(response, reply)
  response.writeHead(reply.status, { ...reply.headers, 'content-length': reply.body.length })
  response.end()
}

function xml(status: number, code: string): WireReply {
  const body = Buffer.from(`<?xml version="1.0"?><Error><Code>${code}</Code></Error>`)
  return { status, headers: { 'content-type': 'application/xml' }, body }
}

/** Starts like the file it was, and is nothing. */
function damaged(bytes: Buffer): Buffer {
  const copy = Buffer.from(bytes)
  copy.fill(0x5a, Math.min(64, copy.length))
  return copy
}
