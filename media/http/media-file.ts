import { constants } from 'node:fs'
import { open } from 'node:fs/promises'
import type { Readable } from 'node:stream'
import { MediaId } from '../../nodes/media.ts'
import { toFileName } from './file-name.ts'
import { answerRange } from './range.ts'

export const renditions = ['poster', 'strip'] as const
export type Rendition = 'original' | (typeof renditions)[number]

export type FileOf = (
  id: string,
  rendition: Rendition,
) => Promise<{ path: string; contentType: string } | undefined>

export interface MediaAnswer {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  /** Absent for HEAD and for everything but 200 and 206. */
  readonly body?: Readable
}

export interface MediaRequest {
  readonly method: string
  /** `/media/<id>`, with `?poster`, `?strip` or `?download=<name>`. */
  readonly url: URL
  readonly range: string | undefined
  readonly openEndedBytes?: number
}

const NOT_FOUND: MediaAnswer = { status: 404, headers: { 'cache-control': 'no-store' } }

/** Answers `/media/<id>` for both shells. The id is a hash, so nothing in the address can lead elsewhere. */
export async function serveMedia(fileOf: FileOf, request: MediaRequest): Promise<MediaAnswer> {
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    return { status: 405, headers: { allow: 'GET, HEAD' } }
  }
  const id = MediaId.safeParse(request.url.pathname.replace(/^\/media\//, ''))
  if (!id.success) return NOT_FOUND
  const asked = renditions.find((rendition) => request.url.searchParams.has(rendition))
  const file = await fileOf(id.data, asked ?? 'original')
  if (!file) return NOT_FOUND

  const handle = await openRegular(file.path)
  if (!handle) return NOT_FOUND
  const { size } = await handle.stat()
  const range = answerRange(request.range, size, request.openEndedBytes)
  const headers = {
    'content-type': file.contentType,
    'accept-ranges': 'bytes',
    'cache-control': caching(file.contentType),
    ...(range.status === 200 ? {} : { 'content-range': range.contentRange }),
    ...attachment(request.url.searchParams.get('download'), file.path),
  }
  if (range.status === 416) {
    await handle.close()
    return { status: 416, headers }
  }
  const { start, end } = range.status === 206 ? range.slice : { start: 0, end: size - 1 }
  const answer = { status: range.status, headers: { ...headers, 'content-length': String(end - start + 1) } }
  if (request.method === 'HEAD' || size === 0) {
    await handle.close()
    return answer
  }
  return { ...answer, body: handle.createReadStream({ start, end }) }
}

/** A link or a device in the store was not put there by us. */
async function openRegular(path: string) {
  const handle = await open(path, constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0)).catch(() => undefined)
  if (!handle) return undefined
  if ((await handle.stat()).isFile()) return handle
  await handle.close()
  return undefined
}

/** The bytes behind an id never change; but see `answerRange` for why playing media must not be stored. */
function caching(contentType: string): string {
  return contentType.startsWith('image/') ? 'private, max-age=31536000, immutable' : 'no-store'
}

function attachment(name: string | null, path: string): Record<string, string> {
  if (name === null) return {}
  const hex = (letter: string) => `%${letter.charCodeAt(0).toString(16).toUpperCase()}`
  const encoded = encodeURIComponent(toFileName(name, path)).replace(/['()*]/g, hex)
  return { 'content-disposition': `attachment; filename*=UTF-8''${encoded}` }
}
