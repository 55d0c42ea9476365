import { beforeEach, describe, expect, it } from 'vitest'
import { decide, moveShot, splitAt, trimShot } from '../../nodes/cut/change.ts'
import type { Media } from '../../nodes/media.ts'
import { finishedClips } from './cut.ts'
import { createStoreOver } from './create-store.ts'
import { selectFilm } from './film.ts'
import { createTestCore, nodesOf, type TestCore } from './test-core.ts'

const id = (letter: string) => letter.repeat(64)

function clip(letter: string, kind: Media['kind'] = 'video'): Media {
  return {
    id: id(letter),
    kind,
    name: `${letter}.mp4`,
    sizeBytes: 1,
    durationSeconds: 2,
    hasAudio: true,
    sourceType: 'uploaded',
    createdAt: 1,
    favourite: false,
    missing: false,
    ...(kind === 'video' && { fps: 24, width: 160, height: 284 }),
  }
}

let core: TestCore

/** A film of three clips of 48 frames each, open and untouched. */
async function open() {
  core = createTestCore()
  core.media.push(clip('a'), clip('b'), clip('c'), clip('d'), clip('e', 'audio'))
  const held = ['a', 'b', 'c'].map((letter) => [letter, 'media'])
  const nodes = nodesOf(Object.fromEntries([...held, ['film', 'video-stitcher']])).map((node) =>
    node.type === 'media' ? { ...node, params: { mediaId: id(node.id), kind: 'video' } } : node,
  )
  const connections = ['a', 'b', 'c'].map((letter) => ({
    id: `wire-${letter}`,
    from: { node: letter, port: 'video' },
    to: { node: 'film', port: 'clips' },
  }))
  const { document } = core.workflows.get('first')!
  core.workflows.set('first', { rev: 1, document: { ...document, nodes, connections } })
  const opened = createStoreOver(core)
  await opened.getState().start()
  return opened
}

let store: Awaited<ReturnType<typeof open>>
beforeEach(async () => void (store = await open()))

const film = () => selectFilm(store.getState(), 'film')!
const order = () => film().cut.shots.map(({ wire }) => wire?.replace('wire-', ''))
const saved = () => store.getState().document.nodes.find((node) => node.id === 'film')!.params['cut']
const steps = () => store.getState().history.past.map(({ label }) => label)

describe('a film', () => {
  it('lies as its clips are connected until somebody cuts it', () => {
    expect(order()).toEqual(['a', 'b', 'c'])
    expect(film().layout.frames).toBe(144)
    expect(film()).toMatchObject({ width: 160, height: 284, isCut: false })
  })

  it('is the same object while nothing of it changes', () => {
    const before = film()
    store.getState().moveNodes({ film: { x: 8, y: 8 } }, true)
    store.getState().renameNode('a', 'Rain')
    expect(film()).toBe(before)
  })

  it('keeps the place of a clip that is not there', () => {
    store.getState().applyMedia({ ...clip('b'), missing: true })
    expect(film().shots[1]!.media).toMatchObject({ missing: true })
    expect(order()).toEqual(['a', 'b', 'c'])
  })

  it('counts with what the core has measured once it is there', async () => {
    await store.getState().loadFacts([id('a')])
    expect(film().shots[0]!.facts).toMatchObject({ frames: 47 })
    expect(film().layout.frames).toBe(143)
  })
})

describe('an edit of a film', () => {
  it('is one step with a name, and undone as one', () => {
    const { changeCut, undo } = store.getState()
    changeCut('film', { label: 'shot-move' }, (cut) => moveShot(cut, 0, 2))
    expect(order()).toEqual(['b', 'c', 'a'])
    expect(steps()).toEqual(['shot-move'])
    undo()
    expect(order()).toEqual(['a', 'b', 'c'])
    expect(saved()).toBeUndefined()
  })

  it('that is held is one step, however many frames it passes', () => {
    const { changeCut, endStep, undo } = store.getState()
    for (let to = 40; to > 20; to -= 1) {
      changeCut('film', { label: 'shot-trim', merge: 'drag', gesture: true }, (cut) =>
        trimShot(cut, 1, { to, frames: 48 }),
      )
    }
    endStep()
    expect(film().cut.shots[1]).toEqual({ wire: 'wire-b', to: 21 })
    expect(steps()).toEqual(['shot-trim'])
    undo()
    expect(film().layout.frames).toBe(144)
  })

  it('that changes nothing is no step', () => {
    expect(
      store.getState().changeCut('film', { label: 'shot-speed' }, (cut) => decide(cut, 0, { speed: 1 })),
    ).toBe(false)
    expect(steps()).toEqual([])
  })

  it('that takes everything back leaves nothing in the document', () => {
    const { changeCut } = store.getState()
    changeCut('film', { label: 'shot-speed' }, (cut) => decide(cut, 0, { speed: 2 }))
    expect(saved()).toBeDefined()
    changeCut('film', { label: 'shot-speed' }, (cut) => decide(cut, 0, { speed: 1 }))
    expect(saved()).toBeUndefined()
  })

  it('takes a connection along with the last shot that shows its clip', () => {
    const { changeCut, removeShot, undo } = store.getState()
    changeCut('film', { label: 'shot-split' }, (cut) => splitAt(cut, film().layout, 10)!.cut)
    expect(order()).toEqual(['a', 'a', 'b', 'c'])
    removeShot('film', 0)
    expect(store.getState().document.connections).toHaveLength(3)
    removeShot('film', 0)
    expect(order()).toEqual(['b', 'c'])
    expect(store.getState().document.connections.map((wire) => wire.id)).toEqual(['wire-b', 'wire-c'])
    undo()
    expect(order()).toEqual(['a', 'b', 'c'])
    expect(film().cut.shots[0]).toMatchObject({ from: 10 })
  })

  it('moves the shot where a connection of a cut film is moved', () => {
    const { changeCut, moveConnection } = store.getState()
    changeCut('film', { label: 'shot-trim' }, (cut) => trimShot(cut, 0, { from: 5, frames: 48 }))
    moveConnection('wire-a', 1)
    expect(order()).toEqual(['b', 'a', 'c'])
  })
})

describe('clips that are added', () => {
  it('stand where they were dropped, in one step', () => {
    const { addClips, undo, select } = store.getState()
    select(['a'])
    addClips('film', [clip('d'), clip('b')], 1)
    expect(film().shots.map(({ media }) => media?.id[0])).toEqual(['a', 'd', 'b', 'b', 'c'])
    expect(steps()).toEqual(['add-clips'])
    expect(store.getState().selection).toEqual(['a'])
    undo()
    expect(store.getState().document.nodes).toHaveLength(4)
    expect(order()).toEqual(['a', 'b', 'c'])
  })

  it('become the music when they are sounds', () => {
    store.getState().addClips('film', [clip('e', 'audio')], 0)
    expect(film().music?.id).toBe(id('e'))
    expect(order()).toEqual(['a', 'b', 'c'])
  })

  it('are all that is finished and leads nowhere yet, in a film of their own', () => {
    const { removeNodes, addFinishedClips, undo } = store.getState()
    removeNodes(['film'])
    expect(finishedClips(store.getState())).toHaveLength(3)
    const made = addFinishedClips(undefined)!
    expect(selectFilm(store.getState(), made)!.shots).toHaveLength(3)
    expect(finishedClips(store.getState())).toEqual([])
    undo()
    expect(store.getState().document.connections).toEqual([])
  })
})

describe('the plan of a film', () => {
  it('is about the clips that are there', async () => {
    store.getState().applyMedia({ ...clip('a'), missing: true })
    await store.getState().planFilm('film')
    expect(store.getState().filmPlans['film']).toMatchObject({ shots: [1, 2], plan: { frames: 2 } })
  })

  it('is asked for once for each cut', async () => {
    await store.getState().planFilm('film')
    await store.getState().planFilm('film')
    expect(core.calls.filter((name) => name === 'cut.plan')).toHaveLength(1)
    store.getState().changeCut('film', { label: 'shot-move' }, (cut) => moveShot(cut, 0, 1))
    await store.getState().planFilm('film')
    expect(core.calls.filter((name) => name === 'cut.plan')).toHaveLength(2)
  })

  it('is asked for again when the core has looked through one of its clips', async () => {
    await store.getState().planFilm('film')
    core.emit({ type: 'clip.measured', id: id('d') })
    expect(core.calls.filter((name) => name === 'cut.plan')).toHaveLength(1)
    core.emit({ type: 'clip.measured', id: id('a') })
    expect(core.calls.filter((name) => name === 'cut.plan')).toHaveLength(2)
  })

  it('says why there is none, and is asked for again', async () => {
    core.refuse('cut.plan', 'ffmpeg_missing')
    await store.getState().planFilm('film')
    expect(store.getState().filmPlans['film']?.error?.code).toBe('ffmpeg_missing')
    await store.getState().planFilm('film')
    expect(store.getState().filmPlans['film']?.plan).toBeDefined()
  })
})

it('reads the peaks of a sound', async () => {
  await store.getState().loadPeaks(id('a'))
  expect(store.getState().peaks[id('a')]).toEqual({ perSecond: 50, levels: new Uint8Array([0, 128, 255]) })
})
