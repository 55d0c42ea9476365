import { beforeEach, describe, expect, it } from 'vitest'
import type { CoreEvent } from '../../nodes/contract/events.ts'
import { emptyDocument, type WorkflowDocument } from '../../nodes/graph/document.ts'
import { activeTake } from '../../nodes/takes.ts'
import { openScratch, scratchMedia } from '../db/scratch.ts'
import { createTables, type Tables } from '../db/tables.ts'
import { createEvents } from '../events.ts'
import type { MediaManager } from '../media-manager.ts'
import { linkTake } from '../runs/link-take.ts'
import { createHistory, type History } from './history.ts'

const MINUTE = 60_000
let tables: Tables
let history: History
let told: CoreEvent[]
let now: number
let rev: number

beforeEach(() => {
  tables = createTables(openScratch())
  const events = createEvents()
  told = []
  events.on((event) => told.push(event))
  now = Date.UTC(2026, 10, 21, 9)
  rev = 1
  const manager = { getMany: () => [] } as unknown as MediaManager
  history = createHistory({ tables, events, manager, now: () => now })
  tables.workflows.add({
    id: 'drama',
    name: 'Drama',
    description: '',
    status: 'draft',
    definition: saying('She waits.'),
    rev,
    createdAt: now,
    updatedAt: now,
  })
})

function saying(text: string, change: Partial<WorkflowDocument> = {}): WorkflowDocument {
  const node = { id: 'shot', type: 'prompt', version: 1, title: 'Shot', position: { x: 0, y: 0 } }
  return { ...emptyDocument(), nodes: [{ ...node, params: { text } }], ...change }
}

/** Saves as the window does, some minutes after whatever came before. */
function save(document: WorkflowDocument, minutes: number): void {
  now += minutes * MINUTE
  history.beforeSave('drama')
  rev = tables.workflows.save('drama', { rev, definition: document, at: now })!
}

const kept = () => history.list('drama', { limit: 100, offset: 0 }).items
const wordsOf = (id: string) => history.read(id).document.nodes[0]!.params['text']
const words = () => kept().map(({ id }) => wordsOf(id))

/** As a run leaves it; the same number is the same take again. */
function made(number: number): string {
  const media = scratchMedia(number)
  tables.media.put(media)
  const take = { signature: 's', variation: 0, mediaId: media.id, workflowId: 'drama', nodeId: 'shot' }
  linkTake(tables, { ...take, nodeType: 'text-to-video', role: 'output', runId: 'run-1' })
  return media.id
}

const shownThen = (id: string) => activeTake(history.read(id).takes, undefined)?.mediaId

describe('editing', () => {
  it('keeps what was there before somebody began to change it, and not each letter', () => {
    save(saying('She waits in'), 30)
    for (const letter of ['t', 'h', 'e', ' ']) save(saying(`She waits in ${letter}`), 0.01)
    expect(words()).toEqual(['She waits.'])
    save(saying('He waits.'), 45)
    expect(words()).toEqual(['She waits in  ', 'She waits.'])
  })

  it('keeps a moment now and then of somebody who never stops', () => {
    for (let step = 0; step < 100; step++) save(saying(`Version ${step}`), 0.2)
    expect(kept().length).toBeGreaterThan(5)
    expect(kept().length).toBeLessThan(15)
  })

  it('does not take a look around for a change', () => {
    save(saying('She waits.', { viewport: { x: 5, y: 5, zoom: 2 } }), 10)
    save(saying('She waits.', { viewport: { x: 9, y: 9, zoom: 1 } }), 10)
    expect(words()).toEqual(['She waits.'])
  })
})

it('keeps what a run was started from, with the takes that there were', () => {
  const mediaId = made(1)
  now += MINUTE
  history.beforeRun('drama')
  history.beforeRun('drama')
  expect(kept()).toMatchObject([{ why: 'run', takes: 1, nodes: 1 }])
  expect(history.read(kept()[0]!.id).takes).toMatchObject([{ nodeId: 'shot', mediaId, runId: 'run-1' }])
})

describe('a version with a name', () => {
  it('is kept under it, renamed and removed, and the window is told each time', () => {
    const { id } = history.keep('drama', 'First draft')
    expect(kept()).toMatchObject([{ id, name: 'First draft', why: 'named' }])
    history.rename(id, 'For the producer')
    expect(kept()).toMatchObject([{ name: 'For the producer' }])
    history.remove(id)
    expect(kept()).toEqual([])
    expect(told.filter(({ type }) => type === 'history.changed')).toHaveLength(3)
  })

  it('outlives all the others', () => {
    const { id } = history.keep('drama', 'First draft')
    for (let hour = 0; hour < 400; hour++) save(saying(`Hour ${hour}`), 60)
    expect(kept().some((one) => one.id === id)).toBe(true)
    expect(kept().length).toBeLessThan(120)
  })

  it('without a name is one before something is brought back, and there once', () => {
    const { id } = history.keep('drama', undefined)
    expect(history.keep('drama', undefined).id).toBe(id)
    expect(kept()).toMatchObject([{ why: 'before-restore' }])
  })

  it('without a name has the takes that a run made since, though no word changed', () => {
    history.keep('drama', undefined)
    history.beforeRun('drama')
    made(1)
    now += MINUTE
    const { id } = history.keep('drama', undefined)
    expect(history.read(id).takes).toMatchObject([{ nodeId: 'shot', mediaId: scratchMedia(1).id }])

    // The one before is chosen again: no take is new, and yet another one is shown.
    made(2)
    history.keep('drama', undefined)
    made(1)
    now += MINUTE
    const again = history.keep('drama', undefined)
    expect(shownThen(again.id)).toBe(scratchMedia(1).id)
    expect(history.keep('drama', undefined).id).toBe(again.id)
  })
})

it('says so when there is no such version or workflow', () => {
  expect(() => history.read('nobody')).toThrow(expect.objectContaining({ code: 'not_found' }))
  expect(() => history.keep('nobody', 'x')).toThrow(expect.objectContaining({ code: 'not_found' }))
})

it('goes with its workflow', () => {
  history.keep('drama', 'First draft')
  tables.workflows.remove('drama')
  expect(kept()).toEqual([])
})
