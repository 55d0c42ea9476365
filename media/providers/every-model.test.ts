import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { clientOf, orderOf, pixel, pixelBytes } from '../../e2e/fakes/client.ts'
import { fal as falFake } from '../../e2e/fakes/fal.ts'
import { google as googleFake } from '../../e2e/fakes/google.ts'
import { kling as klingFake } from '../../e2e/fakes/kling.ts'
import { luma as lumaFake } from '../../e2e/fakes/luma.ts'
import { minimax as minimaxFake } from '../../e2e/fakes/minimax.ts'
import { piapi as piapiFake } from '../../e2e/fakes/piapi.ts'
import { replicate as replicateFake } from '../../e2e/fakes/replicate.ts'
import { runway as runwayFake } from '../../e2e/fakes/runway.ts'
import { seedance as seedanceFake } from '../../e2e/fakes/seedance.ts'
import { startFake, type Fake } from '../../e2e/fakes/server.ts'
import type { Fitted } from '../../nodes/generation/fit.ts'
import { aspects, type GenerationMode, type Lengths } from '../../nodes/models.ts'
import { fal } from './fal/fal.ts'
import { google } from './google/google.ts'
import { kling } from './kling/kling.ts'
import { luma } from './luma/luma.ts'
import { minimax } from './minimax/minimax.ts'
import { piapi } from './piapi/piapi.ts'
import type { Order, RemoteModel, RemoteProvider } from './remote.ts'
import { replicate } from './replicate/replicate.ts'
import { runway } from './runway/runway.ts'
import { seedance } from './seedance/seedance.ts'

const services = [
  { provider: fal, vendor: falFake },
  { provider: google, vendor: googleFake },
  { provider: kling, vendor: klingFake },
  { provider: luma, vendor: lumaFake },
  { provider: minimax, vendor: minimaxFake },
  { provider: piapi, vendor: piapiFake },
  { provider: replicate, vendor: replicateFake },
  { provider: runway, vendor: runwayFake },
  { provider: seedance, vendor: seedanceFake },
]

describe.each(services)('$provider.title understands', ({ provider, vendor }) => {
  let fake: Fake
  beforeAll(async () => {
    fake = await startFake(vendor)
  })
  afterAll(() => fake.close())

  const offered = provider
    .models({})
    .filter(({ lifecycle }) => lifecycle.state !== 'retired')
    .flatMap((model) => model.modes.map((mode) => ({ model, mode })))

  it.each(offered)('all that $model.id offers for $mode', async ({ model, mode }) => {
    const { api } = clientOf(provider, fake)
    const pictures = await picturesFor(model, mode, () => bring(provider, fake, model))
    for (const settings of allSettings(model)) {
      const order = orderOf({
        requestId: crypto.randomUUID(),
        mode,
        model: model.id,
        prompt: 'x'.repeat(model.promptLimit ?? 100),
        settings,
        ...pictures,
      })
      await expect(provider.create(api(), order)).resolves.toHaveProperty('externalId')
    }
  })
})

/** Every shape at every resolution; and for the first shape its shortest and longest clip, with and without sound. */
function allSettings(model: RemoteModel): Fitted[] {
  const [first, ...others] = model.aspects.length > 0 ? model.aspects : aspects.slice(0, 1)
  const sizes = model.resolutions.length > 0 ? model.resolutions : [undefined]
  const sounds = model.sound === 'optional' ? [true, false] : [undefined]
  return sizes.flatMap((size) => {
    const base = { ...(size && { resolution: size.name }), ...(model.seed && { seed: 7 }) }
    const lengths = endsOf(size?.seconds ?? model.seconds)
    const varied = lengths.flatMap((seconds) => sounds.map((sound) => ({ seconds, sound })))
    return [
      ...varied.map((settings) => ({ ...base, aspect: first!, ...settings })),
      ...others.map((aspect) => ({ ...base, aspect, ...varied[0]! })),
    ]
  })
}

function endsOf(lengths: Lengths | undefined): (number | undefined)[] {
  if (!lengths) return [undefined]
  return 'values' in lengths ? lengths.values : [lengths.min, lengths.max]
}

async function picturesFor(
  { lastFrame, references }: RemoteModel,
  mode: GenerationMode,
  picture: () => Promise<string>,
): Promise<Partial<Order>> {
  const isFromPicture = mode === 'image-to-video'
  return {
    ...(isFromPicture && { firstFrame: await picture() }),
    ...(isFromPicture && lastFrame && { lastFrame: await picture() }),
    references: await Promise.all(Array.from({ length: references }, picture)),
  }
}

async function bring(provider: RemoteProvider, fake: Fake, { picture }: RemoteModel): Promise<string> {
  if (picture?.via !== 'upload') return picture?.via === 'base64' ? pixelBytes : pixel
  const { api } = clientOf(provider, fake)
  return provider.upload!(api(), {
    bytes: Buffer.from(pixelBytes, 'base64'),
    mime: 'image/png',
    name: 'a.png',
  })
}
