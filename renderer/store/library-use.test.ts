import { beforeEach, describe, expect, it } from 'vitest'
import type { Generation } from '../../nodes/media.ts'
import { changeLanguage } from '../i18n/index.ts'
import { paramsFrom, typeFor } from './library-use.ts'
import { file, openLibrary } from './test-library.ts'

beforeEach(() => changeLanguage('en'))

const generation: Generation = {
  provider: 'kling',
  model: 'kling/v3',
  prompt: 'Rain on the window',
  params: { seconds: 5, seed: 7, aspect: '9:16', camera: 'push', firstFrame: 'f'.repeat(64), variation: 2 },
  startedAt: 1,
  completedAt: 2,
  cost: 0.21,
}
const clip = file(1, { kind: 'video', name: 'motion.mp4', sourceType: 'generated', generation })

describe('files on the canvas', () => {
  it('come in one step, however many', async () => {
    const { state } = await openLibrary(0)
    const ids = state().addMediaNodes([file(1), file(2), clip], { at: { x: 0, y: 0 } })
    expect(state().document.nodes.map(({ params }) => params['kind'])).toEqual(['image', 'image', 'video'])
    expect(state().selection).toEqual(ids)
    state().undo()
    expect(state().document.nodes).toEqual([])
  })

  it('are connected to the port they were dropped on', async () => {
    const { state } = await openLibrary(0)
    const node = state().addNode('image-to-video')
    state().addMediaNodes([file(1)], { port: { node, port: 'image' } })
    expect(state().document.connections.map(({ to }) => to)).toEqual([{ node, port: 'image' }])
  })
})

describe('the settings something was made with', () => {
  it('are those that such a node has and accepts', () => {
    expect(paramsFrom(generation, 'image-to-video')).toEqual({
      model: 'kling/v3',
      prompt: 'Rain on the window',
      seconds: 5,
      seed: 7,
      aspect: '9:16',
      camera: 'push',
    })
    expect(paramsFrom({ ...generation, params: { seconds: 'long' } }, 'image-to-video')).toEqual({
      model: 'kling/v3',
      prompt: 'Rain on the window',
    })
    expect(paramsFrom({ ...generation, model: 'v3' }, 'image-to-video')).toMatchObject({ model: 'kling/v3' })
  })

  it('go into the node it came from, in one step that can be taken back', async () => {
    const { state } = await openLibrary(0)
    const node = state().addNode('image-to-video', { params: { prompt: 'Snow', seconds: 3, style: 'ink' } })
    expect(state().applySettingsOf(clip, node)).toBe(node)
    expect(state().document.nodes[0]?.params).toMatchObject({
      prompt: 'Rain on the window',
      seconds: 5,
      style: 'ink',
    })
    state().undo()
    expect(state().document.nodes[0]?.params).toMatchObject({ prompt: 'Snow', seconds: 3 })
  })

  it('do not overrule the words that flow in', async () => {
    const { state } = await openLibrary(0)
    const words = state().addNode('prompt')
    const node = state().addNode('image-to-video', { params: { prompt: 'Snow' } })
    state().connect({ node: words, port: 'text' }, { node, port: 'prompt' })
    state().applySettingsOf(clip, node)
    expect(state().document.nodes[1]?.params).toMatchObject({ prompt: 'Snow', seed: 7 })
  })

  it('go into a new node where there is none any more', async () => {
    const { state } = await openLibrary(0)
    const id = state().applySettingsOf(clip)
    expect(state().document.nodes).toMatchObject([{ id, type: 'image-to-video', params: { seed: 7 } }])
  })

  it('are there only for what a model made', async () => {
    const { state } = await openLibrary(0)
    expect([typeFor(file(1)), typeFor({ ...clip, sourceType: 'stitched' })]).toEqual([undefined, undefined])
    expect(typeFor({ ...clip, kind: 'image' })).toBe('text-to-image')
    expect(typeFor({ ...clip, generation: { ...generation, params: {} } })).toBe('text-to-video')
    expect(state().applySettingsOf(file(1))).toBeUndefined()
  })
})
