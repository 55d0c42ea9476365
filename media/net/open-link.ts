import { AppError } from '../../nodes/errors.ts'
import { shownAddress } from './addresses.ts'
import { readRetryAfter } from './create-api.ts'
import type { Network } from './network.ts'
import { request, type Incoming } from './request.ts'

export interface Link {
  readonly url: URL
  /** For `headersOrigin` only; a redirect elsewhere goes without them. */
  readonly headers: Readonly<Record<string, string>>
  readonly headersOrigin: string
  /** For every origin: which part of the file is wanted. */
  readonly range: Readonly<Record<string, string>>
  readonly signal: AbortSignal
  readonly allowPrivate: boolean
  readonly network: Network
  readonly title: string
  readonly redact: (text: string) => string
}

const MAX_REDIRECTS = 5
const MAX_DETAIL_BYTES = 64 * 1024
/** What a server says for a while; anything else that is no success will not get better by asking again. */
const passing = new Set([202, 408, 425, 429])
const expired = new WeakSet<AppError>()

/** Whether the address itself is over: the provider may give a new one. */
export function isExpiredLink(error: unknown): boolean {
  return error instanceof AppError && expired.has(error)
}

/**
 * Opens a link to a file, through at most five redirects, each checked like the first. Answers 200, 206 or 416;
 * throws an AppError for what cannot change, and a plain or network error for what may.
 */
export async function openLink(link: Link): Promise<Incoming> {
  let { url } = link
  for (let hops = 0; hops <= MAX_REDIRECTS; hops++) {
    const incoming = await request({
      method: 'GET',
      url,
      headers: { accept: '*/*', ...(url.origin === link.headersOrigin && link.headers), ...link.range },
      signal: link.signal,
      allowPrivate: link.allowPrivate,
      network: link.network,
      title: link.title,
    })
    const { status, headers } = incoming
    if ([200, 206, 416].includes(status)) return incoming
    if ([301, 302, 303, 307, 308].includes(status) && headers['location']) {
      incoming.close()
      url = next(headers['location'], url, link)
    } else {
      throw await judge(incoming, { ...link, url })
    }
  }
  throw unfetched(link, `${shownAddress(link.url)} leads in circles`)
}

/** The file is somewhere, but did not get here. */
export function unfetched({ title }: Pick<Link, 'title'>, message: string, cause?: unknown): AppError {
  return new AppError('result_unfetched', { provider: title }, { message, cause })
}

/** Words came where a file should: kept as the detail of the error. */
export function damaged({ title, redact }: Pick<Link, 'title' | 'redact'>, message: string): AppError {
  return new AppError('result_damaged', { provider: title }, { message: redact(message) })
}

/** The beginning of a body, as text for a message. */
export async function readDetail(
  body: AsyncIterable<Buffer>,
  first: readonly Buffer[] = [],
): Promise<string> {
  const parts = [...first]
  let bytes = parts.reduce((sum, { length }) => sum + length, 0)
  try {
    for await (const part of body) {
      parts.push(part)
      bytes += part.length
      if (bytes >= MAX_DETAIL_BYTES) break
    }
  } catch {
    // A part of it says something too.
  }
  return Buffer.concat(parts).subarray(0, MAX_DETAIL_BYTES).toString('utf8')
}

function next(location: string, from: URL, { title }: Link): URL {
  if (URL.canParse(location, from.href)) return new URL(location, from)
  throw new AppError(
    'result_untrusted',
    { provider: title },
    { message: `${shownAddress(from)} leads nowhere` },
  )
}

async function judge(incoming: Incoming, link: Link): Promise<Error> {
  const { status, headers } = incoming
  const detail = await readDetail(incoming.body)
  incoming.close()
  const message = link.redact(`${shownAddress(link.url)} answered ${status}: ${detail}`)
  if (status >= 500 || passing.has(status))
    return afterAWhile(message, readRetryAfter(headers['retry-after']))
  const error = unfetched(link, message)
  // Some stores say 400 when a signature is over.
  if ([401, 403, 404, 410].includes(status) || (status === 400 && /expire/i.test(detail))) expired.add(error)
  return error
}

const patience = new WeakMap<Error, number>()

function afterAWhile(message: string, ms: number | undefined): Error {
  const error = new Error(message)
  if (ms !== undefined) patience.set(error, ms)
  return error
}

/** How long the server asked to be left alone. */
export function patienceFor(error: unknown): number {
  return (error instanceof Error && patience.get(error)) || 0
}
