import { createHash } from 'node:crypto'
import type { Api } from '../net/api.ts'
import type { WebhookReader } from '../providers/remote.ts'
import { isSameSecret } from './signatures.ts'

export interface GateParts {
  /** 256 bits in hex; a part of the address that the provider was given. */
  readonly secret: string
  /** Undefined for providers that are unknown, or never call. */
  readonly readerOf: (provider: string) => WebhookReader | undefined
  /** For checking a signature: throws where the provider cannot be spoken to. */
  readonly apiOf: (provider: string) => Api
  /** Something happened to this job, if there is one: have a look. */
  readonly onHint: (provider: string, externalId: string) => void
  readonly now?: () => number
}

export interface IncomingCall {
  readonly method: string
  /** As it came, query and all. */
  readonly path: string
  readonly headers: Readonly<Record<string, string | undefined>>
  readonly raw: Buffer
}

export interface GateAnswer {
  readonly status: 200 | 404 | 503
  readonly json?: unknown
}

const ADDRESS = /^\/h\/([\da-f]{64})\/([a-z\d-]{1,40})$/
const NOTHING_HERE: GateAnswer = { status: 404 }
const HEARD: GateAnswer = { status: 200 }
/** Those that were heard already; a sender gives up repeating long before so many others came. */
const REMEMBERED = 10_000
const MAX_CHALLENGE = 1_000

/** Whether a path could be one of ours at all, before its body is read. */
export function isOurAddress(method: string, path: string, secret: string): boolean {
  const [, given] = ADDRESS.exec(path) ?? []
  return method === 'POST' && given !== undefined && isSameSecret(given, secret)
}

/**
 * Decides what a call from outside is worth: at most the hint to ask the provider about one job. Nothing else of it is
 * believed, nothing in it is fetched, and the same call counts once. A call without the secret learns nothing.
 */
export function createGate(parts: GateParts): (call: IncomingCall) => Promise<GateAnswer> {
  const { secret, readerOf, apiOf, onHint, now = Date.now } = parts
  const heard = new Set<string>()

  function isNews(provider: string, raw: Buffer): boolean {
    const mark = createHash('sha256').update(`${provider}\n`).update(raw).digest('base64')
    if (heard.has(mark)) return false
    heard.add(mark)
    if (heard.size > REMEMBERED) heard.delete(heard.values().next().value!)
    return true
  }

  return async ({ method, path, headers, raw }) => {
    if (!isOurAddress(method, path, secret)) return NOTHING_HERE
    const provider = ADDRESS.exec(path)![2]!
    const reader = readerOf(provider)
    if (!reader) return NOTHING_HERE
    const body = parse(raw)
    const challenge = reader.verify ? undefined : challengeIn(body)
    if (challenge !== undefined) return { status: 200, json: { challenge } }
    if (reader.verify) {
      const isGenuine = await judge(() => reader.verify!({ headers, raw, now: now() }, apiOf(provider)))
      // Their keys could not be had just now: they will call again.
      if (isGenuine === undefined) return { status: 503 }
      if (!isGenuine) return NOTHING_HERE
    }
    const job = jobIn(reader, body)
    // What is about no job is heard all the same, or it would be repeated for hours.
    if (job !== undefined && isNews(provider, raw)) onHint(provider, job)
    return HEARD
  }
}

async function judge(verify: () => Promise<boolean>): Promise<boolean | undefined> {
  try {
    return await verify()
  } catch {
    return undefined
  }
}

function jobIn(reader: WebhookReader, body: unknown): string | undefined {
  try {
    return reader.jobIn(body) || undefined
  } catch {
    return undefined
  }
}

/** MiniMax asks once whether somebody is there, and wants its own word back. */
function challengeIn(body: unknown): string | undefined {
  if (typeof body !== 'object' || body === null || !('challenge' in body)) return undefined
  const { challenge } = body
  return typeof challenge === 'string' && challenge.length <= MAX_CHALLENGE ? challenge : undefined
}

function parse(raw: Buffer): unknown {
  try {
    return JSON.parse(raw.toString('utf8'))
  } catch {
    return undefined
  }
}
