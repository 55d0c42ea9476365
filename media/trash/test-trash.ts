import { existsSync, mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { crc32, deflateSync } from 'node:zlib'
import { emptyDocument, type WorkflowDocument } from '../../nodes/graph/document.ts'
import { assemble } from '../assemble.ts'
import { closeDatabase } from '../db/open.ts'

const DAY_MS = 24 * 60 * 60 * 1000

/** A picture of one pixel; each number is another one. */
export function pictureBytes(number: number): Buffer {
  const header = Buffer.alloc(13)
  header.writeUInt32BE(1, 0)
  header.writeUInt32BE(1, 4)
  header.set([8, 2], 8)
  const pixel = deflateSync(Buffer.from([0, number & 255, (number >> 8) & 255, number >> 16]))
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
  return Buffer.concat([
    signature,
    chunk('IHDR', header),
    chunk('IDAT', pixel),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data])
  const frame = Buffer.alloc(8)
  frame.writeUInt32BE(data.length, 0)
  frame.writeUInt32BE(crc32(body), 4)
  return Buffer.concat([frame.subarray(0, 4), body, frame.subarray(4)])
}

export type TrashLibrary = Awaited<ReturnType<typeof openTrashLibrary>>
type Parts = Awaited<ReturnType<typeof assemble>>

const ago = (days: number) => Date.now() - days * DAY_MS

/** A real library with small pictures, as old as a test wants them. */
export async function openTrashLibrary(folder = mkdtempSync(join(tmpdir(), 'sceneloom-trash-'))) {
  const dataFolder = join(folder, 'data')
  let parts = await assemble({ dataFolder, version: 'test' })
  let open = true
  const quit = async () => {
    if (open) await close(parts)
    open = false
  }
  return {
    folder,
    dataFolder,
    get parts() {
      return parts
    },
    ...onDisk(folder, dataFolder),
    ...inLibrary(folder, () => parts),
    quit,
    async restart() {
      await quit()
      parts = await assemble({ dataFolder, version: 'test' })
      open = true
    },
    async remove() {
      await quit()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

async function close({ db, ...parts }: Parts): Promise<void> {
  const { webhooks, runs, jobs, exports, films, imports, links, moving, keeping, upkeep } = parts
  for (const part of [
    webhooks,
    runs,
    jobs,
    exports,
    films,
    imports,
    links,
    moving,
    keeping.trash,
    keeping.retention,
    upkeep,
  ])
    await part.close()
  closeDatabase(db)
}

function onDisk(folder: string, dataFolder: string) {
  return {
    file: (number: number) => writePicture(folder, number),
    hasFile: (id: string) => existsSync(join(dataFolder, 'objects', id.slice(0, 2), `${id}.png`)),
    age(path: string, days: number) {
      const seconds = ago(days) / 1000
      utimesSync(join(dataFolder, path), seconds, seconds)
    },
    namesIn: (name: string) => readdirSync(join(dataFolder, name)),
  }
}

export function writePicture(folder: string, number: number): string {
  const path = join(folder, `${number}.png`)
  writeFileSync(path, pictureBytes(number))
  return path
}

function inLibrary(folder: string, parts: () => Parts) {
  return {
    /** Answers its id. */
    async picture(number: number, { days = 0, link = false } = {}): Promise<string> {
      const { media } = await parts().manager.importFile(writePicture(folder, number), { link })
      parts()
        .db.prepare('UPDATE media SET created_at = @at, kept_since = @at WHERE id = @id')
        .run({ at: ago(days), id: media.id })
      return media.id
    },
    workflow: (name: string, document: WorkflowDocument = emptyDocument()) =>
      parts().workflows.create(name, document).id,
    /** As if a run had made it so many days ago. The latest of a node is the one it shows. */
    take(workflowId: string, nodeId: string, { mediaId, days = 0 }: { mediaId: string; days?: number }) {
      const { workflowMedia } = parts().tables
      workflowMedia.add({
        workflowId,
        nodeId,
        mediaId,
        nodeType: 'text-to-image',
        role: 'output',
        take: workflowMedia.nextTake(workflowId, nodeId),
        variation: 0,
        signature: `made ${mediaId}`,
        createdAt: ago(days),
        activatedAt: ago(days),
      })
    },
    /** In which list of the library it is. */
    where(id: string): 'library' | 'trash' | 'placeholder' | 'nowhere' {
      const media = parts().manager.get(id)
      if (!media) return 'nowhere'
      if (media.deletedAt !== undefined) return 'placeholder'
      return media.trashedAt === undefined ? 'library' : 'trash'
    },
    /** As if they had come, or had last been put back, so many days ago. */
    here(ids: readonly string[], days: number) {
      const set = parts().db.prepare('UPDATE media SET kept_since = ? WHERE id = ?')
      for (const id of ids) set.run(ago(days), id)
    },
    thrownAway(id: string, days: number) {
      parts().db.prepare('UPDATE media SET trashed_at = ? WHERE id = ?').run(ago(days), id)
    },
  }
}
