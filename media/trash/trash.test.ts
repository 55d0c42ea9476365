import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { emptyDocument } from '../../nodes/graph/document.ts'
import { openTrashLibrary, type TrashLibrary } from './test-trash.ts'

let library: TrashLibrary
beforeEach(async () => {
  library = await openTrashLibrary()
})
afterEach(() => library.remove())

const trash = () => library.parts.keeping.trash
const listed = (trashed: boolean) => {
  const { items } = library.parts.manager.list({ filter: { trashed }, limit: 50, offset: 0 })
  return items.map(({ id }) => id)
}

describe('the trash', () => {
  it('takes files out of the library and gives them back, and the file never moves', async () => {
    const id = await library.picture(1)
    const path = library.parts.manager.pathOf(id)
    trash().add([id])
    expect([listed(false), listed(true)]).toEqual([[], [id]])
    expect(library.parts.manager.pathOf(id)).toBe(path)
    trash().restore([id])
    expect([listed(false), listed(true)]).toEqual([[id], []])
    expect(library.parts.manager.get(id)).toMatchObject({ missing: false })
  })

  it('keeps the time at which something was thrown away, when it is thrown away again', async () => {
    const id = await library.picture(1)
    library.thrownAway(id, 3)
    const { trashedAt } = library.parts.manager.get(id)!
    trash().add([id])
    expect(library.parts.manager.get(id)!.trashedAt).toBe(trashedAt)
  })

  it('leaves a workflow as it was: what it shows opens from the trash', async () => {
    const id = await library.picture(1)
    const workflow = library.workflow('Rain')
    library.take(workflow, 'still', { mediaId: id })
    trash().add([id])
    const opened = library.parts.workflows.open(workflow, 'en')
    expect(opened.takes.map(({ mediaId }) => mediaId)).toEqual([id])
    expect(opened.media).toMatchObject([{ id, missing: false }])
  })

  it('gives back what is imported again', async () => {
    const id = await library.picture(1)
    trash().add([id])
    const { media, existed } = await library.parts.manager.importFile(library.file(1))
    expect([media.id, existed, media.trashedAt]).toEqual([id, true, undefined])
    expect(library.where(id)).toBe('library')
  })

  it('tells the windows of few files one by one, and of many that they should ask', async () => {
    const ids = [await library.picture(1), await library.picture(2)]
    const heard: string[] = []
    library.parts.events.on((event) => heard.push(event.type))
    trash().add(ids)
    expect(heard).toEqual(['media.changed', 'media.changed', 'library.changed'])
    trash().add(ids)
    expect(heard).toHaveLength(3)
  })
})

describe('deleting for good', () => {
  it('takes only what is in the trash, with everything that was made from it', async () => {
    const [gone, kept] = [await library.picture(1), await library.picture(2)]
    await library.parts.manager.renditionOf(gone, 'poster')
    trash().add([gone])
    expect(await trash().purge([gone, kept])).toMatchObject({ items: 1 })
    expect([library.where(gone), library.hasFile(gone)]).toEqual(['nowhere', false])
    expect([library.where(kept), library.hasFile(kept)]).toEqual(['library', true])
    expect(library.namesIn('posters')).toEqual([`${kept}.jpg`])
  })

  it('empties the whole trash without a list, and says how much that freed', async () => {
    const ids = await Promise.all([1, 2, 3].map((number) => library.picture(number)))
    const bytes = ids.reduce((sum, id) => sum + library.parts.manager.get(id)!.sizeBytes, 0)
    trash().add(ids)
    expect(await trash().purge()).toEqual({ items: 3, bytes })
    expect(await trash().purge()).toEqual({ items: 0, bytes: 0 })
  })

  it('leaves a placeholder where a workflow names it, and no result that would answer it', async () => {
    const id = await library.picture(1)
    const workflow = library.workflow('Rain')
    library.take(workflow, 'still', { mediaId: id })
    const result = { signatureHash: 'h', signature: 's', variation: 0, mediaId: id, createdAt: 1 }
    library.parts.tables.results.put(result)
    trash().add([id])
    await trash().purge()
    expect(library.where(id)).toBe('placeholder')
    expect(library.parts.workflows.open(workflow, 'en').media).toMatchObject([{ id, missing: true }])
    expect(library.parts.tables.results.list('h')).toEqual([])
    expect([listed(false), listed(true)]).toEqual([[], []])
  })

  it('keeps the placeholder of what only an earlier version of a workflow shows', async () => {
    const id = await library.picture(1)
    const workflow = library.workflow('Rain')
    library.take(workflow, 'still', { mediaId: id })
    library.parts.history.keep(workflow, 'First cut')
    library.parts.db.prepare('DELETE FROM workflow_media').run()
    trash().add([id])
    await trash().purge()
    expect(library.where(id)).toBe('placeholder')
  })

  it('fills a placeholder when the same bytes come in again', async () => {
    const id = await library.picture(1)
    const workflow = library.workflow('Rain')
    library.take(workflow, 'still', { mediaId: id })
    trash().add([id])
    await trash().purge()
    await library.picture(1)
    expect(library.where(id)).toBe('library')
    expect(library.parts.workflows.open(workflow, 'en')).toMatchObject({
      takes: [{ mediaId: id }],
      media: [{ id, missing: false }],
    })
  })

  it('forgets a placeholder once nothing names it any more', async () => {
    const id = await library.picture(1)
    const workflow = library.workflow('Rain')
    library.take(workflow, 'still', { mediaId: id })
    trash().add([id])
    await trash().purge()
    library.parts.workflows.remove(workflow)
    await trash().resume()
    expect(library.where(id)).toBe('nowhere')
  })

  it('never touches a linked file where the person keeps it', async () => {
    const id = await library.picture(1, { link: true })
    trash().add([id])
    expect(await trash().purge()).toEqual({ items: 1, bytes: 0 })
    expect(library.where(id)).toBe('nowhere')
    expect(existsSync(join(library.folder, '1.png'))).toBe(true)
  })

  it('leaves alone what a run works with', async () => {
    const id = await library.picture(1)
    const document = { ...emptyDocument() }
    const workflow = library.workflow('Rain', document)
    library.take(workflow, 'still', { mediaId: id })
    const { runs } = library.parts.tables
    const run = { id: 'r', workflowId: workflow, workflowName: 'Rain', startedAt: 1 }
    runs.start({ ...run, status: 'running' }, document)
    trash().add([id])
    expect(await trash().purge()).toEqual({ items: 0, bytes: 0 })
    expect([library.where(id), library.hasFile(id)]).toEqual(['trash', true])
    runs.finish('r', 'done', 2)
    expect(await trash().purge()).toMatchObject({ items: 1 })
  })

  it('leaves alone what is being packed', async () => {
    const id = await library.picture(1)
    const workflow = library.workflow('Rain')
    library.take(workflow, 'still', { mediaId: id })
    const { packages, transfers } = library.parts.moving
    const folder = library.folder
    const transfer = packages.export({ workflowIds: [workflow], takes: 'all', folder, name: 'Rain' })
    trash().add([id])
    expect(await trash().purge()).toEqual({ items: 0, bytes: 0 })
    expect(await transfers.finished(transfer.id)).toMatchObject({ state: 'done', media: 1 })
    expect(await trash().purge()).toMatchObject({ items: 1 })
  })

  it('spares what came in again, when the library of before is put back', async () => {
    const id = await library.picture(1)
    library.take(library.workflow('Rain'), 'still', { mediaId: id })
    trash().add([id])
    await trash().purge()
    const { backups } = library.parts.upkeep
    const { id: backup } = await backups.make()
    await library.picture(1)
    await backups.restore(backup)
    await library.restart()
    await library.parts.keeping.retention.apply()
    expect([library.where(id), library.hasFile(id)]).toEqual(['trash', true])
  })

  it('loses nothing to an import of the same bytes at the same time', async () => {
    for (let round = 0; round < 30; round++) {
      const id = await library.picture(round)
      trash().add([id])
      const importing = library.parts.manager.importFile(library.file(round))
      // Somewhere between its first look and its row.
      for (let turn = 0; turn < round; turn++) await new Promise((resolve) => setImmediate(resolve))
      await Promise.all([trash().purge(), importing])
      expect([library.where(id), library.hasFile(id)]).toEqual(['library', true])
    }
  })

  it('stops where it is when somebody quits, and goes on from there at the next start', async () => {
    const ids = await Promise.all([1, 2, 3].map((number) => library.picture(number)))
    const { store } = library.parts
    const remove = store.remove.bind(store)
    vi.spyOn(store, 'remove').mockImplementationOnce((path) => {
      void trash().close()
      return remove(path)
    })
    trash().add(ids)
    expect(await trash().purge()).toMatchObject({ items: 1 })
    expect(ids.filter(library.hasFile)).toHaveLength(2)
    await library.restart()
    expect(await trash().resume()).toMatchObject({ items: 2 })
    expect(ids.map(library.where)).toEqual(['nowhere', 'nowhere', 'nowhere'])
    expect(ids.filter(library.hasFile)).toEqual([])
  })

  it('puts back into the trash what the disk would not let go', async () => {
    const id = await library.picture(1)
    const { store } = library.parts
    const remove = vi.spyOn(store, 'remove').mockRejectedValueOnce(new Error('the disk reports an error'))
    trash().add([id])
    await expect(trash().purge()).rejects.toThrow('the disk reports an error')
    expect([library.where(id), library.hasFile(id)]).toEqual(['trash', true])
    remove.mockRestore()
    expect(await trash().purge()).toMatchObject({ items: 1 })
  })
})
