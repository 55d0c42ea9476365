import { describe, expect, it } from 'vitest'
import { memoryKeyring, withEnvironment } from './keyring.ts'
import { programEnv } from './program-env.ts'

describe('a keyring of this session', () => {
  it('keeps a key without what was pasted along with it', async () => {
    const keyring = memoryKeyring()
    await keyring.set('fal', ' \u200bkey-1\n')
    expect([keyring.get('fal'), keyring.kept('fal'), keyring.secure]).toEqual(['key-1', 'memory', false])
    await expect(keyring.set('fal', ' \n')).rejects.toMatchObject({ code: 'key_not_stored' })
    expect(keyring.get('fal')).toBe('key-1')
  })

  it('still knows a key that was removed or replaced, for late answers that repeat it', async () => {
    const keyring = memoryKeyring()
    await keyring.set('fal', 'key-1')
    await keyring.set('fal', 'key-2')
    await keyring.remove('fal')
    expect([keyring.get('fal'), keyring.kept('fal')]).toEqual([undefined, undefined])
    expect(keyring.known()).toEqual(['key-1', 'key-2'])
  })
})

describe('the environment', () => {
  const variables = { fal: ['FAL_KEY', 'FAL_TOKEN'], luma: ['LUMA_KEY'] }
  const env = { FAL_KEY: '  ', FAL_TOKEN: 'from-env ', OTHER: 'x' }

  it('brings the first key it has, and says which variable that is', () => {
    const keyring = withEnvironment(memoryKeyring(), variables, env)
    expect([keyring.get('fal'), keyring.kept('fal'), keyring.variable('fal')]).toEqual([
      'from-env',
      'environment',
      'FAL_TOKEN',
    ])
    expect([keyring.get('luma'), keyring.kept('luma'), keyring.variable('luma')]).toEqual([
      undefined,
      undefined,
      undefined,
    ])
    expect(keyring.known()).toEqual(['from-env'])
  })

  it('counts less than what was set here, and is back when that is removed', async () => {
    const keyring = withEnvironment(memoryKeyring(), variables, env)
    await keyring.set('fal', 'from-person')
    expect([keyring.get('fal'), keyring.kept('fal'), keyring.variable('fal')]).toEqual([
      'from-person',
      'memory',
      undefined,
    ])
    await keyring.remove('fal')
    expect(keyring.get('fal')).toBe('from-env')
    expect(keyring.known()).toEqual(['from-person', 'from-env'])
  })

  it('reaches no program that is started, apart from what every program needs', () => {
    const given = programEnv({
      PATH: '/bin',
      HOME: '/root',
      LC_ALL: 'C',
      Path: 'x',
      FAL_KEY: 'k',
      XDG_RUNTIME_DIR: '/r',
    })
    expect(given).toEqual({ PATH: '/bin', HOME: '/root', LC_ALL: 'C', Path: 'x', XDG_RUNTIME_DIR: '/r' })
  })
})
