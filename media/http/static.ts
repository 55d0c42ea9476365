import { readdirSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { extname, join } from 'node:path'

export interface StaticFile {
  readonly contentType: string
  readonly cacheControl: string
  readonly read: () => Promise<Uint8Array<ArrayBuffer>>
}

const contentTypes: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.webp': 'image/webp',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.woff': 'font/woff',
  '.mp3': 'audio/mpeg',
  '.mp4': 'video/mp4',
  '.webmanifest': 'application/manifest+json',
}

/**
 * The built window, as a table of exactly the files that were there at the start: an address is looked up,
 * never joined to a path, so there is nothing to traverse.
 */
export function staticFiles(folder: string): ReadonlyMap<string, StaticFile> {
  const files = new Map<string, StaticFile>()
  for (const name of listFiles(folder, '')) {
    files.set(`/${name}`, {
      contentType: contentTypes[extname(name)] ?? 'application/octet-stream',
      // The bundler puts a hash of the content in the names of everything below assets/.
      cacheControl: name.startsWith('assets/') ? 'private, max-age=31536000, immutable' : 'no-cache',
      read: () => readFile(join(folder, name)),
    })
  }
  const start = files.get('/index.html')
  if (start) files.set('/', start)
  return files
}

/** Names relative to `folder`, with `/`. Not `recursive: true`: inside a packaged app the folder is an archive. */
function listFiles(folder: string, below: string): string[] {
  return readdirSync(join(folder, below), { withFileTypes: true }).flatMap((entry) => {
    if (entry.isDirectory()) return listFiles(folder, `${below}${entry.name}/`)
    return entry.isFile() ? [below + entry.name] : []
  })
}
