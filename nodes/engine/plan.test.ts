import { describe, expect, it } from 'vitest'
import { AppError, toWire } from '../errors.ts'
import type { Need } from '../generation/need.ts'
import type { Quote } from '../generation/quote.ts'
import { emptyDocument, type Connection, type DocumentNode } from '../graph/document.ts'
import { createGraph } from '../graph/graph.ts'
import type { ModelInfo } from '../models.ts'
import type { Take } from '../takes.ts'
import { needOf } from './needs.ts'
import { costOf, planRun, type Quotes, type RunTarget } from './plan.ts'
import { statusOf } from './status.ts'

const node = (id: string, type: string, params: Record<string, unknown> = {}): DocumentNode => ({
  id,
  type,
  version: 1,
  title: '',
  position: { x: 0, y: 0 },
  params,
})
const wire = (from: string, to: string): Connection => {
  const [a, b] = [from.split('.'), to.split('.')] as [string[], string[]]
  return { id: `${from}>${to}`, from: { node: a[0]!, port: a[1]! }, to: { node: b[0]!, port: b[1]! } }
}

/** Words to a still to a clip that ends on the picture of a Media node, and a film of it. */
const document = (media: Record<string, unknown> = { mediaId: 'b'.repeat(64) }) => ({
  ...emptyDocument(),
  nodes: [
    node('words', 'prompt', { text: 'rain' }),
    node('still', 'text-to-image', { model: 'acme/picture' }),
    node('end', 'media', media),
    node('clip', 'image-to-video', { model: 'acme/clip', seconds: 5, prompt: 'she turns' }),
    node('film', 'video-stitcher'),
  ],
  connections: [
    wire('words.text', 'still.prompt'),
    wire('still.image', 'clip.image'),
    wire('end.image', 'clip.last'),
    wire('end.image', 'clip.references'),
    wire('still.image', 'clip.references'),
    wire('clip.video', 'film.clips'),
  ],
})

const world = { takesOf: (): Take[] => [], isMissing: () => false }
const all: RunTarget = { kind: 'all' }

/** Ten cents a second, one dollar a picture. */
const quotes: Quotes = (need) => ({
  ok: true,
  model: { id: need.model } as ModelInfo,
  fitted: { aspect: need.aspect },
  adjustments: [],
  estimate: { usd: need.seconds === undefined ? 1 : need.seconds / 10, source: 'list' },
})

describe('the need of a node', () => {
  const needIn = (doc: ReturnType<typeof document>, id: string): Need | undefined =>
    needOf(id, { graph: createGraph(doc), statuses: statusOf(doc, world) })

  it('counts pictures that are there and pictures that will be', () => {
    expect(needIn(document(), 'clip')).toMatchObject({
      model: 'acme/clip',
      mode: 'image-to-video',
      aspect: '9:16',
      lastFrame: true,
      references: 2,
      promptLength: 'she turns'.length,
    })
  })

  it('does not count an empty Media node', () => {
    expect(needIn(document({}), 'clip')).toMatchObject({ lastFrame: false, references: 1 })
  })

  it('is known while words or a picture still lack, so that the card can show a price', () => {
    const doc = { ...document(), connections: [] }
    expect(needIn(doc, 'still')).toMatchObject({ promptLength: 0 })
  })

  it('is nothing for what asks no model or cannot be read', () => {
    const doc = document()
    const broken = { ...doc, nodes: [...doc.nodes, node('odd', 'text-to-video', { seconds: 500 })] }
    expect(['words', 'film', 'odd', 'gone'].map((id) => needIn(broken, id))).toEqual(
      Array.from({ length: 4 }),
    )
  })
})

describe('the price of a plan', () => {
  it('is the sum of what would be made by a model', () => {
    const { rows } = planRun(document(), all, { ...world, quotes })
    expect(rows.map(({ nodeId, cost, quote }) => [nodeId, cost, quote?.model?.id])).toEqual([
      ['still', 1, 'acme/picture'],
      ['clip', 0.5, 'acme/clip'],
      ['film', 0, undefined],
    ])
    expect(costOf(rows)).toBe(1.5)
  })

  it('is nothing without quotes, and nothing for what is reused', () => {
    expect(costOf(planRun(document(), all, world).rows)).toBe(0)
    const signature = statusOf(document(), world).get('still')! as { signature: string }
    const take: Take = {
      nodeId: 'still',
      mediaId: 'c'.repeat(64),
      number: 1,
      variation: 0,
      signature: signature.signature,
      createdAt: 1,
      activatedAt: 1,
    }
    const takesOf = (id: string) => (id === 'still' ? [take] : [])
    const { rows } = planRun(document(), all, { ...world, takesOf, quotes })
    expect(rows[0]).toMatchObject({ nodeId: 'still', action: 'reuse', cost: 0 })
    expect(rows[0]).not.toHaveProperty('quote')
    expect(costOf(rows)).toBe(0.5)
  })

  it('counts nothing for a price nobody knows or a node that cannot be made, but says so', () => {
    const refusal: Quote = {
      ok: false,
      error: toWire(new AppError('model_unknown', { model: 'acme/picture' })),
      adjustments: [],
    }
    const mixed: Quotes = (need) =>
      need.mode === 'text-to-image' ? refusal : ({ ...quotes(need), estimate: undefined } as Quote)
    const { rows } = planRun(document(), all, { ...world, quotes: mixed })
    expect(costOf(rows)).toBe(0)
    expect(rows.map(({ quote }) => quote?.ok)).toEqual([false, true, undefined])
  })
})
