import { availableParallelism } from 'node:os'
import { setImmediate as turn } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import type { Quote } from '../../nodes/generation/quote.ts'
import type { Connections } from '../providers/connections.ts'
import { createLanes } from './lanes.ts'

function openLanes(widths: Record<string, number>) {
  const lanes = createLanes({ concurrencyOf: (id: string) => widths[id] ?? 1 } as Connections)
  const inside: string[] = []
  const leaves = new Map<string, () => void>()
  const never = new AbortController().signal
  /** Comes to a lane under a name, and is inside once there is a place. */
  async function come(name: string, provider: string | undefined, signal = never): Promise<void> {
    const leave = await lanes.take(provider === undefined ? undefined : quoteFor(provider), signal)
    inside.push(name)
    leaves.set(name, () => {
      inside.splice(inside.indexOf(name), 1)
      leave()
    })
  }
  async function go(name: string): Promise<void> {
    leaves.get(name)!()
    await turn()
  }
  return { inside, come, go, widths }
}

function quoteFor(provider: string): Quote {
  const model = { provider, local: provider === 'animatic' }
  return { ok: true, model } as unknown as Quote
}

describe('lanes', () => {
  it('let as many of a provider work at once as it is set to, and the next one as soon as one is done', async () => {
    const { come, go, inside } = openLanes({ runway: 2 })
    for (const name of ['a', 'b', 'c', 'd']) void come(name, 'runway')
    await turn()
    expect(inside).toEqual(['a', 'b'])
    await go('b')
    expect(inside).toEqual(['a', 'c'])
    await go('a')
    await go('c')
    expect(inside).toEqual(['d'])
  })

  it('of one provider do not wait for those of another, nor for this machine', async () => {
    const { come, inside } = openLanes({ runway: 1, fal: 1 })
    for (const name of ['a', 'b']) void come(name, 'runway')
    void come('other', 'fal')
    void come('drawing', 'animatic')
    void come('stitching', undefined)
    await turn()
    expect(inside).toEqual(['a', 'other', 'drawing', 'stitching'])
  })

  it('of this machine are shared by what is drawn, joined and cannot be made as it stands', async () => {
    const { come, inside } = openLanes({})
    const width = Math.max(2, Math.floor(availableParallelism() / 2))
    for (let index = 0; index < width + 2; index++) void come(`${index}`, index % 2 ? 'animatic' : undefined)
    await turn()
    expect(inside).toHaveLength(width)
  })

  it('that were made wider take more at once', async () => {
    const { come, inside, widths } = openLanes({ runway: 1 })
    await come('a', 'runway')
    widths['runway'] = 3
    for (const name of ['b', 'c', 'd', 'e']) void come(name, 'runway')
    await turn()
    expect(inside.slice(0, 3)).toEqual(['a', 'b', 'c'])
    expect(inside).not.toContain('e')
  })

  it('that were made narrower let nobody wait for ever, and come to the new number', async () => {
    const { come, go, inside, widths } = openLanes({ runway: 3 })
    for (const name of ['a', 'b', 'c', 'in line']) void come(name, 'runway')
    await turn()
    widths['runway'] = 1
    for (const name of ['d', 'e']) void come(name, 'runway')
    await turn()
    for (const name of ['a', 'b', 'c', 'in line']) await go(name)
    expect(inside).toEqual(['d'])
    await go('d')
    expect(inside).toEqual(['e'])
  })

  it('are left by whoever is stopped while waiting, and the next one moves up', async () => {
    const { come, go, inside } = openLanes({ runway: 1 })
    await come('a', 'runway')
    const stopper = new AbortController()
    const stopped = come('stopped', 'runway', stopper.signal)
    void come('b', 'runway')
    stopper.abort()
    await expect(stopped).rejects.toMatchObject({ code: 'stopped' })
    await go('a')
    expect(inside).toEqual(['b'])
    await expect(come('late', 'runway', stopper.signal)).rejects.toMatchObject({ code: 'stopped' })
  })

  it('never let more work at once than the number that is set now', async () => {
    const { come, inside, widths } = openLanes({ runway: 1 })
    await come('a', 'runway')
    widths['runway'] = 3
    for (const name of ['b', 'c', 'd', 'e']) void come(name, 'runway')
    await turn()
    expect(inside).toHaveLength(3)
  })
})
