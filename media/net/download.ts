import { truncate } from 'node:fs/promises'
import { dirname } from 'node:path'
import { setTimeout as timeout } from 'node:timers/promises'
import { AppError } from '../../nodes/errors.ts'
import { createTarget, type Target } from '../files/target.ts'
import { createRedactor } from '../keys/redact.ts'
import { shownAddress } from './addresses.ts'
import { createDiskReserve, type DiskReserve, type FreeBytes } from './disk-reserve.ts'
import { watchIdle } from './idle.ts'
import { internet, type Network } from './network.ts'
import { damaged, openLink, patienceFor, readDetail, unfetched, type Link } from './open-link.ts'
import { checkUnpacked, networkErrorOf, type Incoming } from './request.ts'

export { isExpiredLink } from './open-link.ts'

export interface DownloadOptions {
  readonly url: string
  readonly headers?: Readonly<Record<string, string>>
  /** The only origin that gets them; the address's own unless said otherwise. */
  readonly headersOrigin?: string
  /** A new file; gone again if this fails. */
  readonly toFile: string
  readonly signal: AbortSignal
  readonly maxBytes?: number
  /** For services that are private themselves. Without TLS only private addresses are reached. */
  readonly allowPrivate?: boolean
  readonly onProgress?: (bytes: number, total: number | undefined) => void
  /** Without news for so long it is a broken connection. */
  readonly idleMs?: number
  /** What must stay free on the disk. */
  readonly keepFreeBytes?: number
  /** Who it is, for the sentences of errors. */
  readonly title?: string
  readonly redact?: (text: string) => string
  readonly network?: Network
  readonly free?: FreeBytes
  readonly backoffMs?: number
  /** Waits between two tries; throws when the signal ends it. */
  readonly sleep?: (ms: number, signal: AbortSignal) => Promise<void>
}

export interface Downloaded {
  readonly bytes: number
  /** False: it ended when the connection did, so a part may be missing. Use it only if it proves whole. */
  readonly delimited: boolean
}

/** What a file of a server is so far. */
interface Part {
  bytes: number
  total: number | undefined
  /** Tells whether it is still the same file; without one nothing is resumed. */
  validator: string | undefined
  delimited: boolean
}

interface Work {
  readonly link: Omit<Link, 'signal' | 'range'>
  readonly options: DownloadOptions
  readonly target: Target
  readonly reserve: DiskReserve
}

const TRIES = 5
const MAX_BYTES = 4 * 1024 ** 3
const IDLE_MS = 30_000
const BACKOFF_MS = 500
const MAX_PAUSE_MS = 30_000
const LOOK_EVERY_BYTES = 16 * 1024 * 1024

/**
 * Fetches a finished result into a file that is safe on the disk when this is done. Throws `result_untrusted`,
 * `result_damaged`, `result_unfetched` (see `isExpiredLink`), `disk_low`, `disk_full` or `stopped`.
 */
export async function download(options: DownloadOptions): Promise<Downloaded> {
  const { toFile, signal, headers = {}, network = internet, redact = createRedactor(() => []) } = options
  if (signal.aborted) throw new AppError('stopped')
  const url = parse(options)
  const folder = dirname(toFile)
  const {
    keepFreeBytes = 0,
    allowPrivate = false,
    title = url.host,
    headersOrigin = url.origin,
    free,
  } = options
  const reserve = createDiskReserve(folder, { keepFreeBytes, free })
  const target = await createTarget(toFile, { what: 'the result', folder })
  const link = { url, headers, headersOrigin, allowPrivate, network, title, redact }
  try {
    const part = await fetchWhole({ link, options, target, reserve })
    await target.finish()
    return { bytes: part.bytes, delimited: part.delimited }
  } catch (error) {
    await target.abandon()
    if (signal.aborted) throw new AppError('stopped', {}, { cause: error })
    throw error
  }
}

function parse({ url, title = '' }: DownloadOptions): URL {
  if (URL.canParse(url)) return new URL(url)
  throw new AppError('result_untrusted', { provider: title }, { message: 'the address is none' })
}

async function fetchWhole(work: Work): Promise<Part> {
  const { link, options } = work
  const part: Part = { bytes: 0, total: undefined, validator: undefined, delimited: true }
  for (let tried = 1; ; tried++) {
    try {
      await fetchRest(part, work)
      return part
    } catch (error) {
      const mayPass = !(error instanceof AppError) || networkErrorOf(error)
      if (options.signal.aborted || !mayPass) throw error
      if (tried === TRIES)
        throw unfetched(link, `${shownAddress(link.url)}: ${(error as Error).message}`, error)
      const { sleep = sleepReally, signal, backoffMs = BACKOFF_MS } = options
      await sleep(pauseAfter(tried, error, backoffMs), signal)
    }
  }
}

const sleepReally = (ms: number, signal: AbortSignal) => timeout(ms, undefined, { signal })

/** Longer each time, and at random, so that what broke off together does not come back together. */
function pauseAfter(tried: number, error: unknown, backoffMs: number): number {
  const jitter = Math.random() * backoffMs * 2 ** tried
  return Math.min(Math.max(jitter, patienceFor(error)), MAX_PAUSE_MS)
}

async function fetchRest(part: Part, work: Work): Promise<void> {
  const { link, options } = work
  const watch = watchIdle(options.signal, options.idleMs ?? IDLE_MS)
  let incoming: Incoming | undefined
  try {
    incoming = await openLink({ ...link, range: rangeFor(part), signal: watch.signal })
    if (incoming.status === 416 && isWhole(incoming, part)) return
    await agree(part, incoming, work)
    for await (const block of incoming.body as AsyncIterable<Buffer>) {
      if (part.bytes === 0 && isWords(block, incoming)) {
        throw damaged(link, `${shownAddress(link.url)}: ${await readDetail(incoming.body, [block])}`)
      }
      await keep(block, part, work)
      watch.received(block.length)
    }
    if (!incoming.body.complete) throw new Error('the file was cut short')
  } finally {
    incoming?.close()
    watch.stop()
  }
  if (part.total !== undefined && part.bytes !== part.total) throw new Error('the file was cut short')
  if (part.bytes === 0) throw damaged(link, `${shownAddress(link.url)}: an empty file`)
}

function rangeFor({ bytes, validator }: Part): Record<string, string> {
  return bytes > 0 && validator ? { range: `bytes=${bytes}-`, 'if-range': validator } : {}
}

/** Asked for more where there is none: all of it is here already. */
function isWhole({ headers }: Incoming, { bytes }: Part): boolean {
  return bytes > 0 && headers['content-range'] === `bytes */${bytes}`
}

/** Brings what is kept and what is coming together, from the start again if they do not fit. */
async function agree(part: Part, incoming: Incoming, { link, options, reserve }: Work): Promise<void> {
  const { status, headers } = incoming
  try {
    checkUnpacked(incoming)
  } catch (error) {
    throw damaged(link, `${shownAddress(link.url)}: ${(error as Error).message}`)
  }
  const range = /^bytes (\d+)-\d+\/(\d+|\*)$/.exec(headers['content-range'] ?? '')
  const continues = status === 206 && part.bytes > 0 && Number(range?.[1]) === part.bytes
  const sameTotal = range?.[2] === '*' || part.total === undefined || Number(range?.[2]) === part.total
  if (!continues || !sameTotal) {
    Object.assign(part, { bytes: 0, total: undefined, validator: undefined })
    await truncate(options.toFile, 0)
    if (status !== 200) throw new Error(`a part was offered that was not asked for (${status})`)
    part.validator = validatorOf(headers)
    part.total = headers['content-length'] === undefined ? undefined : Number(headers['content-length'])
  } else if (range?.[2] !== '*') {
    part.total = Number(range?.[2])
  }
  part.delimited = part.total !== undefined || /\bchunked\b/i.test(headers['transfer-encoding'] ?? '')
  if ((part.total ?? 0) > (options.maxBytes ?? MAX_BYTES)) throw tooLong(link)
  await reserve.makeRoomFor((part.total ?? part.bytes) - part.bytes)
}

/** A weak one promises the same picture, not the same bytes. */
function validatorOf(headers: Incoming['headers']): string | undefined {
  const { etag } = headers
  return etag && !etag.startsWith('W/') ? etag : headers['last-modified']
}

async function keep(block: Buffer, part: Part, { target, reserve, options, link }: Work): Promise<void> {
  if (part.bytes + block.length > (options.maxBytes ?? MAX_BYTES)) throw tooLong(link)
  if (crosses(part.bytes, block.length)) await reserve.makeRoomFor(block.length)
  await target.write(block, part.bytes)
  part.bytes += block.length
  options.onProgress?.(part.bytes, part.total)
}

function crosses(bytes: number, more: number): boolean {
  return Math.floor(bytes / LOOK_EVERY_BYTES) !== Math.floor((bytes + more) / LOOK_EVERY_BYTES)
}

function tooLong(link: Work['link']): AppError {
  return damaged(link, `${shownAddress(link.url)}: longer than any result may be`)
}

/** A page or a message in the place of a file, whatever the server calls it. No picture and no clip begins like one. */
function isWords(first: Buffer, { headers }: Incoming): boolean {
  const text = first.subarray(0, 512).toString('latin1')
  const start = text.replace(/^\u00ef\u00bb\u00bf/, '').trimStart()
  if (start === '' || /^[<{[]/.test(start)) return true
  const isCalledWords = /^text\/|\b(?:json|xml|html)\b/i.test(headers['content-type'] ?? '')
  // oxlint-disable-next-line no-control-regex -- The bytes that no text has are what is looked for.
  return isCalledWords && !/[\0-\x08\x0e-\x1a]/.test(text)
}
