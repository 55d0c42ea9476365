import { describe, expect, it } from 'vitest'
import { fit } from '../../nodes/generation/fit.ts'
import { estimate } from '../../nodes/generation/price.ts'
import type { Need } from '../../nodes/generation/need.ts'
import { ModelInfo } from '../../nodes/models.ts'
import { describeModel } from './provider.ts'
import { googleVeo, openaiSora } from './retired.ts'

const need: Need = {
  model: 'openai/sora-2-pro',
  mode: 'text-to-video',
  aspect: '9:16',
  seconds: 5,
  resolution: '1080p',
  seed: 7,
  lastFrame: false,
  references: 0,
  promptLength: 40,
}

describe.each([openaiSora, googleVeo])('$title', (provider) => {
  const models = provider.models.map((model) => describeModel(provider, model))

  it('is described like every other provider, as ended', () => {
    for (const model of models) {
      expect(ModelInfo.parse(model)).toEqual(model)
      expect(model.lifecycle.state).toBe('retired')
    }
  })

  it('ended when the last of its models did', () => {
    expect(
      models
        .map(({ lifecycle }) => lifecycle.on)
        .toSorted()
        .at(-1),
    ).toBe(provider.retired.on)
  })

  it('knows what each model cost', () => {
    for (const { price } of models) expect(price?.rates.at(-1)?.resolution).toBeUndefined()
  })
})

it('still says what would have been sent, so that another model can be compared with it', () => {
  const model = describeModel(openaiSora, openaiSora.models[1]!)
  expect(fit(need, model)).toMatchObject({
    ok: true,
    fitted: { aspect: '9:16', seconds: 8, resolution: '1080p' },
    adjustments: expect.arrayContaining([
      { setting: 'seconds', fate: 'rounded', asked: '5 s', sent: '8 s' },
      { setting: 'seed', fate: 'refused' },
    ]),
  })
})

it('knows that high resolutions of Veo 3.1 came in one length only, and at another price', () => {
  const model = describeModel(googleVeo, googleVeo.models[0]!)
  expect(estimate(model, { seconds: 8, resolution: '4k', sound: undefined })?.usd).toBe(4.8)
  expect(estimate(model, { seconds: 8, resolution: '1080p', sound: undefined })?.usd).toBe(3.2)
  expect(fit({ ...need, seconds: 4 }, model)).toMatchObject({ fitted: { seconds: 8 } })
  expect(fit({ ...need, seconds: 4, resolution: '720p' }, model)).toMatchObject({ fitted: { seconds: 4 } })
})
