import { describe, expect, it } from 'vitest'
import { estimate } from '../../nodes/generation/price.ts'
import type { Lengths } from '../../nodes/models.ts'
import { createProviders } from './index.ts'
import { describeModel } from './provider.ts'

const providers = createProviders({ engine: () => Promise.reject(new Error('not here')) })
const rows = providers.flatMap((provider) =>
  provider.kind === 'remote' ? provider.models({}).map((model) => ({ provider, model })) : [],
)

function ends(lengths: Lengths | undefined): (number | undefined)[] {
  if (!lengths) return [undefined]
  return 'values' in lengths ? lengths.values : [lengths.min, lengths.max]
}

describe.each(rows)('$provider.id/$model.id', ({ provider, model }) => {
  const info = describeModel(provider, model)
  const resolutions = (model.resolutions.length > 0 ? model.resolutions : [undefined]).map((resolution) => ({
    name: resolution?.name,
    lengths: ends(resolution?.seconds ?? model.seconds),
  }))

  it.runIf(model.price)('has a price for whatever it can be asked, and more of it costs no less', () => {
    for (const sound of model.sound === 'optional' ? [false, true] : [undefined]) {
      const costs = resolutions.map(({ name, lengths }) =>
        lengths.map((seconds) => estimate(info, { resolution: name, seconds, sound })?.usd ?? -1),
      )
      expect(Math.min(...costs.flat())).toBeGreaterThan(0)
      for (const one of costs) expect(one).toEqual(one.toSorted((a, b) => a - b))
      const shortest = costs.map(([first = 0]) => first)
      expect(shortest).toEqual(shortest.toSorted((a, b) => a - b))
    }
  })

  it('says how its pictures travel if it takes any', () => {
    const takesPictures = model.modes.includes('image-to-video') || model.references > 0 || model.lastFrame
    expect(model.picture !== undefined).toBe(takesPictures)
  })
})
