import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { newestFirst, type MediaFilter } from '../../nodes/contract/library.ts'
import type { Db } from './db.ts'
import { migrate } from './migrate.ts'
import { migrations } from './migrations/index.ts'
import { closeDatabase, openDatabase } from './open.ts'
import { createTables, type Tables } from './tables.ts'

let folder: string
let db: Db
let tables: Tables
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'sceneloom-version-2-'))
  writeVersion2()
  db = openDatabase(folder)
  tables = createTables(db)
})
afterEach(() => {
  closeDatabase(db)
  rmSync(folder, { recursive: true, force: true })
})

const [picture, clip, film, song, thrown] = ['1', '2', '3', '4', '5'].map((digit) => digit.repeat(64))
const absent = 'a'.repeat(64)

/** A library as the second version wrote it, in its own words: the code of today may not help. */
function writeVersion2(): void {
  const old = new Database(join(folder, 'library.db'))
  old.pragma('foreign_keys = ON')
  migrate(old, { folder, backUp: () => {}, steps: migrations.slice(0, 2) })
  const media = old.prepare(
    `INSERT INTO media (id, kind, name, file_path, size_bytes, duration_seconds, width, height, aspect_ratio, has_audio,
      source_type, created_at, favourite, trashed_at, search_text, metadata)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 0, ?, ?, ?, ?, '', '{}')`,
  )
  media.run(picture, 'image', 'Still.png', 'a', 10, null, 720, 1280, '9:16', 'generated', 10, 1, null)
  media.run(clip, 'video', '雨夜.mp4', 'b', 20, 5, 720, 1280, '9:16', 'generated', 20, 0, null)
  media.run(film, 'video', 'Film.mp4', 'c', 30, 50, 1920, 1080, '16:9', 'stitched', 30, 0, null)
  media.run(song, 'audio', 'Song.mp3', 'd', 40, 60, null, null, null, 'uploaded', 40, 0, null)
  media.run(thrown, 'video', 'Old.mp4', 'e', 50, 5, 720, 1280, '9:16', 'uploaded', 50, 0, 60)
  const made = old.prepare(`INSERT INTO generations VALUES (?, ?, ?, ?, ?, NULL, 'succeeded', 1, 2, ?, NULL)`)
  made.run(picture, 'animatic', 'storyboard', 'A lantern', '{}', 0)
  made.run(clip, 'fal', 'kling-v2.1', '女孩在街道上', JSON.stringify({ firstFrame: picture }), 0.35)
  made.run(film, 'sceneloom', 'stitcher', '', '{}', 0)
  old.prepare(`INSERT INTO workflows VALUES ('w', '第一集', '', 'saved', '{"nodes":[]}', 1, 1, 2, 3)`).run()
  const link = old.prepare(`INSERT INTO workflow_media VALUES ('w', ?, ?, ?, ?, NULL, 1, 0, '', 1, 1)`)
  link.run(clip, 'shot', 'image-to-video', 'output')
  link.run(picture, 'own', 'media', 'input')
  // Its files came in after it did, or are not there yet; older versions noticed neither.
  const late = { id: 'late', type: 'media', params: { mediaId: song }, own: 'f'.repeat(64) }
  const chosen = { id: 'shot', type: 'text-to-video', params: {}, chosenTake: { mediaId: absent, at: 1 } }
  const definition = JSON.stringify({ nodes: [late, chosen, null, 'odd'] })
  old.prepare(`INSERT INTO workflows VALUES ('v', '第二集', '', 'saved', ?, 1, 1, 2, 3)`).run(definition)
  old.close()
}

const names: Record<string, string> = {
  [picture!]: 'picture',
  [clip!]: 'clip',
  [film!]: 'film',
  [song!]: 'song',
}
const found = (filter: MediaFilter) =>
  tables.pages.ids(filter, newestFirst, { limit: 100, offset: 0 }).map((id) => names[id] ?? 'thrown')
const auto = (id: string | undefined) => tables.media.get(id!)?.tags?.map(({ name }) => name)

it('shows and narrows what a library of version 2 has', () => {
  expect(found({})).toEqual(['song', 'film', 'clip', 'picture'])
  expect(found({ trashed: true })).toEqual(['thrown'])
  expect(found({ unused: true })).toEqual(['film'])
  expect(found({ favourites: true })).toEqual(['picture'])
  expect(found({ orientation: 'landscape' })).toEqual(['film'])
  expect(found({ usd: { from: 0.3 } })).toEqual(['clip'])
  expect(found({ providers: ['fal'] })).toEqual(['clip'])
  expect(tables.facets().counts).toMatchObject({ all: 4, trash: 1, unused: 1, video: 2 })
})

it('knows what its workflows name, also what comes in only now', () => {
  const uses = (id: string) =>
    tables.uses.of([id]).map(({ workflowId, nodeId, role }) => [workflowId, nodeId, role])
  expect(uses(song!)).toEqual([['v', 'late', 'input']])
  expect(uses(absent)).toEqual([])
  tables.media.put({ ...tables.media.get(song!)!, id: absent })
  expect(uses(absent)).toEqual([['v', 'shot', 'input']])
  expect(uses('f'.repeat(64))).toEqual([])
})

it('marks it with the tags that it would have got', () => {
  expect(auto(picture)).toEqual(['animatic', 'generated', 'storyboard', 'text-to-image'])
  expect(auto(clip)).toEqual(['fal', 'generated', 'image-to-video', 'kling-v2.1', '第一集'])
  expect(auto(film)).toEqual(['stitched'])
  expect(auto(thrown)).toEqual(['uploaded'])
  const uploaded = tables.facets().tags.find(({ tag }) => tag.name === 'uploaded')
  expect(uploaded?.count).toBe(1)
})

it('finds it by words that nobody looked for before', () => {
  expect(tables.search.left()).toBe(5)
  expect(found({ text: 'yuye' })).toEqual(['clip'])
  expect(found({ text: '街道 kling' })).toEqual(['clip'])
  expect(found({ text: 'diyiji' })).toEqual(['clip', 'picture'])
  expect(found({ text: 'lant' })).toEqual(['picture'])
  expect(tables.search.left()).toBe(0)
  db.prepare('DELETE FROM media WHERE id = ?').run(clip)
  expect(found({ text: 'yuye' })).toEqual([])
  expect(db.pragma('integrity_check', { simple: true })).toBe('ok')
})
