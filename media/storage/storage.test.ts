import { mkdirSync, realpathSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Cleaning, StoragePart } from '../../nodes/contract/keeping.ts'
import { readStamp } from '../links/stamp.ts'
import { openTrashLibrary, type TrashLibrary } from '../trash/test-trash.ts'

let library: TrashLibrary
beforeEach(async () => {
  library = await openTrashLibrary()
})
afterEach(() => library.remove())

const storage = () => library.parts.keeping.storage
const part = async (name: StoragePart) => {
  const { part: _part, ...sum } = (await storage().read()).parts.find((one) => one.part === name)!
  return sum
}
const plan = (what: Cleaning, days = 30) => storage().plan({ what: [what], days })
const planned = async (what: Cleaning, days = 30) => {
  const [row] = (await plan(what, days)).rows
  return row!.examples.map(({ name }) => name).toSorted()
}
const put = (path: string, bytes: number) => {
  mkdirSync(join(library.dataFolder, path, '..'), { recursive: true })
  writeFileSync(join(library.dataFolder, path), Buffer.alloc(bytes))
}

describe('the meter', () => {
  it('counts media by kind, and what is in the trash apart', async () => {
    const [kept, gone] = [await library.picture(1), await library.picture(2)]
    const bytes = library.parts.manager.get(kept)!.sizeBytes
    library.parts.keeping.trash.add([gone])
    expect(await part('image')).toEqual({ files: 1, bytes })
    expect(await part('trash')).toEqual({ files: 1, bytes: library.parts.manager.get(gone)!.sizeBytes })
    expect(await part('video')).toEqual({ files: 0, bytes: 0 })
  })

  it('does not count what lies elsewhere', async () => {
    const id = await library.picture(1, { link: true })
    expect(await part('image')).toEqual({ files: 0, bytes: 0 })
    library.parts.keeping.trash.add([id])
    expect(await part('trash')).toEqual({ files: 0, bytes: 0 })
  })

  it('sees files come and go in the folders of the library', async () => {
    put('measures/a.json', 10)
    put('exports/film.mp4', 100)
    put('exports/stills/1.png', 1_000)
    expect([await part('measures'), await part('exports')]).toEqual([
      { files: 1, bytes: 10 },
      { files: 2, bytes: 1_100 },
    ])
    put('measures/b.json', 5)
    rmSync(join(library.dataFolder, 'exports', 'stills', '1.png'))
    expect([await part('measures'), await part('exports')]).toEqual([
      { files: 2, bytes: 15 },
      { files: 1, bytes: 100 },
    ])
  })

  it('counts a folder that rested only once, until it changes', async () => {
    put('measures/a.json', 10)
    library.age('measures', 1)
    expect(await part('measures')).toEqual({ files: 1, bytes: 10 })
    // Behind its back, without a change of the folder.
    writeFileSync(join(library.dataFolder, 'measures', 'a.json'), Buffer.alloc(99))
    expect(await part('measures')).toEqual({ files: 1, bytes: 10 })
    put('measures/b.json', 1)
    expect(await part('measures')).toEqual({ files: 2, bytes: 100 })
  })

  it('knows how much room there is', async () => {
    const { free, total, reserve } = await storage().room()
    expect(free).toBeGreaterThan(0)
    expect(total).toBeGreaterThanOrEqual(free)
    expect(reserve).toBe(1024 ** 3)
  })
})

describe('unused takes', () => {
  /** A node with three takes, one a day, the last of which it shows. */
  async function threeTakes() {
    const workflow = library.workflow('Rain')
    const ids: string[] = []
    for (const [index, days] of [90, 80, 70].entries()) {
      const mediaId = await library.picture(index + 1, { days })
      library.take(workflow, 'still', { mediaId, days })
      ids.push(mediaId)
    }
    return { workflow, ids: ids as [string, string, string] }
  }

  it('are those that no node shows, and go to the trash', async () => {
    const { ids } = await threeTakes()
    const { id, rows } = await plan('unused-takes')
    expect(rows).toMatchObject([{ what: 'unused-takes', items: 2 }])
    expect(ids.map(library.where)).toEqual(['library', 'library', 'library'])
    expect(await storage().clean(id)).toMatchObject({ items: 2 })
    expect(ids.map(library.where)).toEqual(['trash', 'trash', 'library'])
    expect(ids.map(library.hasFile)).toEqual([true, true, true])
  })

  it('are older than was asked for', async () => {
    await threeTakes()
    expect(await planned('unused-takes', 85)).toEqual(['1.png'])
    expect(await planned('unused-takes', 365)).toEqual([])
  })

  it.each([
    ['a favourite', (id: string) => void library.parts.manager.setFavourite(id, true)],
    ['one with a name of the person', (id: string) => void library.parts.manager.rename(id, 'The one')],
    [
      'one in a collection',
      (id: string) => {
        const { db } = library.parts
        db.prepare("INSERT INTO collections (id, name, created_at) VALUES ('c', 'Best', 1)").run()
        db.prepare("INSERT INTO collection_media (collection_id, media_id, position) VALUES ('c', ?, 1)").run(
          id,
        )
      },
    ],
    [
      'one with a tag of the person',
      (id: string) => {
        const { db } = library.parts
        db.prepare("INSERT INTO tags (kind, name, key) VALUES ('tag', 'rain', 'tag:rain')").run()
        db.prepare(
          `INSERT INTO media_tags SELECT number, (SELECT id FROM tags WHERE key = 'tag:rain')
            FROM media_index WHERE media_id = ?`,
        ).run(id)
      },
    ],
  ])('are never %s', async (_what, mark) => {
    const { ids } = await threeTakes()
    mark(ids[0])
    expect(await planned('unused-takes')).toEqual(['2.png'])
  })

  it('are not those that an earlier version showed, nor one that another workflow shows', async () => {
    const workflow = library.workflow('Rain')
    const [early, shown] = [await library.picture(1, { days: 90 }), await library.picture(2, { days: 80 })]
    library.take(workflow, 'still', { mediaId: early, days: 90 })
    library.parts.history.keep(workflow, 'First cut')
    library.take(workflow, 'still', { mediaId: shown, days: 80 })
    expect(await planned('unused-takes')).toEqual([])

    const other = await library.picture(3, { days: 70 })
    library.take(workflow, 'still', { mediaId: other, days: 70 })
    expect(await planned('unused-takes')).toEqual(['2.png'])
    library.take(library.workflow('Snow'), 'still', { mediaId: shown, days: 70 })
    expect(await planned('unused-takes')).toEqual([])
  })

  it('are not those of a workflow that runs', async () => {
    const { workflow } = await threeTakes()
    const run = { id: 'r', workflowId: workflow, workflowName: 'Rain', startedAt: 1 }
    library.parts.tables.runs.start({ ...run, status: 'running' }, {})
    expect(await planned('unused-takes')).toEqual([])
  })

  it('that came to use after they were shown are left alone', async () => {
    const { workflow, ids } = await threeTakes()
    const { id } = await plan('unused-takes')
    library.parts.manager.setFavourite(ids[0], true)
    library.take(workflow, 'other', { mediaId: ids[1] })
    expect(await storage().clean(id)).toEqual({ items: 0, bytes: 0 })
    expect(ids.map(library.where)).toEqual(['library', 'library', 'library'])
  })
})

describe('unused media', () => {
  it('are in no workflow, and go to the trash', async () => {
    const [loose, used, young] = [
      await library.picture(1, { days: 90 }),
      await library.picture(2, { days: 90 }),
      await library.picture(3, { days: 1 }),
    ]
    library.take(library.workflow('Rain'), 'still', { mediaId: used })
    const { id } = await plan('unused-media')
    expect(await storage().clean(id)).toMatchObject({ items: 1 })
    expect([loose, used, young].map(library.where)).toEqual(['trash', 'library', 'library'])
  })

  it('are not those that lie where the person keeps them', async () => {
    await library.picture(1, { days: 90, link: true })
    expect(await planned('unused-media')).toEqual([])
  })
})

describe('the trash', () => {
  it('is emptied of what is in it long enough, and in no use', async () => {
    const [old, young, used] = [await library.picture(1), await library.picture(2), await library.picture(3)]
    library.take(library.workflow('Rain'), 'still', { mediaId: used })
    library.thrownAway(old, 60)
    library.thrownAway(young, 2)
    library.thrownAway(used, 60)
    const { id, rows } = await plan('trash')
    expect(rows[0]).toMatchObject({ items: 1, examples: [{ name: '1.png', mediaId: old }] })
    expect(await storage().clean(id)).toMatchObject({ items: 1 })
    expect([old, young, used].map(library.where)).toEqual(['nowhere', 'trash', 'trash'])
  })

  it('keeps what was taken out of it after it was shown', async () => {
    const id = await library.picture(1)
    library.thrownAway(id, 60)
    const shown = await plan('trash')
    library.parts.keeping.trash.restore([id])
    expect(await storage().clean(shown.id)).toEqual({ items: 0, bytes: 0 })
    expect(library.where(id)).toBe('library')
  })
})

describe('what can be made again', () => {
  it('goes when it is old, and not before', async () => {
    const id = await library.picture(1)
    put(`measures/${id}.json`, 10)
    library.age(`posters/${id}.jpg`, 40)
    const { id: planId, rows } = await storage().plan({ what: ['previews', 'measures'], days: 30 })
    expect(rows.map(({ what, items }) => [what, items])).toEqual([
      ['previews', 1],
      ['measures', 0],
    ])
    await storage().clean(planId)
    expect([library.namesIn('posters'), library.namesIn('measures')]).toEqual([[], [`${id}.json`]])
    expect(await library.parts.manager.renditionOf(id, 'poster')).toBeDefined()
  })

  it('stays where it is all that there is to see of a file that is away', async () => {
    const id = await library.picture(1)
    library.age(`posters/${id}.jpg`, 40)
    rmSync(library.parts.manager.pathOf(id))
    expect(await planned('previews')).toEqual([])
  })
})

it('cleans up finished exports of its own folder, not one that came or changed since', async () => {
  put('exports/old.mp4', 10)
  put('exports/written-to.mp4', 10)
  put('exports/.sceneloom-1-x-0.part', 10)
  for (const name of ['old.mp4', 'written-to.mp4', '.sceneloom-1-x-0.part'])
    library.age(`exports/${name}`, 40)
  const { id, rows } = await plan('exports')
  expect(rows[0]).toMatchObject({ items: 2, bytes: 20 })
  library.age('exports/written-to.mp4', 35)
  put('exports/new.mp4', 10)
  library.age('exports/new.mp4', 40)
  expect(await storage().clean(id)).toEqual({ items: 1, bytes: 10 })
  expect(library.namesIn('exports').toSorted()).toEqual([
    '.sceneloom-1-x-0.part',
    'new.mp4',
    'written-to.mp4',
  ])
})

describe('an export that came into the library', () => {
  const old = () => library.age('exports/still.png', 40)

  it('is copied also when it was to stay where it is, and can be cleaned up', async () => {
    put('exports/still.png', 0)
    const path = join(library.dataFolder, 'exports', 'still.png')
    renameSync(library.file(1), path)
    const alias = join(library.folder, 'alias.png')
    symlinkSync(path, alias)
    const { media } = await library.parts.manager.importFile(alias, { link: true })
    expect(media.linkedPath).toBeUndefined()
    expect(library.hasFile(media.id)).toBe(true)
    old()
    expect(await storage().clean((await plan('exports')).id)).toMatchObject({ items: 1 })
    expect(library.parts.manager.get(media.id)!.missing).toBe(false)
  })

  it('stays for as long as it is the only file of a media', async () => {
    const id = await library.picture(1, { link: true })
    put('exports/shared.mp4', 10)
    library.age('exports/shared.mp4', 40)
    const path = join(library.dataFolder, 'exports', 'still.png')
    renameSync(join(library.folder, '1.png'), path)
    old()
    const shown = await plan('exports')
    // As a link follows a file that was moved.
    library.parts.tables.links.put(id, { path: realpathSync(path), ...(await readStamp(path))! })
    expect(await planned('exports')).toEqual(['shared.mp4'])
    expect(await storage().clean(shown.id)).toMatchObject({ items: 1 })
    expect(library.parts.manager.get(id)!.missing).toBe(false)

    library.parts.keeping.trash.add([id])
    await library.parts.keeping.trash.purge([id])
    expect(await planned('exports')).toEqual(['still.png'])
  })
})

it('forgets runs that ended long ago, but the latest of each workflow never', async () => {
  const workflowId = library.workflow('Rain')
  const { runs } = library.parts.tables
  for (const [index, id] of ['first', 'second', 'latest'].entries()) {
    runs.start({ id, workflowId, workflowName: 'Rain', status: 'running', startedAt: index + 1 }, {})
    if (id !== 'second') runs.finish(id, 'done', index + 1)
  }
  const { id, rows } = await plan('old-runs')
  expect(rows[0]!.items).toBe(1)
  expect(await storage().clean(id)).toMatchObject({ items: 1 })
  expect([runs.get('first'), runs.get('second')?.status, runs.get('latest')?.status]).toEqual([
    undefined,
    'running',
    'done',
  ])
})

it('does what was planned once, and knows no other plan', async () => {
  const { id } = await plan('trash')
  expect(await storage().clean(id)).toEqual({ items: 0, bytes: 0 })
  await expect(storage().clean(id)).rejects.toMatchObject({ code: 'not_found' })
})

describe('rules that are applied by themselves', () => {
  it('do nothing unless somebody turned them on', async () => {
    const id = await library.picture(1, { days: 900 })
    library.thrownAway(id, 900)
    expect(await library.parts.keeping.retention.apply()).toBeUndefined()
    expect(library.where(id)).toBe('trash')
  })

  it('throw away, delete and tell, and never what is used', async () => {
    const workflow = library.workflow('Rain')
    const [before, shown, trashed] = [
      await library.picture(1, { days: 90 }),
      await library.picture(2, { days: 90 }),
      await library.picture(3),
    ]
    library.take(workflow, 'still', { mediaId: before, days: 90 })
    library.take(workflow, 'still', { mediaId: shown, days: 90 })
    library.thrownAway(trashed, 90)
    library.parts.settings.change({ retention: { trashDays: 30, unusedTakesDays: 30 } })
    const told: unknown[] = []
    library.parts.events.on((event) => event.type === 'storage.cleaned' && told.push(event.report))

    const report = await library.parts.keeping.retention.apply()
    expect(report?.rows.map(({ what, items }) => [what, items])).toEqual([
      ['unused-takes', 1],
      ['trash', 1],
    ])
    expect(told).toEqual([report])
    expect((await storage().read()).last).toEqual(report)
    // What went to the trash today stays there for all its days.
    expect([before, shown, trashed].map(library.where)).toEqual(['trash', 'library', 'nowhere'])
    expect(await library.parts.keeping.retention.apply()).toBeUndefined()
  })
})
