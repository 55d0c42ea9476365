import { execFileSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { CoreEvent } from '../nodes/contract/events.ts'
import type { Input, Method, Output } from '../nodes/contract/methods.ts'
import { answer, createCaller } from '../nodes/contract/rpc.ts'
import type { RunTarget } from '../nodes/engine/plan.ts'
import { statusOf } from '../nodes/engine/status.ts'
import { emptyDocument, type WorkflowDocument } from '../nodes/graph/document.ts'
import { openCore, type Core } from './core.ts'

let folder: string
let core: Core

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'sceneloom-core-'))
  core = await openCore({ dataFolder: join(folder, 'data'), version: 'test' })
})

afterEach(async () => {
  await core.close()
  rmSync(folder, { recursive: true, force: true })
})

/** Calls as a window does: through the contract, over JSON. */
const call = <M extends Method>(name: M, input: Input<M>): Promise<Output<M>> =>
  createCaller(async (method, value) =>
    structuredClone(await answer(core.handlers, method, structuredClone(value))),
  )(name, input)

async function restart() {
  await core.close()
  core = await openCore({ dataFolder: join(folder, 'data'), version: 'test' })
}

async function run(workflowId: string, target: RunTarget = { kind: 'all' }) {
  const { rev } = await call('workflows.open', { id: workflowId })
  const { id } = await call('runs.start', { workflowId, rev, target })
  return core.runs.finished(id)
}

async function edit(id: string, change: (document: WorkflowDocument) => WorkflowDocument) {
  const { rev, document } = await call('workflows.open', { id })
  return call('workflows.save', { id, rev, document: change(document) })
}

const setParam = (nodeId: string, name: string, value: unknown) => (document: WorkflowDocument) => ({
  ...document,
  nodes: document.nodes.map((node) =>
    node.id === nodeId ? { ...node, params: { ...node.params, [name]: value } } : node,
  ),
})

const statesOf = (nodes: readonly { nodeId: string; state: string }[]) =>
  Object.fromEntries(nodes.map(({ nodeId, state }) => [nodeId, state]))

const ffmpeg = (...args: string[]) => execFileSync('ffmpeg', ['-nostdin', '-v', 'error', '-y', ...args])

/** One shot of one second: quick enough to run for real in every story below. */
const oneShot: WorkflowDocument = {
  ...emptyDocument(),
  settings: { aspect: '1:1' },
  nodes: [
    {
      id: 'p',
      type: 'prompt',
      version: 1,
      title: 'Shot',
      position: { x: 0, y: 0 },
      params: { text: 'A red door. Close-up.' },
    },
    { id: 'i', type: 'text-to-image', version: 1, title: 'Still', position: { x: 0, y: 0 }, params: {} },
    {
      id: 'v',
      type: 'image-to-video',
      version: 1,
      title: 'Motion',
      position: { x: 0, y: 0 },
      params: { seconds: 1 },
    },
  ],
  connections: [
    { id: 'a', from: { node: 'p', port: 'text' }, to: { node: 'i', port: 'prompt' } },
    { id: 'b', from: { node: 'i', port: 'image' }, to: { node: 'v', port: 'image' } },
  ],
}

describe('a fresh library', () => {
  it('opens with the sample in the language asked for, and with the same one ever after', async () => {
    const first = await call('workflows.open', { language: 'zh-Hans' })
    expect(first.summary).toMatchObject({ name: '雨夜来信', status: 'draft', nodeCount: 11 })
    await restart()
    const again = await call('workflows.open', { language: 'en' })
    expect(again).toEqual(first)
    expect(await call('workflows.list', {})).toHaveLength(1)
  })
})

describe('a run', () => {
  it('makes a real clip, tells the window as it goes, and is all there after a restart without running again', async () => {
    const events: CoreEvent[] = []
    core.onEvent((event) => events.push(event))
    const { id } = await call('workflows.create', { name: 'One', document: oneShot })
    const ended = await run(id)
    expect(ended.state).toBe('done')
    expect(statesOf(ended.nodes)).toEqual({ i: 'done', v: 'done' })
    const before = await call('workflows.open', { id })
    expect(before.media.find(({ kind }) => kind === 'video')).toMatchObject({
      width: 960,
      height: 960,
      durationSeconds: 1,
      codec: 'h264',
      audioCodec: 'aac',
      hasAudio: true,
      sourceType: 'generated',
      missing: false,
      generation: { provider: 'animatic', model: 'move', params: { seconds: 1, camera: 'auto' } },
    })
    expect(events.filter(({ type }) => type === 'take.made')).toHaveLength(2)
    expect(events.some((event) => event.type === 'run.node' && (event.node.progress ?? 0) > 0)).toBe(true)

    await restart()
    const after = await call('workflows.open', { id })
    expect({ ...after, summary: null }).toEqual({ ...before, summary: null })
    const nothing = await run(id)
    expect(nothing).toMatchObject({ state: 'done', nodes: [] })
    expect((await call('runs.list', { workflowId: id, limit: 10 })).map(({ state }) => state)).toEqual([
      'done',
      'done',
    ])
  })

  it('reuses what another workflow already made, at no cost', async () => {
    const first = await call('workflows.create', { name: 'One', document: oneShot })
    await run(first.id)
    const second = await call('workflows.create', { name: 'Two', document: oneShot })
    expect(statesOf((await run(second.id)).nodes)).toEqual({ i: 'reused', v: 'reused' })
    expect((await call('media.list', { limit: 10, offset: 0 })).total).toBe(2)
  })

  it('makes another take on request; the first can be chosen again', async () => {
    const { id } = await call('workflows.create', { name: 'One', document: oneShot })
    await run(id)
    await run(id, { kind: 'new-takes', nodeIds: ['i'] })
    const { takes, document, rev } = await call('workflows.open', { id })
    const stills = takes.filter(({ nodeId }) => nodeId === 'i')
    expect(stills.map(({ number, variation }) => [number, variation])).toEqual([
      [1, 0],
      [2, 1],
    ])
    expect(stills[0]!.mediaId).not.toBe(stills[1]!.mediaId)

    const chosenTake = { mediaId: stills[0]!.mediaId, at: stills[1]!.activatedAt }
    const nodes = document.nodes.map((node) => (node.id === 'i' ? { ...node, chosenTake } : node))
    await call('workflows.save', { id, rev, document: { ...document, nodes } })
    const opened = await call('workflows.open', { id })
    const byNode = Map.groupBy(opened.takes, ({ nodeId }) => nodeId)
    const status = statusOf(opened.document, {
      takesOf: (node) => byNode.get(node) ?? [],
      isMissing: () => false,
    })
    expect(status.get('v')).toMatchObject({ state: 'up-to-date' })
  })

  it('makes only what an edit touched', async () => {
    const { id } = await call('workflows.create', { name: 'One', document: oneShot })
    await run(id)
    await edit(id, setParam('v', 'camera', 'pull'))
    expect(statesOf((await run(id)).nodes)).toEqual({ v: 'done' })
  })

  it('makes what two nodes ask for alike only once, but two new takes of them differ', async () => {
    const twin = { ...oneShot.nodes[1]!, id: 'i2', title: 'Same still' }
    const document = {
      ...oneShot,
      nodes: [...oneShot.nodes, twin],
      connections: [
        ...oneShot.connections,
        { ...oneShot.connections[0]!, id: 'c', to: { node: 'i2', port: 'prompt' } },
      ],
    }
    const { id } = await call('workflows.create', { name: 'Twins', document })
    const states = statesOf((await run(id)).nodes)
    expect([states['i'], states['i2']].toSorted()).toEqual(['done', 'reused'])
    await run(id, { kind: 'new-takes', nodeIds: ['i', 'i2'] })
    const { takes } = await call('workflows.open', { id })
    const second = takes.filter(({ variation }) => variation > 0)
    expect(second.map(({ nodeId, variation }) => [nodeId, variation]).toSorted()).toEqual([
      ['i', 1],
      ['i2', 2],
    ])
    expect(second[0]!.mediaId).not.toBe(second[1]!.mediaId)
  })

  it('keeps what it made and goes on although a listener and the record of the run give way', async () => {
    const { id } = await call('workflows.create', { name: 'One', document: oneShot })
    core.onEvent(() => {
      throw new Error('this window is gone')
    })
    const { rev } = await call('workflows.open', { id })
    const { id: runId } = await call('runs.start', { workflowId: id, rev, target: { kind: 'all' } })
    const other = new Database(join(folder, 'data', 'library.db'))
    other.exec(
      "CREATE TRIGGER full BEFORE UPDATE ON run_nodes BEGIN SELECT RAISE(ABORT, 'database or disk is full'); END",
    )
    other.close()
    const ended = await core.runs.finished(runId)
    expect(statesOf(ended.nodes)).toEqual({ i: 'done', v: 'done' })
    expect((await call('workflows.open', { id })).takes).toHaveLength(2)
  })

  it('stops at once, keeps what was finished and says so; a retry makes the rest', async () => {
    const { id } = await call('workflows.create', {
      name: 'One',
      document: setParam('v', 'seconds', 20)(oneShot),
    })
    const { rev } = await call('workflows.open', { id })
    const ignore = core.onEvent((event) => {
      if (event.type === 'run.node' && event.node.nodeId === 'v' && event.node.progress)
        core.runs.stop(event.node.runId)
    })
    const started = await call('runs.start', { workflowId: id, rev, target: { kind: 'all' } })
    const ended = await core.runs.finished(started.id)
    ignore()
    expect(ended.state).toBe('stopped')
    expect(statesOf(ended.nodes)).toEqual({ i: 'done', v: 'stopped' })
    expect(readdirSync(join(folder, 'data', 'work'))).toEqual([])
    await edit(id, setParam('v', 'seconds', 1))
    expect(statesOf((await run(id)).nodes)).toEqual({ v: 'done' })
  })

  it('says which node lacks what, and still makes the rest', async () => {
    const lonely = { ...oneShot.nodes[1]!, id: 'lonely', title: 'Lonely' }
    const { id } = await call('workflows.create', {
      name: 'One',
      document: { ...oneShot, nodes: [...oneShot.nodes, lonely] },
    })
    const ended = await run(id)
    expect(ended.state).toBe('partial')
    expect(ended.nodes.find(({ nodeId }) => nodeId === 'lonely')).toMatchObject({
      state: 'failed',
      error: { code: 'input_missing', details: { node: 'Lonely', port: 'Prompt' } },
    })
    expect(statesOf(ended.nodes)).toMatchObject({ i: 'done', v: 'done' })
  })

  it('refuses a second run of the same workflow while one works, and a version that is not the saved one', async () => {
    const { id } = await call('workflows.create', { name: 'One', document: oneShot })
    const { id: runId } = await call('runs.start', { workflowId: id, rev: 1, target: { kind: 'all' } })
    await expect(
      call('runs.start', { workflowId: id, rev: 1, target: { kind: 'all' } }),
    ).rejects.toMatchObject({ code: 'run_in_progress' })
    await core.runs.finished(runId)
    await expect(
      call('runs.start', { workflowId: id, rev: 7, target: { kind: 'all' } }),
    ).rejects.toMatchObject({ code: 'workflow_conflict' })
  })

  it('joins an own silent clip of another shape with a made one', async () => {
    const own = join(folder, 'own.mp4')
    ffmpeg('-f', 'lavfi', '-i', 'testsrc2=s=320x180:r=30:d=2', '-c:v', 'libx264', '-pix_fmt', 'yuv420p', own)
    const { media } = await core.importFile(own)
    const { id } = await call('workflows.create', {
      name: 'Mixed',
      document: {
        ...oneShot,
        nodes: [
          ...oneShot.nodes,
          {
            id: 'own',
            type: 'media',
            version: 1,
            title: '',
            position: { x: 0, y: 0 },
            params: { mediaId: media.id, kind: 'video' },
          },
          {
            id: 'film',
            type: 'video-stitcher',
            version: 1,
            title: '',
            position: { x: 0, y: 0 },
            params: { size: '1080x1080', fps: '24' },
          },
        ],
        connections: [
          ...oneShot.connections,
          { id: 'c', from: { node: 'v', port: 'video' }, to: { node: 'film', port: 'clips' } },
          { id: 'd', from: { node: 'own', port: 'video' }, to: { node: 'film', port: 'clips' } },
        ],
      },
    })
    const ended = await run(id)
    expect(ended.state).toBe('done')
    const film = core.manager.get(ended.nodes.find(({ nodeId }) => nodeId === 'film')!.mediaId!)!
    expect(film).toMatchObject({ width: 1080, height: 1080, fps: 24, hasAudio: true, sourceType: 'stitched' })
    expect(Math.abs(film.durationSeconds! - 3)).toBeLessThanOrEqual(2 / 24)
  })
})

describe('a file that is gone from the disk', () => {
  it('is shown as missing, loses nothing else, and is made again by the next run', async () => {
    const { id } = await call('workflows.create', { name: 'One', document: oneShot })
    await run(id)
    const { takes } = await call('workflows.open', { id })
    const clip = takes.find(({ nodeId }) => nodeId === 'v')!.mediaId
    rmSync(await core.manager.pathOf(clip))
    await restart()
    const opened = await call('workflows.open', { id })
    expect(opened.media.find((media) => media.id === clip)).toMatchObject({ missing: true })
    expect(opened.takes).toEqual(takes)
    expect(statesOf((await run(id)).nodes)).toEqual({ v: 'done' })
    expect(core.manager.get(clip)).toMatchObject({ missing: false })
  })
})

describe('workflows', () => {
  it('are duplicated with their takes, renamed, saved, and deleted without their media', async () => {
    const png = join(folder, 'own.png')
    ffmpeg('-f', 'lavfi', '-i', 'testsrc2=s=64x64', '-frames:v', '1', png)
    const { media } = await core.importFile(png)
    const own = {
      id: 'own',
      type: 'media',
      version: 1,
      title: '',
      position: { x: 0, y: 0 },
      params: { mediaId: media.id },
    }
    const { id } = await call('workflows.create', {
      name: 'One',
      document: { ...oneShot, nodes: [...oneShot.nodes, own] },
    })
    await run(id)
    const copy = await call('workflows.duplicate', { id, name: 'One, again' })
    expect(copy).toMatchObject({ name: 'One, again', videoCount: 1, nodeCount: 4 })
    expect((await run(copy.id)).nodes).toEqual([])
    await call('workflows.describe', { id: copy.id, name: 'Two', description: 'Second try', status: 'saved' })
    await call('workflows.remove', { id })
    expect(await call('workflows.list', {})).toMatchObject([
      { id: copy.id, name: 'Two', status: 'saved', description: 'Second try' },
    ])
    expect((await call('media.list', { limit: 10, offset: 0 })).total).toBe(3)
    await expect(call('workflows.open', { id })).rejects.toMatchObject({ code: 'not_found' })
  })

  it('are never overwritten by a window that did not see the last change', async () => {
    const { id } = await call('workflows.create', { name: 'One', document: oneShot })
    await call('workflows.save', { id, rev: 1, document: setParam('p', 'text', 'mine')(oneShot) })
    await expect(
      call('workflows.save', { id, rev: 1, document: setParam('p', 'text', 'theirs')(oneShot) }),
    ).rejects.toMatchObject({ code: 'workflow_conflict' })
    const { document } = await call('workflows.open', { id })
    expect(document.nodes[0]!.params).toEqual({ text: 'mine' })
  })

  it('come from files whose unknown parts survive', async () => {
    const text = JSON.stringify({
      ...oneShot,
      nodes: [...oneShot.nodes, { id: 'x', type: 'upscale-8k', version: 9, position: { x: 0, y: 0 } }],
    })
    const { id } = await call('workflows.import', { name: 'from a friend.json', text })
    const { document, summary } = await call('workflows.open', { id })
    expect(summary.name).toBe('from a friend')
    expect(document.nodes.at(-1)).toMatchObject({ type: 'upscale-8k', version: 9 })
    await expect(
      call('workflows.import', { name: 'half.json', text: text.slice(0, 99) }),
    ).rejects.toMatchObject({ code: 'workflow_unreadable' })
  })
})

it('imports an upload once, however often and under whatever name it comes', async () => {
  const png = join(folder, 'a.png')
  ffmpeg('-f', 'lavfi', '-i', 'testsrc2=s=64x64', '-frames:v', '1', png)
  const upload = (name: string) =>
    core.uploadFile(
      name,
      (async function* () {
        yield readFileSync(png)
      })(),
    )
  const first = await upload('雨.png')
  const second = await upload('../../etc/passwd')
  expect(first).toMatchObject({ existed: false, media: { name: '雨.png', kind: 'image' } })
  expect(second).toMatchObject({ existed: true, media: { id: first.media.id, name: '雨.png' } })
  expect((await call('media.list', { limit: 5, offset: 0 })).total).toBe(1)
})

it('answers nonsense with a sentence and goes on', async () => {
  await expect(answer(core.handlers, 'no.such', {})).resolves.toMatchObject({
    ok: false,
    error: { code: 'invalid_input' },
  })
  await expect(answer(core.handlers, 'media.list', { limit: -1 })).resolves.toMatchObject({
    ok: false,
    error: { code: 'invalid_input' },
  })
  await expect(answer(core.handlers, '__proto__', {})).resolves.toMatchObject({ ok: false })
  writeFileSync(join(folder, 'film.mp4'), 'these are only words')
  await expect(core.importFile(join(folder, 'film.mp4'))).rejects.toMatchObject({ code: 'file_not_media' })
})

it('lets only one process have a library', async () => {
  await expect(openCore({ dataFolder: join(folder, 'data'), version: 'test' })).rejects.toMatchObject({
    code: 'library_in_use',
  })
})
