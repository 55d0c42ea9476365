import { mkdtempSync, rmSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { setTimeout } from 'node:timers/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createCanvas } from '@napi-rs/canvas'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { CoreEvent } from '../../nodes/contract/events.ts'
import { emptyDocument } from '../../nodes/graph/document.ts'
import type { Tag } from '../../nodes/tags.ts'
import { openCore, type Core } from '../core.ts'

let folder: string
let core: Core
let ids: string[]
const events: CoreEvent[] = []

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'sceneloom-library-'))
  core = await openCore({ dataFolder: join(folder, 'data'), version: 'test' })
  ids = []
  for (const [n, name] of ['雨夜街道.png', 'Harbour.png'].entries()) {
    const file = join(folder, name)
    await writeFile(file, createCanvas(9 + n, 16).toBuffer('image/png'))
    ids.push((await core.importFile(file)).media.id)
  }
  core.onEvent((event) => events.push(event))
})
/** What was told a moment ago is over: many changes in a short time are told as one. */
async function quiet(): Promise<void> {
  await setTimeout(600)
  events.splice(0)
}
afterAll(async () => {
  await core.close()
  rmSync(folder, { recursive: true, force: true })
})

const call = (name: keyof Core['handlers'], input: unknown) => core.handlers[name](input as never)
const find = async (text: string) =>
  (await core.handlers['media.list']({ filter: { text }, limit: 10, offset: 0 })).items.map(
    ({ name }) => name,
  )
const own = (name: string, kind: Tag['kind'] = 'tag'): Tag => ({ kind, name })
const all = async () => (await core.handlers['media.list']({ limit: 10, offset: 0 })).items

it('finds what was just imported, in Chinese, by pinyin and by its own tags', async () => {
  expect(await find('街道')).toEqual(['雨夜街道.png'])
  expect(await find('yuyejiedao')).toEqual(['雨夜街道.png'])
  expect(await find('uploaded harb')).toEqual(['Harbour.png'])
})

it('undoes every mark with the opposite one, to the last detail', async () => {
  const before = await all()
  const add = [own('Lin', 'character'), own('', 'start-frame'), own('night')]
  const marked = await core.handlers['media.tag']({ ids, add, remove: [] })
  expect(marked.map(({ tags }) => tags?.length)).toEqual([4, 4])
  await call('media.tag', { ids, add: [], remove: add })
  await call('media.favourite', { id: ids[0], favourite: true })
  await call('media.favourite', { id: ids[0], favourite: false })
  await call('media.rename', { id: ids[0], name: 'Other' })
  await call('media.rename', { id: ids[0], name: before.find(({ id }) => id === ids[0])!.name })
  expect(await all()).toEqual(before)

  // Two tags that became one are told apart again.
  await call('media.tag', { ids, add: [own('regen')], remove: [] })
  await call('media.tag', { ids: [ids[0]], add: [own('rain')], remove: [] })
  const apart = await all()
  const { merged } = await core.handlers['tags.rename']({ from: own('regen'), to: own('rain') })
  expect(merged).toEqual({ moved: [ids[1]], both: [ids[0]] })
  await call('media.tag', { ids, add: [own('regen')], remove: [] })
  await call('media.tag', { ids: merged!.moved, add: [], remove: [own('rain')] })
  expect(await all()).toEqual(apart)
  await call('media.tag', { ids, add: [], remove: [own('regen'), own('rain')] })
  expect(await all()).toEqual(before)
})

it('leaves its own marks alone, and asks for names', async () => {
  const [auto] = (await all())[0]!.tags!
  expect(auto).toEqual(own('uploaded', 'auto'))
  const tagged = await core.handlers['media.tag']({ ids, add: [own('mine', 'auto')], remove: [auto!] })
  expect(tagged.map(({ tags }) => tags)).toEqual([[auto], [auto]])
  await expect(call('media.tag', { ids, add: [own('')], remove: [] })).rejects.toMatchObject({
    code: 'invalid_input',
  })
  await expect(call('tags.rename', { from: auto, to: own('x') })).rejects.toMatchObject({
    code: 'invalid_input',
  })
  await expect(call('tags.rename', { from: own('none'), to: own('x') })).rejects.toMatchObject({
    code: 'not_found',
  })
})

it('tells of one media by what it is now, of many by saying so once', async () => {
  await quiet()
  await call('media.tag', { ids: [ids[0]], add: [own('one')], remove: [] })
  expect(events).toMatchObject([{ type: 'media.changed', media: { id: ids[0] } }])
  await call('media.tag', { ids: [ids[0]], add: [own('one')], remove: [] })
  expect(events).toHaveLength(1)
  for (const name of ['two', 'three', 'four']) await call('media.tag', { ids, add: [own(name)], remove: [] })
  expect(events.filter(({ type }) => type === 'library.changed')).toHaveLength(1)
  await call('media.tag', { ids, add: [], remove: ['one', 'two', 'three', 'four'].map((name) => own(name)) })
})

it('keeps collections and searches', async () => {
  const { id } = await core.handlers['collections.create']({ name: 'Best', ids: [ids[1]!] })
  await call('collections.rename', { id, name: 'The best' })
  const asked = { id, add: [ids[0]!], remove: [ids[1]!] }
  const done = { added: [ids[0]], removed: [ids[1]] }
  expect(await core.handlers['collections.change'](asked)).toEqual(done)
  expect(await core.handlers['collections.change'](asked)).toEqual({ added: [], removed: [] })
  expect(await core.handlers['collections.list']({})).toEqual([{ id, name: 'The best', count: 1 }])
  const inIt = await core.handlers['media.list']({ filter: { collection: id }, limit: 5, offset: 0 })
  expect(inIt.items.map((media) => media.id)).toEqual([ids[0]])
  // Also what is in the trash: whoever takes this back gets it again.
  await core.handlers['media.trash']({ ids: [ids[0]!] })
  expect(await core.handlers['collections.remove']({ id })).toEqual({ ids: [ids[0]] })
  await core.handlers['media.restore']({ ids: [ids[0]!] })
  await expect(call('collections.change', { id, add: [], remove: [] })).rejects.toMatchObject({
    code: 'not_found',
  })
  // One that was removed comes back as itself, and never in the place of one that is there.
  const back = { id, name: 'Best', ids: [ids[0]!] }
  expect(await core.handlers['collections.create'](back)).toEqual({ id })
  await expect(core.handlers['collections.create']({ ...back, ids: [] })).rejects.toMatchObject({
    code: 'collection_exists',
  })
  expect(await core.handlers['collections.list']({})).toEqual([{ id, name: 'Best', count: 1 }])

  const search = {
    name: 'Nights',
    filter: { text: 'yy', favourites: true },
    sort: { by: 'name', descending: false },
  }
  const saved = await core.handlers['searches.save'](search as never)
  await call('searches.save', { ...saved, name: 'Rain' })
  expect(await core.handlers['searches.list']({})).toEqual([{ ...search, id: saved.id, name: 'Rain' }])
  await call('searches.remove', { id: saved.id })
  expect(await core.handlers['searches.list']({})).toEqual([])
})

it('knows what is used as soon as a workflow is saved, and says that the counts moved', async () => {
  const { id } = await core.handlers['workflows.create']({ name: 'Film' })
  const opened = await core.handlers['workflows.open']({ id })
  const params = { mediaId: ids[0], kind: 'image' }
  const node = { id: 'n', type: 'media', version: 1, title: 'Mine', position: { x: 0, y: 0 }, params }
  await quiet()
  const document = { ...emptyDocument(), nodes: [node] }
  const saved = await core.handlers['workflows.save']({ id, rev: opened.rev, document })
  expect(events.map(({ type }) => type)).toContain('library.changed')
  expect(await core.handlers['media.uses']({ ids })).toMatchObject([
    { workflowId: id, nodeTitle: 'Mine', as: 'input' },
  ])
  expect((await core.handlers['media.facets']({})).counts.unused).toBe(1)
  await quiet()
  await core.handlers['workflows.save']({ id, rev: saved.rev, document })
  expect(events.map(({ type }) => type)).not.toContain('library.changed')
  await core.handlers['workflows.remove']({ id })
  expect((await core.handlers['media.facets']({})).counts.unused).toBe(2)
})
