import { describe, expect, it } from 'vitest'
import { estimate } from '../../nodes/generation/price.ts'
import type { Lengths } from '../../nodes/models.ts'
import { falModels } from './fal/models.ts'
import { describeModel } from './provider.ts'
import type { RemoteModel, RemoteProvider } from './remote.ts'
import { fal } from './fal/fal.ts'
import { replicateModels } from './replicate/models.ts'
import { replicate } from './replicate/replicate.ts'
import { runwayModels } from './runway/models.ts'
import { runway } from './runway/runway.ts'

const tables: [RemoteProvider, readonly RemoteModel[]][] = [
  [fal, falModels],
  [runway, runwayModels],
  [replicate, replicateModels],
]
const rows = tables.flatMap(([provider, models]) => models.map((model) => ({ provider, model })))

function ends(lengths: Lengths | undefined): (number | undefined)[] {
  if (!lengths) return [undefined]
  return 'values' in lengths ? lengths.values : [lengths.min, lengths.max]
}

describe.each(rows)('$provider.id/$model.id', ({ provider, model }) => {
  const info = describeModel(provider, model)
  const resolutions = model.resolutions.length > 0 ? model.resolutions : [{ name: undefined }]

  it.runIf(model.price)('has a price for whatever it can be asked, and more of it costs no less', () => {
    for (const sound of model.sound === 'optional' ? [false, true] : [undefined]) {
      const costs = resolutions.flatMap(({ name }) =>
        ends(model.seconds).map((seconds) => estimate(info, { resolution: name, seconds, sound })?.usd ?? -1),
      )
      expect(Math.min(...costs)).toBeGreaterThan(0)
      const longest = resolutions.map(
        ({ name }) => estimate(info, { resolution: name, seconds: ends(model.seconds).at(-1), sound })!.usd,
      )
      expect(longest).toEqual(longest.toSorted((a, b) => a - b))
    }
  })

  it('says how its pictures travel if it takes any', () => {
    const takesPictures = model.modes.includes('image-to-video') || model.references > 0 || model.lastFrame
    expect(model.picture !== undefined).toBe(takesPictures)
  })
})
