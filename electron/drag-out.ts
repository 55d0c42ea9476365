import { constants } from 'node:fs'
import { copyFile, mkdir, rename, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { nativeImage, type BrowserWindow, type NativeImage } from 'electron'
import type { Core } from '../media/core.ts'
import { toFileName } from '../media/http/file-name.ts'
import { MediaId } from '../nodes/media.ts'

const ICON_HEIGHT = 96

/** One transparent pixel: the system insists on some picture. */
const PLAIN =
  'data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg=='

/**
 * Hands files to the desktop or to an editor, under their own names. They get copies: what an editor does with a
 * file must not reach the library, and an editor goes on reading from where it got it.
 */
export async function dragOut(core: Core, window: BrowserWindow, ids: unknown): Promise<void> {
  const files: string[] = []
  for (const id of Array.isArray(ids) ? ids : []) {
    const known = MediaId.safeParse(id)
    const path = known.success ? await copyFor(core, known.data) : undefined
    if (path !== undefined) files.push(path)
  }
  const [first] = files
  if (first === undefined || window.isDestroyed()) return
  window.webContents.startDrag({
    file: first,
    files,
    icon: await iconFor(core, String((ids as unknown[])[0])),
  })
}

/** Where there is one from an earlier drag, that one. A linked file is handed out as it lies. */
async function copyFor(core: Core, id: string): Promise<string | undefined> {
  const file = await core.fileOf(id, 'original')
  const [media] = await core.handlers['media.get']({ ids: [id] })
  if (!file || !media) return undefined
  if (media.linkedPath !== undefined) return file.path
  const { dataFolder } = await core.handlers['app.info']({})
  const folder = join(dataFolder, 'exports', 'dragged', id.slice(0, 16))
  const path = join(folder, toFileName(media.name, file.path))
  const there = await stat(path).catch(() => undefined)
  if (there?.size === media.sizeBytes) return path
  await mkdir(folder, { recursive: true })
  const half = `${path}.part`
  // Where the disk can, both share their bytes until one is changed.
  await copyFile(file.path, half, constants.COPYFILE_FICLONE)
  await rename(half, path)
  return path
}

async function iconFor(core: Core, id: string): Promise<NativeImage> {
  const poster = await core.fileOf(id, 'poster').catch(() => undefined)
  const icon = poster && nativeImage.createFromPath(poster.path)
  if (!icon || icon.isEmpty()) return nativeImage.createFromDataURL(PLAIN)
  return icon.resize({ height: ICON_HEIGHT })
}
