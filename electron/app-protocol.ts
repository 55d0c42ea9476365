import { Readable } from 'node:stream'
import type { Protocol } from 'electron'
import {
  type ExportedFileOf,
  type FileOf,
  type MediaAnswer,
  serveExport,
  serveMedia,
} from '../media/http/media-file.ts'
import { securityHeaders } from '../media/http/policy.ts'
import { staticFiles } from '../media/http/static.ts'

/** The window's own scheme: one origin for its files and its media, see nodes/contract/bridge.ts. */
const SCHEME = 'app'
const HOST = 'sceneloom'
export const appUrl = `${SCHEME}://${HOST}/`

/** Must happen before the app is ready. `stream` is what lets a video play and seek. */
export function registerAppScheme(protocol: Pick<Protocol, 'registerSchemesAsPrivileged'>): void {
  const privileges = { standard: true, secure: true, supportFetchAPI: true, stream: true }
  protocol.registerSchemesAsPrivileged([{ scheme: SCHEME, privileges }])
}

/** What the window may ask for by an id. */
export interface ServedFiles {
  readonly media: FileOf
  readonly exported: ExportedFileOf
}

/**
 * Serves the window. Ranges are answered by our own code: `net.fetch` of a file: address ignores them, and a
 * film would not seek (https://github.com/electron/electron/issues/38749).
 */
export function serveApp(
  protocol: Pick<Protocol, 'handle'>,
  served: ServedFiles,
  rendererFolder: string,
): void {
  const files = staticFiles(rendererFolder)
  const headers = securityHeaders(undefined)

  protocol.handle(SCHEME, async (request) => {
    const url = new URL(request.url)
    if (url.host !== HOST) return new Response(null, { status: 404, headers })
    const asked = { method: request.method, url, range: request.headers.get('range') ?? undefined }
    if (url.pathname.startsWith('/media/')) return respond(await serveMedia(served.media, asked))
    if (url.pathname.startsWith('/export/')) return respond(await serveExport(served.exported, asked))
    const file = files.get(url.pathname)
    if (!file || request.method !== 'GET') return new Response(null, { status: 404, headers })
    return new Response(await file.read(), {
      headers: { ...headers, 'content-type': file.contentType, 'cache-control': file.cacheControl },
    })
  })

  function respond({ status, headers: own, body }: MediaAnswer): Response {
    const stream = body ? (Readable.toWeb(body) as ReadableStream) : null
    return new Response(stream, { status, headers: { ...headers, ...own } })
  }
}
