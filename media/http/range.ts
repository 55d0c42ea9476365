export interface Slice {
  readonly start: number
  /** The last byte, inclusive, as in HTTP and in `createReadStream`. */
  readonly end: number
}

export type RangeAnswer =
  | { readonly status: 200 }
  | { readonly status: 206; readonly slice: Slice; readonly contentRange: string }
  | { readonly status: 416; readonly contentRange: string }

/**
 * What a `Range` header asks of a file (RFC 9110 §14). Only one range is honoured; several, or one that is
 * malformed, are answered with the whole file, as the standard allows. A media never changes under its id, so
 * `If-Range` is always true and need not be read.
 *
 * `openEndedBytes` limits the answer to "from here to the end". A browser has six connections per HTTP/1.1
 * host and a `<video>` holds one for as long as its file streams, so seven players would block every poster
 * and every seek; short answers give the connections back. (It works only together with `no-store`: Chromium
 * otherwise locks the cache entry.)
 */
export function answerRange(
  header: string | undefined,
  size: number,
  openEndedBytes = Number.POSITIVE_INFINITY,
): RangeAnswer {
  const match = /^bytes=(\d*)-(\d*)$/.exec(header?.trim() ?? '')
  if (!match || (match[1] === '' && match[2] === '')) return { status: 200 }
  const first = match[1] === '' ? undefined : Number(match[1])
  const last = match[2] === '' ? undefined : Number(match[2])
  if (first !== undefined && last !== undefined && last < first) return { status: 200 }

  const start = first ?? Math.max(0, size - last!)
  if (start >= size) return { status: 416, contentRange: `bytes */${size}` }
  const wanted = first === undefined ? size - 1 : (last ?? start + openEndedBytes - 1)
  const end = Math.min(wanted, size - 1)
  return { status: 206, slice: { start, end }, contentRange: `bytes ${start}-${end}/${size}` }
}
