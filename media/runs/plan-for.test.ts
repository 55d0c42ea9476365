import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { costOf } from '../../nodes/engine/plan.ts'
import type { Offers } from '../../nodes/generation/quote.ts'
import { emptyDocument, type DocumentNode, type WorkflowDocument } from '../../nodes/graph/document.ts'
import { openCore, type Core } from '../core.ts'
import { planFor } from './plan-for.ts'

let core: Core
let folder: string
let offers: Offers
let workflowId: string
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'sceneloom-plan-'))
  core = await openCore({ dataFolder: folder, version: 'test' })
  const models = await core.handlers['models.list']({})
  offers = { models, ready: new Set(['animatic', 'runway', 'custom']), policy: 'best-value' }
  workflowId = (await core.handlers['workflows.create']({ name: 'Rain' })).id
})
afterAll(async () => {
  await core.close()
  rmSync(folder, { recursive: true })
})

const node = (id: string, type: string, params: Record<string, unknown>): DocumentNode => ({
  id,
  type,
  version: 1,
  title: '',
  position: { x: 0, y: 0 },
  params: { prompt: 'Rain', ...params },
})
const documentOf = (...nodes: DocumentNode[]): WorkflowDocument => ({ ...emptyDocument(), nodes })

function plan(document: WorkflowDocument, { standIn = false, offer = offers } = {}) {
  const { workflows, manager } = core
  const order = { workflowId, workflowName: 'Rain', document, target: { kind: 'all' }, standIn } as const
  const planned = planFor({ workflows, manager, offers: () => offer }, order)
  const models = planned.plan.rows.map(({ quote }) => (quote?.ok ? quote.model.id : quote?.error.code))
  return { ...planned, models, cost: costOf(planned.plan.rows) }
}

const still = node('still', 'text-to-image', { model: 'runway/gen4_image' })
const clip = node('clip', 'text-to-video', { model: 'runway/gen4.5', seconds: 5 })

describe('a plan', () => {
  it('says with what each node is made and what it costs, and leaves the document as it is', () => {
    const document = documentOf(still, clip)
    const planned = plan(document)
    expect(planned.document).toBe(document)
    expect(planned.models).toEqual(['runway/gen4_image', 'runway/gen4.5'])
    const [first, second] = planned.plan.rows.map(({ cost }) => cost)
    expect(second).toBe(0.6)
    expect(planned.cost).toBe((Math.round(first! * 1e6) + 600_000) / 1e6)
  })

  it('adds up clips without losing or gaining a millionth', () => {
    const many = Array.from({ length: 30 }, (_, index) => ({ ...clip, id: `clip-${index}` }))
    expect(plan(documentOf(...many)).cost).toBe(18)
  })

  it('knows no price where nobody said one, and counts it as nothing', () => {
    const model = offers.models.find(({ id }) => id === 'runway/gen4.5')!
    const { price: _, ...unpriced } = model
    const others = offers.models.filter(({ id }) => id !== model.id)
    const planned = plan(documentOf(clip), { offer: { ...offers, models: [...others, unpriced] } })
    expect(planned.plan.rows[0]!.quote).toMatchObject({ ok: true, estimate: undefined })
    expect(planned.cost).toBe(0)
  })

  it('says what stands in the way of a node instead of choosing something else for it', () => {
    const planned = plan(documentOf(clip), { offer: { ...offers, ready: new Set(['animatic']) } })
    expect(planned.models).toEqual(['key_missing'])
  })
})

describe('the animatic, where it is to stand in,', () => {
  it('draws whatever would be paid for, for nothing, and the workflow keeps its models', () => {
    const document = documentOf(still, clip)
    const planned = plan(document, { standIn: true })
    expect(planned.models).toHaveLength(2)
    expect(planned.models.every((model) => model?.startsWith('animatic/'))).toBe(true)
    expect(planned.cost).toBe(0)
    expect(planned.document).not.toBe(document)
    expect(document.nodes.map(({ params }) => params['model'])).toEqual([
      'runway/gen4_image',
      'runway/gen4.5',
    ])
    // All but the model stays what the person set.
    expect(planned.document.nodes[1]).toEqual({
      ...clip,
      params: { ...clip.params, model: planned.models[1] },
    })
  })

  it('also does so for a key that is missing, a model that ended and one that nobody knows', () => {
    const gone = offers.models.find(
      ({ lifecycle, modes }) => lifecycle.state === 'retired' && modes.includes('text-to-video'),
    )!
    const models = ['runway/gen4.5', 'nobody/knows', gone.id, 'fal/seedance-2.0']
    const nodes = models.map((model) => node(model, 'text-to-video', { model }))
    const offer = { ...offers, ready: new Set(['animatic']) }
    expect(plan(documentOf(...nodes), { offer }).cost).toBe(0)
    const stoodIn = plan(documentOf(...nodes), { standIn: true, offer })
    expect(stoodIn.models.map((model) => model?.split('/')[0])).toEqual(nodes.map(() => 'animatic'))
  })

  it('does so for a choice that was left open, where that would be paid for', () => {
    const open = node('open', 'text-to-video', { model: 'auto' })
    expect(plan(documentOf(open)).models[0]).toMatch(/^runway\//)
    const { models, cost } = plan(documentOf(open), { standIn: true })
    expect([models[0]?.split('/')[0], cost]).toEqual(['animatic', 0])
  })

  it('leaves nodes that it draws anyway, or that need no model, as they were', () => {
    const drawn = node('drawn', 'text-to-video', { model: 'animatic/storyboard' })
    const note = node('note', 'prompt', {})
    expect(plan(documentOf(drawn, note), { standIn: true }).document.nodes).toEqual([drawn, note])
  })
})
