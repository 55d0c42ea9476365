import { describe, expect, it } from 'vitest'
import { refusalOf, tookNothing } from '../../net/refusal.ts'
import type { Order } from '../remote.ts'
import { fillWorkflow, framesFor, sizeFor } from './fill-workflow.ts'
import { findPlaces } from './places.ts'
import { clipWorkflow, pictureWorkflow } from './test-workflows.ts'
import { readWorkflow, type Workflow } from './workflow.ts'

const order: Order = {
  requestId: '0b7e5e0e-4c53-4d4e-9d55-5a3c8f1e2d10',
  mode: 'image-to-video',
  model: 'image-to-video',
  prompt: 'She turns "slowly"',
  settings: { aspect: '9:16', seconds: 3, seed: 42 },
  firstFrame: 'first.png',
  references: [],
}

function fill(
  workflow: Workflow,
  values: Record<string, string> = {},
  change: Partial<Order> = {},
): Workflow {
  return fillWorkflow(workflow, findPlaces(workflow, values), { ...order, ...change })
}

/** A copy with some nodes changed. */
function with_(workflow: Workflow, changes: Record<string, Partial<Workflow[string]>>): Workflow {
  const changed = Object.entries(changes).map(([id, node]) => [id, { ...workflow[id]!, ...node }])
  return { ...workflow, ...(Object.fromEntries(changed) as Workflow) }
}

function reasonOf(work: () => unknown): string | undefined {
  try {
    work()
  } catch (error) {
    const refusal = refusalOf(error)
    return refusal && tookNothing(refusal) ? refusal.reason : undefined
  }
  return undefined
}

describe('a workflow', () => {
  it('is read as ComfyUI exports it, and as a run was started with it', () => {
    expect(readWorkflow(JSON.stringify(pictureWorkflow))).toEqual(pictureWorkflow)
    expect(readWorkflow(JSON.stringify({ prompt: pictureWorkflow, client_id: 'x' }))).toEqual(pictureWorkflow)
  })

  it.each([
    [
      'the editor’s format',
      '{"last_node_id":9,"nodes":[{"id":3,"type":"KSampler"}],"links":[]}',
      /Export \(API\)/,
    ],
    ['no JSON', '{"3": {"inputs": {"seed": {{seed}}}}}', /quotes/],
    ['something else', '{"hello":"world"}', /API format/],
    ['nothing', '{}', /API format/],
  ])('that is %s is refused with what to do', (_, text, sentence) => {
    expect(reasonOf(() => readWorkflow(text))).toMatch(sentence)
  })
})

describe('the places of a workflow', () => {
  it('are found by the wires of the sampler, never the negative side', () => {
    const filled = fill(clipWorkflow)
    expect(filled['6']?.inputs['text']).toBe('She turns "slowly"')
    expect(filled['7']).toEqual(clipWorkflow['7'])
    expect(filled['2']?.inputs['image']).toBe('first.png')
    expect(filled['3']?.inputs['seed']).toBe(42)
  })

  it('take the shape at the pixels that the workflow is made for', () => {
    expect(fill(clipWorkflow)['50']?.inputs).toMatchObject({ width: 480, height: 832, length: 49 })
    expect(fill(pictureWorkflow, {}, { mode: 'text-to-image' })['5']?.inputs).toMatchObject({
      width: 576,
      height: 1024,
    })
  })

  it('leave everything else as it is', () => {
    const { '6': _6, '2': _2, '3': _3, '50': _50, ...rest } = fill(clipWorkflow)
    expect(rest).toEqual(Object.fromEntries(Object.entries(clipWorkflow).filter(([id]) => id in rest)))
    expect(clipWorkflow['6']?.inputs['text']).toBe('a cat walks')
  })

  it('are found by title where no wire tells', () => {
    const { '3': _, '50': __, ...loose } = clipWorkflow
    const titled = with_(loose, { '7': { _meta: { title: 'My positive words' } } })
    expect(fill(titled)['7']?.inputs['text']).toBe(order.prompt)
  })

  it('are what Settings name, by number or title', () => {
    expect(fill(clipWorkflow, { promptNode: '7' })['7']?.inputs['text']).toBe(order.prompt)
    const titled = with_(clipWorkflow, { '7': { _meta: { title: 'Words' } } })
    expect(fill(titled, { promptNode: 'words' })['7']?.inputs['text']).toBe(order.prompt)
    expect(reasonOf(() => fill(clipWorkflow, { promptNode: 'Wrods' }))).toContain('no node “Wrods”')
  })

  it('are found behind a node that only holds the text', () => {
    const held = {
      ...with_(clipWorkflow, { '6': { inputs: { text: ['20', 0], clip: ['4', 1] } } }),
      '20': { class_type: 'PrimitiveStringMultiline', inputs: { value: 'a cat walks' } },
    }
    expect(fill(held)['20']?.inputs['value']).toBe(order.prompt)
  })

  it('may be placeholders, which keep their type and are not looked for in the prompt', () => {
    const marked = with_(clipWorkflow, {
      '6': { inputs: { text: 'cinematic, {{prompt}}, 35 mm', clip: ['4', 1] } },
      '3': { inputs: { ...clipWorkflow['3']!.inputs, seed: '{{ seed }}' } },
      '2': { inputs: { image: '{{image}}' } },
      '50': { inputs: { width: '{{width}}', height: '{{height}}', length: '{{frames}}' } },
    })
    const filled = fill(marked, {}, { prompt: 'a sign that says {{seed}}' })
    expect(filled['6']?.inputs['text']).toBe('cinematic, a sign that says {{seed}}, 35 mm')
    expect(filled['3']?.inputs['seed']).toBe(42)
    expect(filled['2']?.inputs['image']).toBe('first.png')
    expect(filled['50']?.inputs).toEqual({ width: 720, height: 1280, length: 73 })
  })

  it('tell a last frame from a first one', () => {
    const two = {
      ...clipWorkflow,
      '21': { class_type: 'LoadImage', inputs: { image: 'b.png' }, _meta: { title: 'Last frame' } },
    }
    const filled = fill(two, {}, { lastFrame: 'last.png' })
    expect(filled['2']?.inputs['image']).toBe('first.png')
    expect(filled['21']?.inputs['image']).toBe('last.png')
  })

  it('are not guessed where two could be meant', () => {
    const { '3': _, '50': __, ...loose } = clipWorkflow
    expect(reasonOf(() => fill(loose))).toContain('takes the prompt')
    const two = { ...clipWorkflow, '21': { class_type: 'LoadImage', inputs: { image: 'b.png' } } }
    expect(reasonOf(() => fill(two))).toContain('takes the first frame')
  })

  it('do not run in circles', () => {
    const circle = with_(clipWorkflow, { '6': { inputs: { text: ['6', 0] } } })
    expect(reasonOf(() => fill(circle))).toContain('takes the prompt')
  })
})

it('counts frames as the workflow’s model does', () => {
  expect([framesFor(48, 81), framesFor(50, 13), framesFor(47.6, 40), framesFor(1, 97)]).toEqual([
    49, 53, 48, 9,
  ])
})

it('turns a size before it works out another', () => {
  expect(sizeFor('9:16', { width: 1280, height: 704 })).toEqual({ width: 704, height: 1280 })
  expect(sizeFor('16:9', { width: 1280, height: 704 })).toEqual({ width: 1280, height: 704 })
  expect(sizeFor('1:1', { width: 1280, height: 720 })).toEqual({ width: 960, height: 960 })
})
