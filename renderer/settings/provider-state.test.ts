import { describe, expect, it } from 'vitest'
import type { ProviderInfo } from '../../nodes/contract/money.ts'
import type { ErrorCode } from '../../nodes/errors.ts'
import { providerOf } from '../store/test-money.ts'
import { inListOrder, providerState } from './provider-state.ts'

const noon = new Date(2026, 10, 21, 12, 4).getTime()
const withKey = (key: ProviderInfo['key']) => providerOf('kling', { title: 'Kling', key })
const error = (code: ErrorCode) => ({ code, details: {}, message: '' })
const words = (provider: ProviderInfo) => providerState(provider, noon + 60_000).words.replace(/\s/g, ' ')

describe('how it stands with a provider', () => {
  it.each<[ProviderInfo['key'], string]>([
    [{ state: 'ready', kept: 'keychain', testedAt: noon }, 'Ready, tested 12:04 PM'],
    [{ state: 'missing' }, 'No key'],
    [{ state: 'rejected', kept: 'keychain' }, 'Key rejected by Kling: check that it was copied whole'],
    [{ state: 'saved', kept: 'memory' }, 'Saved, not tested'],
    [{ state: 'saved', kept: 'environment', variable: 'FAL_KEY' }, 'From the environment (FAL_KEY)'],
    [{ state: 'untested-offline', kept: 'keychain' }, 'Saved, not tested: offline'],
    [
      { state: 'untested-offline', kept: 'keychain', error: error('provider_trouble') },
      'Saved; its test did not come through',
    ],
    [{ state: 'untested-offline', error: error('provider_unreachable') }, 'Not reached'],
    [{ state: 'untested-offline', error: error('settings_refused') }, 'Needs its settings'],
    [{ state: 'untested-offline', error: error('provider_trouble') }, 'Saved; its test did not come through'],
    [{ state: 'rejected', kept: 'keychain', error: error('no_credit') }, 'No credit left'],
    [
      { state: 'rejected', kept: 'keychain', error: error('key_not_allowed') },
      'Kling does not let this key in',
    ],
    [{ state: 'not-needed' }, 'Ready'],
  ])('is said of a key that is %o', (key, sentence) => {
    expect(words(withKey(key))).toBe(sentence)
  })

  it('asks a service of one’s own for its address first', () => {
    const nowhere = { key: { state: 'not-needed' }, address: { value: '', standard: '' } } as const
    expect(words(providerOf('custom', nowhere))).toBe('Needs an address')
  })

  it('names the day of a test that was not today', () => {
    const provider = withKey({ state: 'ready', testedAt: noon })
    expect(providerState(provider, noon + 86_400_000).words).toContain('Nov 21, 2026')
  })

  it('says that it is left alone only while it is', () => {
    const provider = { ...withKey({ state: 'ready' }), restingUntil: noon + 120_000 }
    expect(words(provider)).toMatch(/^Left alone until 12:06 PM/)
    expect(providerState(provider, noon + 180_000).words).toBe('Ready')
  })
})

it('lists what is always there first and what ended last', () => {
  const kinds = [
    providerOf('sora', { kind: 'retired' }),
    providerOf('fal'),
    providerOf('animatic', { kind: 'local' }),
  ]
  expect(inListOrder([...kinds, providerOf('kling')]).map(({ id }) => id)).toEqual([
    'animatic',
    'fal',
    'kling',
    'sora',
  ])
})
