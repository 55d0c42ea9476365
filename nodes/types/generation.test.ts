import { describe, expect, it } from 'vitest'
import type { Services } from '../engine/services.ts'
import { statusOf } from '../engine/status.ts'
import { emptyDocument, type DocumentNode } from '../graph/document.ts'
import { receive } from '../graph/ports.ts'
import type { MediaValue } from '../media.ts'
import { composePrompt } from '../prompts/compose.ts'
import { nodeTypeOf } from './index.ts'

const picture = (letter: string): MediaValue => ({ id: letter.repeat(64), kind: 'image' })
const [first, last] = [picture('a'), picture('b')]
const style = { name: 'noir', words: 'Black and white.' }

/** A node alone, with words typed on it and, for a clip from a picture, a Media node before it. */
function signatureWith(type: string, params: DocumentNode['params']): string | undefined {
  const node = (id: string, type: string, params: DocumentNode['params']): DocumentNode => ({
    id,
    type,
    version: 1,
    title: '',
    position: { x: 0, y: 0 },
    params,
  })
  const nodes = [node('n', type, { prompt: 'rain', ...params }), node('m', 'media', { mediaId: first.id })]
  const to = { node: 'n', port: 'image' }
  const wired = nodeTypeOf(type)!.inputs['image'] !== undefined
  const connections = wired ? [{ id: 'c', from: { node: 'm', port: 'image' }, to }] : []
  const world = { takesOf: () => [], isMissing: () => false }
  const status = statusOf({ ...emptyDocument(), nodes, connections }, world).get('n')!
  return 'signature' in status ? status.signature : undefined
}

const settled = {
  'text-to-image':
    '{"inputs":{"prompt":["rain"]},"params":{"aspect":"9:16","model":"animatic/storyboard","seed":0,"shot":0},"type":"text-to-image","version":1}',
  'text-to-video':
    '{"inputs":{"prompt":["rain"]},"params":{"aspect":"9:16","camera":"auto","model":"animatic/scene","seconds":3,"seed":0,"shot":0},"type":"text-to-video","version":1}',
  'image-to-video': `{"inputs":{"image":["${first.id}"],"prompt":["rain"]},"params":{"aspect":"9:16","camera":"auto","model":"animatic/move","seconds":3,"seed":0},"type":"image-to-video","version":1}`,
}

describe.each(Object.entries(settled))('a take of %s', (type, signature) => {
  it('made before there were more settings stays up to date', () => {
    expect(signatureWith(type, {})).toBe(signature)
  })

  it('stays so when a setting is set and taken back', () => {
    const unset = { resolution: undefined, style: undefined, template: undefined }
    expect(signatureWith(type, { ...unset, instructions: ' ', sound: false })).toBe(signature)
  })

  it.each([{ resolution: '1080p' }, { style }, { template: style }, { instructions: 'No text.' }])(
    'is another one with %o',
    (set) => {
      expect(signatureWith(type, set)).not.toBe(signature)
    },
  )
})

/** What a node asks of the world when it runs. */
async function requestOf(
  type: string,
  params: object,
  inputs: Record<string, readonly (string | MediaValue)[]>,
) {
  const definition = nodeTypeOf(type)!
  if (definition.kind !== 'maker') throw new Error(`${type} makes nothing`)
  const asked: unknown[] = []
  const make = async (request: unknown) => {
    asked.push(request)
    return first
  }
  const services: Services = {
    generateImage: make,
    generateVideo: make,
    stitch: make,
    extractLastFrame: make,
  }
  const parsed = definition.params.parse({ aspect: '9:16', ...params }) as never
  await definition.run({
    params: parsed,
    inputs: receive(definition.inputs, inputs) as never,
    variation: 0,
    services,
  })
  return asked[0]
}

describe('a run', () => {
  it('of a clip from a picture hands on both frames, references and words', async () => {
    const inputs = { image: [first], last: [last], references: [last, first], prompt: ['She turns.'] }
    expect(
      await requestOf('image-to-video', { style, sound: true, resolution: '1080p' }, inputs),
    ).toMatchObject({
      firstFrame: first,
      lastFrame: last,
      references: [last, first],
      prompt: 'She turns.',
      style,
      sound: true,
      resolution: '1080p',
    })
  })

  it.each(['text-to-image', 'text-to-video'])('of %s hands on its references', async (type) => {
    const inputs = { prompt: ['Rain.'], references: [first] }
    expect(await requestOf(type, {}, inputs)).toMatchObject({ prompt: 'Rain.', references: [first] })
  })

  it('of a last frame asks for that of its clip', async () => {
    const clip = { id: 'c'.repeat(64), kind: 'video' } as const
    expect(await requestOf('last-frame', {}, { video: [clip] })).toBe(clip)
  })
})

describe('what a node needs', () => {
  const needs = (type: string, params: object, flow: Record<string, readonly unknown[]>) => {
    const definition = nodeTypeOf(type)!
    if (definition.kind !== 'maker') throw new Error(`${type} makes nothing`)
    return definition.need?.(definition.params.parse({ aspect: '16:9', ...params }) as never, {
      count: (port) => flow[port]?.length ?? 0,
      text: (port) => String(flow[port]?.[0] ?? ''),
    })
  }

  it('counts the pictures and the letters of the words as they will be sent', () => {
    const flow = { image: [first], last: [last], references: [first, last], prompt: ['She turns.'] }
    expect(needs('image-to-video', { style, camera: 'push', seconds: 5, model: 'auto' }, flow)).toEqual({
      model: 'auto',
      mode: 'image-to-video',
      aspect: '16:9',
      seconds: 5,
      seed: 0,
      lastFrame: true,
      references: 2,
      promptLength: composePrompt({ prompt: 'She turns.', style, camera: 'push' }).length,
    })
  })

  it('is nothing where no model is asked', () => {
    expect(needs('last-frame', {}, {})).toBeUndefined()
    expect(needs('video-stitcher', {}, {})).toBeUndefined()
  })
})
