import { beforeEach, describe, expect, it } from 'vitest'
import { newestFirst, type MediaFilter } from '../../nodes/contract/library.ts'
import type { Db } from './db.ts'
import type { StoredMedia } from './media.ts'
import { openScratch, scratchMedia } from './scratch.ts'
import { createTables } from './tables.ts'
import type { Tables } from './tables.ts'
import type { WorkflowMedia } from './workflow-media.ts'
import type { StoredWorkflow } from './workflows.ts'

let db: Db
let tables: Tables
beforeEach(() => {
  db = openScratch()
  tables = createTables(db)
})

const workflow = (id: string, change: Partial<StoredWorkflow> = {}): StoredWorkflow => ({
  id,
  name: `Workflow ${id}`,
  description: '',
  status: 'draft',
  definition: { nodes: [{ id: 'a' }, { id: 'b' }], connections: [] },
  rev: 1,
  createdAt: 100,
  updatedAt: 100,
  ...change,
})

const take = (n: number, change: Partial<WorkflowMedia> = {}): WorkflowMedia => ({
  workflowId: 'w',
  mediaId: scratchMedia(n).id,
  nodeId: 'a',
  nodeType: 'text-to-video',
  role: 'output',
  executionId: 'run 1',
  take: n,
  variation: n - 1,
  signature: `signature ${n}`,
  createdAt: 1000 + n,
  activatedAt: 1000 + n,
  ...change,
})

const names = (media: readonly { name: string }[]) => media.map((m) => m.name)
const all = { limit: 100, offset: 0 }
const listed = (filter: MediaFilter = {}, page = all) => {
  const list = tables.media.getMany(tables.pages.ids(filter, newestFirst, page))
  if (page === all) expect(tables.pages.total(filter)).toBe(list.length)
  return list
}

const putMade = (media: StoredMedia) =>
  tables.together(() => {
    tables.media.put(media)
    tables.generations.add({ ...media.generation!, mediaId: media.id })
  })

describe('media', () => {
  it('comes back as it was put in, generation included', () => {
    const generation = {
      provider: 'animatic',
      model: 'animatic/storyboard',
      prompt: 'A rainy street',
      params: { seed: 3, aspect: '9:16' },
      startedAt: 5,
      completedAt: 9,
      cost: 0.25,
    }
    const media = scratchMedia(1, { generation, audioCodec: 'aac', hasAudio: true, favourite: true })
    putMade(media)
    const tags = ['animatic', 'storyboard', 'text-to-video', 'uploaded'].map((name) => ({
      kind: 'auto',
      name,
    }))
    expect(tables.media.get(media.id)).toEqual({ ...media, tags })
    expect(tables.media.getMany(['unknown', media.id])).toEqual([{ ...media, tags }])
    expect(db.prepare('SELECT resolution FROM media').pluck().get()).toBe('1080x1920')
  })

  it('keeps the first row when the same bytes come again, and learns where they are now', () => {
    tables.media.put(scratchMedia(1))
    tables.media.put(scratchMedia(1, { name: 'other name', filePath: 'objects/00/elsewhere.mov' }))
    const kept = scratchMedia(1, { filePath: 'objects/00/elsewhere.mov' })
    expect(listed()).toMatchObject([kept])
  })

  it('lists newest first, page by page, and the later of two made in the same millisecond first', () => {
    for (const n of [1, 2, 3, 4]) tables.media.put(scratchMedia(n, { createdAt: n === 4 ? 9 : 5 }))
    const page = (offset: number) => names(listed({}, { limit: 2, offset }))
    expect([page(0), page(2), page(4)]).toEqual([
      ['clip 4.mp4', 'clip 3.mp4'],
      ['clip 2.mp4', 'clip 1.mp4'],
      [],
    ])
    expect(tables.media.count()).toBe(4)
  })

  it('finds every word in the name or the prompt, whatever its case, script or accents', () => {
    const found = (search: string) => {
      return names(listed({ text: search }))
    }
    tables.media.put(scratchMedia(1, { name: 'Café Ночь.mp4' }))
    putMade(
      scratchMedia(2, {
        name: 'take 100%_.mp4',
        generation: {
          provider: 'p',
          model: 'm',
          prompt: '雨夜 街道, a Lantern',
          params: {},
          startedAt: 0,
          completedAt: 0,
          cost: 0,
        },
      }),
    )
    expect(found('cafe\u0301 НОЧЬ')).toEqual(['Café Ночь.mp4'])
    expect(found('雨夜 lantern take')).toEqual(['take 100%_.mp4'])
    expect(found('100%_')).toEqual(['take 100%_.mp4'])
    expect(found('lantern café')).toEqual([])
    expect(found('  ')).toHaveLength(2)
  })

  it('filters by kind and favourites, together with a search', () => {
    tables.media.put(scratchMedia(1))
    tables.media.put(scratchMedia(2, { kind: 'image', name: 'frame.png' }))
    tables.media.put(scratchMedia(3, { kind: 'image', name: 'frame 2.png' }))
    expect(tables.media.setFavourite(scratchMedia(3).id, true)).toBe(true)
    expect(names(listed({ kinds: ['image'] }))).toEqual(['frame 2.png', 'frame.png'])
    expect(names(listed({ favourites: true, text: 'frame' }))).toEqual(['frame 2.png'])
    expect(listed({ kinds: ['audio'] })).toEqual([])
  })

  it('is found under its new name and its old prompt after a rename', () => {
    const media = scratchMedia(1, {
      generation: {
        provider: 'p',
        model: 'm',
        prompt: 'storm',
        params: {},
        startedAt: 0,
        completedAt: 0,
        cost: 0,
      },
    })
    putMade(media)
    tables.media.rename(media.id, 'Ending')
    expect(names(listed({ text: 'storm ending' }))).toEqual(['Ending'])
    expect(listed({ text: 'clip' })).toEqual([])
  })

  it('knows the files of a size', () => {
    tables.media.put(scratchMedia(1))
    expect(tables.media.filesOfSize(1001)).toEqual([scratchMedia(1).filePath])
    expect(tables.media.filesOfSize(1002)).toEqual([])
  })
})

describe('workflows', () => {
  it('come back as they were saved, with what a list shows', () => {
    tables.workflows.add(workflow('w'))
    tables.workflows.add(workflow('new', { updatedAt: 200, definition: { nodes: [] } }))
    expect(tables.workflows.get('w')).toEqual(workflow('w'))
    expect(
      tables.workflows.list().map(({ id, nodeCount, videoCount }) => ({ id, nodeCount, videoCount })),
    ).toEqual([
      { id: 'new', nodeCount: 0, videoCount: 0 },
      { id: 'w', nodeCount: 2, videoCount: 0 },
    ])
  })

  it('count each video once and take the newest output for their poster', () => {
    tables.workflows.add(workflow('w'))
    tables.media.put(scratchMedia(1))
    tables.media.put(scratchMedia(2))
    tables.media.put(scratchMedia(3, { kind: 'image' }))
    tables.workflowMedia.add(take(1))
    tables.workflowMedia.add(take(1, { nodeId: 'b', role: 'input' }))
    tables.workflowMedia.add(take(2, { createdAt: 5000 }))
    tables.workflowMedia.add(take(3))
    expect(tables.workflows.summary('w')).toMatchObject({ videoCount: 2, posterId: scratchMedia(2).id })
  })

  it('refuse the save of whoever did not see the last one', () => {
    tables.workflows.add(workflow('w'))
    const save = (rev: number, text: string) =>
      tables.workflows.save('w', { rev, definition: { text }, at: 300 })
    expect(save(1, 'mine')).toBe(2)
    expect(save(1, 'theirs')).toBeUndefined()
    expect(save(2, 'mine again')).toBe(3)
    expect(tables.workflows.get('w')).toMatchObject({
      definition: { text: 'mine again' },
      rev: 3,
      updatedAt: 300,
    })
    expect(tables.workflows.save('gone', { rev: 1, definition: {}, at: 1 })).toBeUndefined()
  })

  it('can be renamed, described, kept and stamped without counting as a save', () => {
    tables.workflows.add(workflow('w'))
    tables.workflows.rename('w', 'Rain', 400)
    tables.workflows.setDescription('w', 'Episode 1', 500)
    tables.workflows.setStatus('w', 'saved')
    tables.workflows.touchExecuted('w', 600)
    expect(tables.workflows.get('w')).toMatchObject({
      name: 'Rain',
      description: 'Episode 1',
      status: 'saved',
      updatedAt: 500,
      lastExecutedAt: 600,
      rev: 1,
    })
    expect(tables.workflows.rename('gone', 'x', 1)).toBe(false)
  })

  it('leave their media in the library when they are removed', () => {
    tables.workflows.add(workflow('w'))
    tables.media.put(scratchMedia(1))
    tables.workflowMedia.add(take(1))
    tables.runs.start({ id: 'r', workflowId: 'w', workflowName: 'Rain', status: 'running', startedAt: 1 }, {})
    expect(tables.workflows.remove('w')).toBe(true)
    expect(tables.workflowMedia.listByWorkflow('w')).toEqual([])
    expect(tables.media.count()).toBe(1)
    expect(tables.runs.get('r')).toMatchObject({ id: 'r', workflowId: undefined })
    expect(tables.workflows.remove('w')).toBe(false)
  })
})

describe('workflow media', () => {
  beforeEach(() => {
    tables.workflows.add(workflow('w'))
    for (const n of [1, 2, 3]) tables.media.put(scratchMedia(n))
  })

  it('are numbered within their node and listed in that order', () => {
    expect(tables.workflowMedia.nextTake('w', 'a')).toBe(1)
    tables.workflowMedia.add(take(2))
    tables.workflowMedia.add(take(1))
    tables.workflowMedia.add(take(3, { nodeId: 'b', take: 1 }))
    expect(tables.workflowMedia.nextTake('w', 'a')).toBe(3)
    expect(tables.workflowMedia.listByWorkflow('w')).toEqual([
      // The one made last is current, although its number and its clock say otherwise.
      take(1, { activatedAt: 1003 }),
      take(2),
      take(3, { nodeId: 'b', take: 1 }),
    ])
  })

  it('are made current again, not doubled, when a node makes the same bytes again', () => {
    tables.workflowMedia.add(take(1))
    const again = tables.workflowMedia.add(
      take(1, {
        take: 2,
        createdAt: 9999,
        activatedAt: 3,
        signature: 'new',
        variation: 4,
        executionId: 'run 2',
      }),
    )
    // Raised above the take before it, although the clock went back.
    const kept = take(1, { activatedAt: 1002, signature: 'new', variation: 4, executionId: 'run 2' })
    expect(again).toEqual(kept)
    expect(tables.workflowMedia.listByWorkflow('w')).toEqual([kept])
  })

  it('can only name a media that is in the library', () => {
    expect(() => tables.workflowMedia.add(take(77))).toThrow(/FOREIGN KEY/)
  })
})

describe('runs', () => {
  const node = (nodeId: string, position: number, change = {}) => ({
    nodeId,
    nodeTitle: `Shot ${position}`,
    nodeType: 'text-to-video',
    status: 'running',
    cost: 0,
    position,
    ...change,
  })

  it('are listed newest first with their nodes in order, each as it ended', () => {
    tables.workflows.add(workflow('w'))
    tables.media.put(scratchMedia(1))
    tables.runs.start(
      { id: 'old', workflowId: 'w', workflowName: 'Rain', status: 'running', startedAt: 1 },
      { nodes: ['kept'] },
    )
    tables.runs.start({ id: 'new', workflowName: 'Rain', status: 'running', startedAt: 2 }, {})
    tables.runs.putNode('old', node('b', 2))
    tables.runs.putNode('old', node('a', 1))
    const failed = {
      status: 'failed',
      reason: 'never run',
      error: { code: 'disk_full' as const, details: { what: 'the clip' } },
      provider: 'animatic',
      model: 'storyboard',
      mediaId: scratchMedia(1).id,
      cost: 0.5,
      startedAt: 3,
      endedAt: 4,
    }
    tables.runs.putNode('old', node('a', 1, failed))
    tables.runs.finish('old', 'partial', 9)

    const list = tables.runs.list({ limit: 10, offset: 0 })
    expect(list.map((run) => run.id)).toEqual(['new', 'old'])
    expect(list[1]).toEqual({
      id: 'old',
      workflowId: 'w',
      workflowName: 'Rain',
      status: 'partial',
      startedAt: 1,
      endedAt: 9,
      nodes: [node('a', 1, failed), node('b', 2)],
    })
    expect(tables.runs.list({ workflowId: 'w', limit: 10, offset: 0 })).toHaveLength(1)
  })

  it('that were cut off are marked interrupted, and only those', () => {
    tables.runs.start({ id: 'cut', workflowName: 'Rain', status: 'running', startedAt: 1 }, {})
    tables.runs.putNode('cut', node('a', 1, { status: 'done', endedAt: 2 }))
    tables.runs.putNode('cut', node('b', 2))
    tables.runs.start({ id: 'over', workflowName: 'Rain', status: 'running', startedAt: 1 }, {})
    tables.runs.finish('over', 'done', 5)
    expect(tables.runs.interruptRunning(7)).toBe(1)
    expect(tables.runs.interruptRunning(8)).toBe(0)
    expect(tables.runs.get('cut')).toMatchObject({
      status: 'interrupted',
      endedAt: 7,
      nodes: [
        { status: 'done', endedAt: 2 },
        { status: 'stopped', endedAt: 7 },
      ],
    })
    expect(tables.runs.get('over')).toMatchObject({ status: 'done', endedAt: 5 })
  })
})

describe('results and settings', () => {
  it('finds what a signature made, newest first', () => {
    for (const n of [1, 2]) tables.media.put(scratchMedia(n))
    const result = (variation: number, n: number) => ({
      signatureHash: 'hash',
      variation,
      signature: 'text',
      mediaId: scratchMedia(n).id,
      createdAt: n,
    })
    tables.results.put(result(0, 1))
    tables.results.put(result(1, 2))
    expect(tables.results.list('hash')).toEqual([result(1, 2), result(0, 1)])
    tables.results.put(result(0, 2))
    expect(tables.results.list('hash').map(({ mediaId }) => mediaId)).toEqual([
      scratchMedia(2).id,
      scratchMedia(2).id,
    ])
    expect(tables.results.list('other')).toEqual([])
  })

  it('keeps settings as JSON and forgets the ones set to undefined', () => {
    tables.settings.set('engine', { path: '/usr/bin/ffmpeg' })
    tables.settings.set('engine', { path: '/opt/ffmpeg' })
    expect(tables.settings.get('engine')).toEqual({ path: '/opt/ffmpeg' })
    tables.settings.set('engine', undefined)
    expect(tables.settings.get('engine')).toBeUndefined()
  })

  it('changes several tables together or not at all', () => {
    expect(() =>
      tables.together(() => {
        tables.media.put(scratchMedia(1))
        throw new Error('no')
      }),
    ).toThrow('no')
    expect(tables.media.count()).toBe(0)
  })
})
