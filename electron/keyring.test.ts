import {
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  rmdirSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import * as fake from './fake-electron.ts'
import { openKeyring } from './keyring.ts'

vi.mock('electron', () => import('./fake-electron.ts'))

let folder: string
let file: string
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'sceneloom-keyring-'))
  file = join(folder, 'keys.json')
  fake.restart()
  await fake.app.whenReady()
})
afterEach(() => {
  rmSync(folder, { recursive: true, force: true })
})

describe('with a keychain', () => {
  it('keeps keys over a restart, encrypted and for this user only', async () => {
    const keyring = await openKeyring(file)
    await Promise.all([keyring.set('fal', ' sk-canary-1\n'), keyring.set('luma', 'sk-canary-2')])
    await keyring.set('fal', 'sk-canary-3')
    expect([keyring.secure, keyring.get('fal'), keyring.kept('fal')]).toEqual([
      true,
      'sk-canary-3',
      'keychain',
    ])
    expect(keyring.known()).toEqual(['sk-canary-1', 'sk-canary-2', 'sk-canary-3'])
    expect(readFileSync(file, 'latin1')).not.toContain('canary')
    expect(statSync(file).mode & 0o777).toBe(0o600)
    expect(readdirSync(folder)).toEqual(['keys.json'])

    const later = await openKeyring(file)
    expect([later.get('fal'), later.get('luma'), later.get('kling')]).toEqual([
      'sk-canary-3',
      'sk-canary-2',
      undefined,
    ])
    await later.remove('fal')
    expect(later.kept('fal')).toBeUndefined()
    expect((await openKeyring(file)).get('fal')).toBeUndefined()
    expect((await openKeyring(file)).get('luma')).toBe('sk-canary-2')
  })

  it('leaves alone what it cannot read now, until it is set anew', async () => {
    await (await openKeyring(file)).set('fal', 'sk-1')
    fake.answers.secret = 0x11
    const locked = await openKeyring(file)
    expect([locked.get('fal'), locked.kept('fal')]).toEqual([undefined, undefined])
    await locked.set('luma', 'sk-2')
    fake.answers.secret = 0x5a
    const open = await openKeyring(file)
    expect([open.get('fal'), open.get('luma')]).toEqual(['sk-1', undefined])
  })

  it('encrypts anew when the keychain has a better secret', async () => {
    await (await openKeyring(file)).set('fal', 'sk-1')
    writeFileSync(file, readFileSync(file, 'utf8').replace('}', ' }'))
    fake.answers.hasNewSecret = true
    expect((await openKeyring(file)).get('fal')).toBe('sk-1')
    expect(readFileSync(file, 'utf8')).not.toContain(' }')
  })

  it.each(['', '{', '[]', 'null', '{"fal":1,"__proto__":{"luma":"x"}}', '{"fal":"AAAA"}'])(
    'starts without keys from a file that says %s',
    async (text) => {
      writeFileSync(file, text)
      const keyring = await openKeyring(file)
      expect([keyring.get('fal'), keyring.get('luma'), keyring.known()]).toEqual([undefined, undefined, []])
      await keyring.set('luma', 'sk-2')
      expect((await openKeyring(file)).get('luma')).toBe('sk-2')
    },
  )

  it('says so when a key could not be stored, and keeps the one before', async () => {
    const keyring = await openKeyring(file)
    await keyring.set('fal', 'sk-1')
    fake.answers.hasKeychain = false
    await expect(keyring.set('fal', 'sk-2')).rejects.toMatchObject({
      code: 'key_not_stored',
      details: { reason: 'the keychain refused it' },
    })
    expect(keyring.get('fal')).toBe('sk-1')
    fake.answers.hasKeychain = true
    await keyring.set('luma', 'sk-3')
    expect((await openKeyring(file)).get('fal')).toBe('sk-1')
  })

  it('says so when its file cannot be written', async () => {
    const keyring = await openKeyring(file)
    mkdirSync(file)
    await expect(keyring.set('fal', 'sk-1')).rejects.toMatchObject({
      details: { reason: 'its file cannot be written' },
    })
    rmdirSync(file)
    await keyring.set('luma', 'sk-2')
    expect((await openKeyring(file)).get('fal')).toBeUndefined()
  })
})

describe('without one', () => {
  it.each([{ hasKeychain: false }, { backend: 'basic_text' }, { backend: 'unknown' }] as const)(
    'keeps keys for the session only: %j',
    async (answers) => {
      Object.assign(fake.answers, answers)
      const keyring = await openKeyring(file)
      await keyring.set('fal', 'sk-1')
      expect([keyring.secure, keyring.get('fal'), keyring.kept('fal')]).toEqual([false, 'sk-1', 'memory'])
      expect(readdirSync(folder)).toEqual([])
    },
  )
})
