import { beforeEach, describe, expect, it } from 'vitest'
import { newestFirst, type MediaFilter, type MediaSort } from '../../nodes/contract/library.ts'
import { emptyDocument } from '../../nodes/graph/document.ts'
import type { Tag } from '../../nodes/tags.ts'
import type { Db } from '../db/db.ts'
import type { StoredMedia } from '../db/media.ts'
import { openScratch, scratchMedia } from '../db/scratch.ts'
import { createTables, type Tables } from '../db/tables.ts'
import { groupsOf } from './groups.ts'

let db: Db
let tables: Tables
beforeEach(() => {
  db = openScratch()
  tables = createTables(db)
})

const idOf = (n: number) => scratchMedia(n).id

function put(n: number, change: Partial<StoredMedia> = {}): string {
  const media = scratchMedia(n, change)
  tables.media.put(media)
  if (media.generation) tables.generations.add({ ...media.generation, mediaId: media.id })
  return media.id
}

function made(provider: string, model: string, change: Partial<NonNullable<StoredMedia['generation']>> = {}) {
  return { provider, model, prompt: '', params: {}, startedAt: 1, completedAt: 2, cost: 0, ...change }
}

function workflow(id: string, name: string): void {
  const times = { createdAt: 1, updatedAt: 1 }
  tables.workflows.add({
    id,
    name,
    description: '',
    status: 'draft',
    definition: emptyDocument(),
    rev: 1,
    ...times,
  })
}

function take(workflowId: string, nodeId: string, n: number): void {
  const take = tables.workflowMedia.nextTake(workflowId, nodeId)
  const times = { createdAt: n, activatedAt: n }
  const node = { workflowId, nodeId, nodeType: 'text-to-video', role: 'output' as const }
  tables.workflowMedia.add({ ...node, mediaId: idOf(n), take, variation: 0, signature: 's', ...times })
}

/** The numbers of the media found; the total must say as many. */
function found(filter: MediaFilter, sort: MediaSort = newestFirst): number[] {
  const ids = tables.pages.ids(filter, sort, { limit: 500, offset: 0 })
  expect(tables.pages.total(filter)).toBe(ids.length)
  return ids.map((id) => Number.parseInt(id, 16))
}

const search = (text: string) => found({ text })
const own = (name: string, kind: Tag['kind'] = 'tag'): Tag => ({ kind, name })
const autoTags = (n: number) =>
  (tables.media.get(idOf(n))?.tags ?? []).filter(({ kind }) => kind === 'auto').map(({ name }) => name)

describe('a search', () => {
  it('finds Chinese by any two characters, by sound and by first letters, in names and prompts', () => {
    put(1, { name: '雨夜街道.mp4' })
    put(2, { generation: made('animatic', 'storyboard', { prompt: '女孩在雨夜里奔跑' }) })
    put(3, { name: 'Rainy night.mp4' })
    for (const text of ['雨夜', 'yuye', 'yy', 'YuYe', '夜', 'yu'])
      expect([text, search(text)]).toEqual([text, [2, 1]])
    expect(search('街道')).toEqual([1])
    expect(search('nvhai yy')).toEqual([2])
    expect(search('雨天')).toEqual([])
  })

  it('looks at the model, the provider, tags and workflows as well, all words together', () => {
    tables = createTables(db, { of: () => ['Kuaishou', 'Kling 2.1 Master'], learn: () => {} })
    put(1, { generation: made('fal', 'kling-v2.1', { prompt: 'storm' }) })
    put(2, { generation: made('fal', 'kling-v2.1') })
    tables.tags.add([idOf(1)], [own('林小雨', 'character')])
    workflow('w', 'Episode 7')
    take('w', 'a', 2)
    expect(search('kling')).toEqual([2, 1])
    expect(search('master 2.1 fal kuai')).toEqual([2, 1])
    expect(search('linxiaoyu storm')).toEqual([1])
    expect(search('lxy')).toEqual([1])
    expect(search('epis 7')).toEqual([2])
    expect(search('epis storm')).toEqual([])
  })

  it('follows every change of what it looks at', () => {
    put(1, { name: 'first.mp4' })
    workflow('w', 'Harbour')
    take('w', 'a', 1)
    expect([search('first'), search('harb')]).toEqual([[1], [1]])
    tables.media.rename(idOf(1), 'second.mp4')
    tables.workflows.rename('w', 'Desert', 5)
    expect([search('first'), search('second'), search('harb'), search('desert')]).toEqual([[], [1], [], [1]])
    tables.tags.add([idOf(1)], [own('blue')])
    expect(search('blue desert')).toEqual([1])
    tables.tags.rename(own('blue'), own('azure'))
    expect([search('blue'), search('azure')]).toEqual([[], [1]])
    tables.tags.remove([idOf(1)], [own('azure')])
    expect(search('azure')).toEqual([])
    tables.generations.add({ ...made('luma', 'ray-2', { prompt: 'sunrise' }), mediaId: idOf(1) })
    expect(search('sunrise ray')).toEqual([1])
    db.prepare('DELETE FROM media').run()
    expect(search('second')).toEqual([])
    expect(
      db.prepare("SELECT count(*) FROM media_search WHERE media_search MATCH 'second'").pluck().get(),
    ).toBe(0)
  })

  it('takes whatever is typed for words, never for syntax', () => {
    put(1, { name: 'NOT a "quoted" (name) OR near.mp4' })
    const typed = [
      '"',
      '""',
      '*',
      'a*',
      '(',
      'a AND',
      'OR',
      'NOT',
      'NEAR(a b)',
      'x:y',
      '{a}',
      '^a',
      "'",
      ';--',
      '\\',
    ]
    for (const text of [...typed, '%', '_', '\u0000', '💥', '\uD800', 'a'.repeat(500)]) {
      search(text)
    }
    expect(search('"quoted" (name')).toEqual([1])
    expect(search('not OR near')).toEqual([1])
  })

  it('is as good after its words were thrown away and made anew', () => {
    for (const n of [1, 2, 3]) put(n, { name: `雨夜 ${n}` })
    expect(search('yuye')).toEqual([3, 2, 1])
    tables.search.forget()
    expect(tables.search.left()).toBe(3)
    expect(search('yuye 2')).toEqual([2])
    expect(tables.search.left()).toBe(0)
  })

  it('finds the right media in a copy that SQLite put in another order', () => {
    for (const n of [1, 2, 3, 4]) put(n, { name: `clip ${['zero', 'one', 'two', 'three', 'four'][n]}` })
    search('clip')
    db.prepare('DELETE FROM media WHERE id = ?').run(idOf(2))
    db.exec('VACUUM')
    expect([search('one'), search('two'), search('three'), search('four')]).toEqual([[1], [], [3], [4]])
  })
})

describe('a page', () => {
  beforeEach(() => {
    put(1, { name: 'clip 10', durationSeconds: 4, generation: made('fal', 'veo', { cost: 0.4 }) })
    put(2, {
      name: '阿姨',
      kind: 'image',
      durationSeconds: undefined,
      width: 1000,
      height: 1000,
      aspectRatio: '1:1',
    })
    put(3, { name: 'clip 2', kind: 'audio', width: undefined, height: undefined, aspectRatio: undefined })
    put(4, {
      name: '雨夜',
      width: 1920,
      height: 1080,
      aspectRatio: '16:9',
      sourceType: 'stitched',
      favourite: true,
    })
    put(5, { name: 'Zoo', trashedAt: 9 })
  })

  it('is in the order that was asked for', () => {
    const by = (order: MediaSort['by'], descending: boolean) => found({}, { by: order, descending })
    expect(by('date', true)).toEqual([4, 3, 2, 1])
    expect(by('date', false)).toEqual([1, 2, 3, 4])
    expect(by('name', false)).toEqual([2, 3, 1, 4])
    expect(by('length', true)).toEqual([1, 4, 3, 2])
    expect(by('size', false)).toEqual([1, 2, 3, 4])
    expect(by('cost', true)[0]).toBe(1)
  })

  it('is narrowed by everything that a media has, all of it together', () => {
    expect(found({ kinds: ['image', 'audio'] })).toEqual([3, 2])
    expect(found({ favourites: true })).toEqual([4])
    expect(found({ trashed: true })).toEqual([5])
    expect(found({ sources: ['stitched'] })).toEqual([4])
    expect(found({ orientation: 'portrait' })).toEqual([1])
    expect(found({ orientation: 'square' })).toEqual([2])
    expect(found({ orientation: 'landscape' })).toEqual([4])
    expect(found({ aspects: ['1:1', '16:9'] })).toEqual([4, 2])
    expect(found({ shortSide: { from: 1080 } })).toEqual([4, 1])
    expect(found({ seconds: { from: 2, to: 5 } })).toEqual([1])
    expect(found({ created: { to: scratchMedia(2).createdAt } })).toEqual([2, 1])
    expect(found({ usd: { from: 0.1 } })).toEqual([1])
    expect(found({ providers: ['fal'], models: ['veo', 'ray'] })).toEqual([1])
    expect(found({ kinds: ['video'], text: 'clip', usd: { to: 0.3 } })).toEqual([])
    expect(found({ kinds: [] })).toEqual([])
  })

  it('counts recent days from the one on which it is asked', () => {
    db.exec('UPDATE media SET created_at = 0')
    expect(found({ recent: 'year' })).toEqual([])
    const day = 86_400_000
    const came = db.prepare('UPDATE media SET created_at = ? WHERE id = ?')
    came.run(Date.now(), idOf(3))
    came.run(Date.now() - 5 * day, idOf(2))
    came.run(Date.now() - 20 * day, idOf(1))
    expect(found({ recent: 'today' })).toEqual([3])
    expect(found({ recent: 'week' })).toEqual([3, 2])
    expect(found({ recent: 'month', kinds: ['video'] })).toEqual([1])
  })

  it('knows the missing once somebody noticed, and not those deleted for good', () => {
    db.prepare('UPDATE media SET missing_at = 1 WHERE id = ?').run(idOf(2))
    db.prepare('UPDATE media SET deleted_at = 1 WHERE id IN (?, ?)').run(idOf(4), idOf(5))
    expect(found({ missing: true })).toEqual([2])
    expect(found({})).toEqual([3, 2, 1])
    expect(found({ trashed: true })).toEqual([])
  })

  it('knows tags, collections and workflows, and what is in none', () => {
    tables.tags.add([idOf(1), idOf(4)], [own('Lin', 'character')])
    tables.tags.add([idOf(4)], [own('night')])
    expect(found({ tags: [own('LIN', 'character')] })).toEqual([4, 1])
    expect(found({ tags: [own('lin', 'character'), own('night')] })).toEqual([4])
    expect(found({ tags: [own('lin')] })).toEqual([])
    const id = tables.collections.create('Best', 1)
    tables.collections.change(id, { add: [idOf(3), idOf(1), idOf(99)], remove: [] })
    expect(found({ collection: id })).toEqual([3, 1])
    workflow('w', 'Film')
    take('w', 'a', 1)
    tables.workflowMedia.replaceInputs('w', [{ nodeId: 'm', nodeType: 'media', mediaId: idOf(2) }], 1)
    expect(found({ workflow: 'w' })).toEqual([2, 1])
    expect(found({ unused: true })).toEqual([4, 3])
    tables.workflowMedia.replaceInputs('w', [], 2)
    expect(found({ unused: true })).toEqual([4, 3, 2])
    tables.workflows.remove('w')
    expect(found({ unused: true })).toEqual([4, 3, 2, 1])
  })
})

describe('the app’s own tags', () => {
  it('tell how a file came in, by whom, and where', () => {
    workflow('w', '雨夜')
    put(1, {
      sourceType: 'generated',
      generation: made('fal', 'fal/veo-3', { params: { firstFrame: idOf(9) } }),
    })
    put(2, { sourceType: 'generated', kind: 'image', generation: made('luma', 'photon') })
    put(3, { sourceType: 'stitched', generation: made('sceneloom', 'stitcher') })
    put(4)
    take('w', 'a', 1)
    expect(autoTags(1)).toEqual(['fal', 'generated', 'image-to-video', 'veo-3', '雨夜'])
    expect(autoTags(2)).toEqual(['generated', 'luma', 'photon', 'text-to-image'])
    expect(autoTags(3)).toEqual(['stitched'])
    expect(autoTags(4)).toEqual(['uploaded'])
  })

  it('take the names of providers and models that people know', () => {
    tables = createTables(db, { of: () => ['fal.ai', 'Veo 3'], learn: () => {} })
    put(1, { sourceType: 'generated', generation: made('fal', 'veo-3') })
    expect(autoTags(1)).toEqual(['fal.ai', 'generated', 'text-to-video', 'Veo 3'])
  })

  it('follow the name of the workflow, but not that of another one with the same name', () => {
    workflow('v', 'Film')
    workflow('w', 'Film')
    for (const n of [1, 2]) put(n)
    take('w', 'a', 1)
    take('w', 'a', 2)
    take('v', 'a', 2)
    tables.workflows.rename('w', 'Final', 3)
    expect(autoTags(1)).toEqual(['Final', 'uploaded'])
    expect(autoTags(2)).toEqual(['Film', 'Final', 'uploaded'])
  })
})

describe('the counts', () => {
  it('are right after everything that can change them, and count nothing of the trash', () => {
    workflow('w', 'Film')
    put(1, { generation: made('fal', 'veo') })
    put(2, { kind: 'image', favourite: true, generation: made('fal', 'flux') })
    put(3, { kind: 'audio', width: undefined, height: undefined, aspectRatio: undefined })
    put(4, { trashedAt: 1 })
    take('w', 'a', 1)
    take('w', 'b', 1)
    take('w', 'a', 4)
    tables.tags.add([1, 2, 4].map(idOf), [own('night')])
    const id = tables.collections.create('Best', 1)
    tables.collections.change(id, { add: [1, 4].map(idOf), remove: [] })
    const { counts, ...facets } = tables.facets()
    expect(counts).toEqual({
      all: 3,
      image: 1,
      video: 1,
      audio: 1,
      favourites: 1,
      unused: 2,
      trash: 1,
      missing: 0,
    })
    expect(facets.tags.find(({ tag }) => tag.name === 'night')?.count).toBe(2)
    expect(facets.providers).toEqual([{ name: 'fal', count: 2 }])
    expect(facets.models.map(({ name }) => name).toSorted()).toEqual(['flux', 'veo'])
    expect(facets.aspects).toEqual([{ name: '9:16', count: 2 }])
    expect(facets.workflows).toEqual([{ id: 'w', name: 'Film', count: 1 }])
    expect(facets.collections).toEqual([{ id, name: 'Best', count: 1 }])

    const nights = () => tables.facets().tags.find(({ tag }) => tag.name === 'night')?.count
    db.prepare('UPDATE media SET trashed_at = 5 WHERE id = ?').run(idOf(1))
    expect(nights()).toBe(1)
    db.prepare('UPDATE media SET trashed_at = NULL').run()
    expect(nights()).toBe(3)
    db.prepare('UPDATE media SET trashed_at = 5, deleted_at = 6 WHERE id = ?').run(idOf(4))
    expect(nights()).toBe(2)
    db.prepare('DELETE FROM media WHERE id IN (?, ?)').run(idOf(1), idOf(4))
    expect(nights()).toBe(1)
    expect(tables.facets().counts).toMatchObject({ all: 2, trash: 0 })
  })
})

describe('tags', () => {
  it('given and taken away leave a media exactly as it was', () => {
    put(1)
    tables.tags.add([idOf(1)], [own('b'), own('Lin', 'character'), own('a')])
    const before = tables.media.get(idOf(1))?.tags
    expect(before?.map(({ name }) => name)).toEqual(['a', 'b', 'Lin', 'uploaded'])
    tables.tags.remove([idOf(1)], [own('A')])
    tables.tags.add([idOf(1)], [own('a')])
    expect(tables.media.get(idOf(1))?.tags).toEqual(before)
    tables.tags.add([idOf(1)], [own('new'), own('a')])
    tables.tags.remove([idOf(1)], [own('new')])
    expect(tables.media.get(idOf(1))?.tags).toEqual(before)
  })

  it('that become one are had once', () => {
    for (const n of [1, 2, 3]) put(n)
    tables.tags.add([1, 2].map(idOf), [own('rain')])
    tables.tags.add([2, 3].map(idOf), [own('Regen')])
    expect(tables.tags.rename(own('Regen'), own('rain'))).toEqual({
      merged: { moved: [idOf(3)], both: [idOf(2)] },
    })
    expect(found({ tags: [own('rain')] })).toEqual([3, 2, 1])
    expect(found({ tags: [own('Regen')] })).toEqual([])
    expect(tables.tags.rename(own('rain'), own('Rain'))).toEqual({})
    expect(tables.facets().tags.filter(({ tag }) => tag.kind === 'tag')).toEqual([
      { tag: own('Rain'), count: 3 },
    ])
    expect(tables.tags.rename(own('nobody'), own('x'))).toBeUndefined()
  })
})

describe('a take', () => {
  it('of a file that its node named before is a take, not an input any more', () => {
    workflow('w', 'Film')
    put(1)
    tables.workflowMedia.replaceInputs('w', [{ nodeId: 'a', nodeType: 'text-to-video', mediaId: idOf(1) }], 1)
    take('w', 'a', 1)
    expect(tables.workflowMedia.listByNode('w', 'a')).toMatchObject([{ role: 'output', take: 1 }])
    tables.workflowMedia.replaceInputs('w', [], 2)
    expect(tables.workflowMedia.listByNode('w', 'a')).toHaveLength(1)
  })
})

describe('a list in groups', () => {
  const day = (d: number, hour: number) => new Date(2026, 10, d, hour).getTime()

  it('names each day with how many it has, in the order of the list', () => {
    put(1, { createdAt: day(20, 9), name: 'b' })
    put(2, { createdAt: day(21, 1), name: 'c' })
    put(3, { createdAt: day(21, 23), name: 'a' })
    expect(tables.pages.groups({}, 'day', true)).toEqual([
      { key: '2026-11-21', count: 2 },
      { key: '2026-11-20', count: 1 },
    ])
    const byName = { by: 'name', descending: false } as const
    const ids = tables.pages.ids({}, byName, { limit: 9, offset: 0, group: 'day' })
    expect(ids).toEqual([idOf(1), idOf(3), idOf(2)])
  })

  it('stands by the node that made it first, what no node made at the end', () => {
    workflow('w', 'Rainy Night')
    for (const n of [1, 2, 3, 4]) put(n, { createdAt: n })
    take('w', 'still', 2)
    take('w', 'motion', 4)
    take('w', 'still', 1)
    const groups = groupsOf(tables, { by: 'node', descending: false })
    expect(groups.map(({ key, within, count }) => [key, within, count])).toEqual([
      ['w\nmotion', 'Rainy Night', 1],
      ['w\nstill', 'Rainy Night', 2],
      ['', '', 1],
    ])
    const oldest = { by: 'date', descending: false } as const
    const ids = tables.pages.ids({}, oldest, { limit: 9, offset: 0, group: 'node' })
    expect(ids).toEqual([4, 1, 2, 3].map(idOf))
  })
})
