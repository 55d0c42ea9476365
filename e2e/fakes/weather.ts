import type { ServerResponse } from 'node:http'
import { setTimeout as wait } from 'node:timers/promises'
import type { Weather } from './script.ts'
import type { FakeReply, FakeVendor } from './vendor.ts'

export const PAGE = Buffer.from(
  '<!doctype html><html><head><title>Just a moment</title></head><body>Please wait.</body></html>',
)

/** Whoever reads has read by then; what is cut sooner is thrown away unread. */
const ARRIVED_MS = 40

/** What a reply is on the wire. */
export interface WireReply {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: Buffer
}

export function onWire({ status, headers, json, body }: Omit<FakeReply, 'stage'>): WireReply {
  const isJson = json !== undefined
  return {
    status,
    headers: { ...(isJson && { 'content-type': 'application/json' }), ...headers },
    body: body ?? (isJson ? Buffer.from(JSON.stringify(json)) : Buffer.alloc(0)),
  }
}

/** Sends a reply the way the weather wants it. */
export async function sendThrough(
  response: ServerResponse,
  reply: WireReply,
  { weather, vendor }: { weather: Weather; vendor: FakeVendor },
): Promise<void> {
  switch (weather.kind) {
    case 'none':
      return send(response, reply)
    case 'late':
      await wait(weather.ms)
      return send(response, reply)
    case 'refuse':
      return send(response, refusal(weather, vendor))
    case 'page':
      return send(response, { status: weather.status, headers: { 'content-type': 'text/html' }, body: PAGE })
    case 'broken-json':
      return send(response, { ...reply, body: firstHalf(reply.body) })
    case 'half':
      return cutAfter(response, reply, firstHalf(reply.body))
    case 'headers-only':
      return cutAfter(response, reply, Buffer.alloc(0))
    case 'hang-up':
      response.socket?.destroy()
      return undefined
    case 'reset':
      response.socket?.resetAndDestroy()
      return undefined
  }
}

export function send(response: ServerResponse, { status, headers, body }: WireReply): void {
  response.writeHead(status, { ...headers, 'content-length': body.length })
  response.end(body)
}

/** Promises the whole body, sends a part of it, and hangs up once that part surely arrived. */
export async function cutAfter(
  response: ServerResponse,
  { status, headers, body }: WireReply,
  part: Buffer,
): Promise<void> {
  response.writeHead(status, { ...headers, 'content-length': Math.max(body.length, 1) })
  response.flushHeaders()
  if (part.length > 0) response.write(part)
  await wait(ARRIVED_MS)
  response.socket?.end()
}

export function firstHalf(bytes: Buffer): Buffer {
  return bytes.subarray(0, Math.floor(bytes.length / 2))
}

function refusal(weather: Extract<Weather, { kind: 'refuse' }>, vendor: FakeVendor): WireReply {
  const reply = onWire(vendor.errors[weather.error])
  return {
    ...reply,
    status: weather.status ?? reply.status,
    headers: {
      ...reply.headers,
      ...(weather.retryAfter !== undefined && { 'retry-after': weather.retryAfter }),
    },
  }
}
