import { describe, expect, it } from 'vitest'
import { ModelInfo } from '../../nodes/models.ts'
import { createProviders, keyVariables } from './index.ts'
import { describeModel, modelsOf } from './provider.ts'

const providers = createProviders({ engine: () => Promise.reject(new Error('not here')) })

describe('the list of providers', () => {
  it('has each provider and each of its models once, and all of them describe themselves', () => {
    expect(new Set(providers.map(({ id }) => id)).size).toBe(providers.length)
    const models = providers.flatMap((provider) =>
      modelsOf(provider, {}).map((model) => describeModel(provider, model)),
    )
    expect(models.filter((model) => !ModelInfo.safeParse(model).success).map(({ id }) => id)).toEqual([])
    expect(new Set(models.map(({ id }) => id)).size).toBe(models.length)
  })

  it('starts with the free one', () => {
    expect(providers[0]).toMatchObject({ id: 'animatic', kind: 'local' })
  })

  it('finds each key in an environment variable of its own', () => {
    const names = Object.values(keyVariables(providers)).flat()
    expect(new Set(names).size).toBe(names.length)
  })

  it('says of each service that ended when that was', () => {
    const retired = providers.filter((provider) => provider.kind === 'retired')
    expect(retired.map(({ id }) => id)).toEqual(['openai', 'google-veo'])
    for (const { models } of retired) {
      for (const { lifecycle } of models) expect(lifecycle).toMatchObject({ state: 'retired' })
    }
  })
})
