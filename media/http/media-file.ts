import { constants } from 'node:fs'
import { open } from 'node:fs/promises'
import { extname } from 'node:path'
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
  return sendFile(file.path, request, {
    'content-type': file.contentType,
    'cache-control': caching(file.contentType),
    ...attachment(request.url.searchParams.get('download'), file.path),
  })
}

/** What an export made, by its place in the list. */
export type ExportedFileOf = (
  id: string,
  index: number,
) => { readonly path: string; readonly name: string } | undefined

/** Answers `/export/<id>/<n>` in a browser. What is no picture or film is never shown, only saved. */
export async function serveExport(fileOf: ExportedFileOf, request: MediaRequest): Promise<MediaAnswer> {
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    return { status: 405, headers: { allow: 'GET, HEAD' } }
  }
  const [, id, index] = /^\/export\/([\w-]{1,100})\/(\d{1,4})$/.exec(request.url.pathname) ?? []
  const file = id === undefined ? undefined : fileOf(id, Number(index))
  if (!file) return NOT_FOUND
  const shown = shownTypes[extname(file.name)]
  const saves = shown === undefined || request.url.searchParams.has('download')
  return sendFile(file.path, request, {
    'content-type': shown ?? 'application/octet-stream',
    'cache-control': 'no-store',
    ...attachment(saves ? file.name : null, file.path),
  })
}

const shownTypes: Readonly<Record<string, string>> = {
  '.mp4': 'video/mp4',
  '.mov': 'video/quicktime',
  '.gif': 'image/gif',
}

async function sendFile(
  path: string,
  { method, range: asked, openEndedBytes }: MediaRequest,
  about: Readonly<Record<string, string>>,
): Promise<MediaAnswer> {
  const handle = await openRegular(path)
  if (!handle) return NOT_FOUND
  const { size } = await handle.stat()
  const range = answerRange(asked, size, openEndedBytes)
  const headers = {
    ...about,
    'accept-ranges': 'bytes',
    ...(range.status === 200 ? {} : { 'content-range': range.contentRange }),
  }
  if (range.status === 416) {
    await handle.close()
    return { status: 416, headers }
  }
  const { start, end } = range.status === 206 ? range.slice : { start: 0, end: size - 1 }
  const answer = { status: range.status, headers: { ...headers, 'content-length': String(end - start + 1) } }
  if (method === 'HEAD' || size === 0) {
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
