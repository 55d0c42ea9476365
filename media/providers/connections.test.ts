import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { startFake, type Fake } from '../../e2e/fakes/server.ts'
import { runway as fakeRunway } from '../../e2e/fakes/runway.ts'
import type { CoreEvent } from '../../nodes/contract/events.ts'
import type { ProviderInfo } from '../../nodes/contract/money.ts'
import { emptyDocument } from '../../nodes/graph/document.ts'
import { openCore } from '../core.ts'
import { openScratch } from '../db/scratch.ts'
import { createTables, type Tables } from '../db/tables.ts'
import { createEvents } from '../events.ts'
import { createPace } from '../jobs/pace.ts'
import { memoryKeyring, withEnvironment, type Keyring } from '../keys/keyring.ts'
import { createRedactor } from '../keys/redact.ts'
import { createConnections, type Connections } from './connections.ts'
import { createProviders, keyVariables } from './index.ts'

const providers = createProviders({ engine: () => Promise.reject(new Error('no engine here')) })

let fake: Fake
let tables: Tables
let told: ProviderInfo[]
beforeEach(async () => {
  fake = await startFake(fakeRunway)
  tables = createTables(openScratch())
  told = []
})
afterEach(() => fake.close())

function connectionsWith(env: Record<string, string> = {}): Connections {
  const keyring: Keyring = withEnvironment(memoryKeyring(), keyVariables(providers), env)
  const events = createEvents()
  events.on((event: CoreEvent) => {
    if (event.type === 'provider.changed') told.push(event.provider)
  })
  const redact = createRedactor(() => keyring.known())
  return createConnections({ providers, tables, events, keyring, redact, pace: createPace(0.001) })
}

const info = (connections: Connections, id = 'runway') =>
  connections.list().find((provider) => provider.id === id)!
const keyOf = (connections: Connections, id = 'runway') => info(connections, id).key

describe('a key', () => {
  it('is missing, then saved, then ready, and each step is told', async () => {
    const connections = connectionsWith()
    expect(keyOf(connections)).toMatchObject({ state: 'missing', kept: undefined })
    expect(connections.ready().has('runway')).toBe(false)
    connections.configure('runway', { address: fake.origin })
    await connections.setKey('runway', `  ${fake.key}\n`)
    expect(keyOf(connections)).toMatchObject({ state: 'saved', kept: 'memory' })
    expect(connections.ready().has('runway')).toBe(true)
    const tested = await connections.test('runway')
    expect(tested.key).toMatchObject({ state: 'ready', testedAt: expect.any(Number), error: undefined })
    expect(tested.key.balance).toMatch(/1,?240/)
    expect(told.map(({ key }) => key.state)).toEqual(['missing', 'saved', 'ready'])
    expect(JSON.stringify([told, connections.list()])).not.toContain(fake.key)
    // A test costs nothing.
    expect(fake.creates).toBe(0)
  })

  it('that is not the right one is rejected, until another one is saved', async () => {
    const connections = connectionsWith()
    connections.configure('runway', { address: fake.origin })
    await connections.setKey('runway', 'key-of-somebody-else')
    expect((await connections.test('runway')).key).toMatchObject({
      state: 'rejected',
      error: { code: 'key_rejected' },
      balance: undefined,
    })
    await connections.setKey('runway', fake.key)
    expect(keyOf(connections)).toMatchObject({ state: 'saved', error: undefined, testedAt: undefined })
    expect((await connections.test('runway')).key.state).toBe('ready')
  })

  it('is neither right nor wrong while its provider cannot be reached', async () => {
    const connections = connectionsWith()
    connections.configure('runway', { address: fake.origin })
    await connections.setKey('runway', fake.key)
    await fake.close()
    expect((await connections.test('runway')).key).toMatchObject({
      state: 'untested-offline',
      error: { code: 'provider_unreachable' },
    })
    expect(connections.ready().has('runway')).toBe(true)
  })

  it('that was right somewhere else is not known to be right here', async () => {
    const connections = connectionsWith()
    connections.configure('runway', { address: fake.origin })
    await connections.setKey('runway', fake.key)
    await connections.test('runway')
    expect(connections.configure('runway', { concurrency: 3 }).key.state).toBe('ready')
    expect(connections.configure('runway', { address: 'https://elsewhere.test' }).key.state).toBe('saved')
  })

  it('of the environment is told by the name of its variable, and comes back when another is removed', async () => {
    const variable = keyVariables(providers)['runway']![0]!
    const connections = connectionsWith({ [variable]: fake.key })
    const fromOutside = { state: 'saved', kept: 'environment', variable }
    expect(keyOf(connections)).toMatchObject(fromOutside)
    expect((await connections.setKey('runway', 'my-own-key')).key).toMatchObject({
      kept: 'memory',
      variable: undefined,
    })
    expect((await connections.removeKey('runway')).key).toMatchObject(fromOutside)
    expect(connections.ready().has('runway')).toBe(true)
  })

  it('that is removed is missing again, and nothing can be asked any more', async () => {
    const connections = connectionsWith()
    await connections.setKey('runway', fake.key)
    expect((await connections.removeKey('runway')).key.state).toBe('missing')
    expect(() => connections.open('runway')).toThrow(
      expect.objectContaining({
        code: 'key_missing',
        details: { provider: 'Runway', providerId: 'runway', charge: 'none' },
      }),
    )
    await expect(connections.test('runway')).rejects.toMatchObject({ code: 'key_missing' })
  })

  it('is not needed on this machine, and not for a service that ended', () => {
    const connections = connectionsWith()
    expect(keyOf(connections, 'animatic').state).toBe('not-needed')
    expect(keyOf(connections, 'openai')?.state ?? 'not-needed').toBe('not-needed')
    expect([...connections.ready()]).toContain('animatic')
    expect(() => connections.open('animatic')).toThrow(expect.objectContaining({ code: 'provider_unknown' }))
    expect(() => connections.open('nobody')).toThrow(expect.objectContaining({ code: 'provider_unknown' }))
  })

  it('is not judged by a test of the one before it', async () => {
    const connections = connectionsWith()
    connections.configure('runway', { address: fake.origin })
    await connections.setKey('runway', 'key-of-somebody-else')
    const testing = connections.test('runway')
    await connections.setKey('runway', fake.key)
    await testing
    expect(keyOf(connections).state).toBe('saved')
  })
})

describe('an address', () => {
  const set = (address: string) => connectionsWith().configure('runway', { address }).address!.value

  it.each([
    [' https://proxy.test ', 'https://proxy.test'],
    ['https://proxy.test/', 'https://proxy.test'],
    ['https://proxy.test/runway//', 'https://proxy.test/runway'],
    ['http://192.168.1.5:8188', 'http://192.168.1.5:8188'],
    ['', ''],
    ['  ', ''],
    ['https://api.dev.runwayml.com/', ''],
  ])('%j is kept as %j', (typed, kept) => {
    expect(set(typed)).toBe(kept)
  })

  it.each([
    'javascript:alert(1)',
    'file:///etc/passwd',
    'ftp://proxy.test',
    'proxy.test',
    '//proxy.test',
    'https://',
    'https://me:secret@proxy.test',
    'https://me@proxy.test',
    'https://proxy.test/?key=1',
    'https://proxy.test/#part',
  ])('%s is refused with a sentence, and the one before stays', (typed) => {
    const connections = connectionsWith()
    connections.configure('runway', { address: 'https://before.test' })
    told.length = 0
    expect(() => connections.configure('runway', { address: typed, concurrency: 9 })).toThrow(
      expect.objectContaining({
        code: 'provider_settings',
        details: expect.objectContaining({ provider: 'Runway' }),
      }),
    )
    const { address, concurrency } = info(connections)
    expect([address!.value, concurrency === 9, told]).toEqual(['https://before.test', false, []])
  })
})

describe('the settings of a provider', () => {
  it('keep what it asks for and nothing else, one change at a time', () => {
    const connections = connectionsWith()
    const [field, other] = info(connections, 'custom').fields.map(({ name }) => name)
    connections.configure('custom', { values: { [field!]: 'one', foreign: 'x' } })
    connections.configure('custom', { values: { [other!]: 'two' } })
    connections.configure('custom', { concurrency: 4 })
    expect(info(connections, 'custom')).toMatchObject({ values: { [field!]: 'one', [other!]: 'two' } })
    expect(connections.concurrencyOf('custom')).toBe(4)
    expect(Object.keys(tables.settings.get('provider.custom') as object).toSorted()).toEqual([
      'address',
      'concurrency',
      'values',
    ])
    expect(JSON.stringify(tables.settings.get('provider.custom'))).not.toMatch(/foreign/)
  })

  it('that are broken in the library count as not set', () => {
    tables.settings.set('provider.runway', { address: 7, concurrency: 'many', values: [1] })
    const { address, concurrency, values } = info(connectionsWith())
    expect({ address: address!.value, values }).toEqual({ address: '', values: {} })
    expect(concurrency).toBeGreaterThan(0)
  })

  it('do not ask a local or ended service for an address', () => {
    expect(() => connectionsWith().configure('animatic', { address: 'https://x.test' })).toThrow(
      expect.objectContaining({ code: 'provider_unknown' }),
    )
  })
})

it('keeps a key out of every file of the library, whatever was done with it', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'sceneloom-keys-'))
  const wrong = 'wrong-key-with-a-name-of-its-own'
  try {
    const core = await openCore({ dataFolder: folder, version: 'test', waitScale: 0.001 })
    const { handlers } = core
    await handlers['providers.configure']({
      provider: 'runway',
      address: fake.origin,
      values: { key: fake.key },
    })
    for (const key of [wrong, fake.key]) {
      await handlers['keys.set']({ provider: 'runway', key })
      await handlers['keys.test']({ provider: 'runway' })
    }
    const clip = { id: 'clip', type: 'text-to-video', version: 1, title: '', position: { x: 0, y: 0 } }
    const nodes = ['ok', 'create-key'].map((script, index) => ({
      ...clip,
      id: `${index}`,
      params: { model: 'runway/gen4.5', prompt: `[${script}] Rain` },
    }))
    const { id } = await handlers['workflows.create']({
      name: 'Rain',
      document: { ...emptyDocument(), nodes },
    })
    const { rev } = await handlers['workflows.open']({ id })
    const run = await handlers['runs.start']({ workflowId: id, rev, target: { kind: 'all' }, agreedUsd: 9 })
    const { nodes: ended } = await core.runs.finished(run.id)
    expect(ended.map(({ state }) => state).toSorted()).toEqual(['done', 'failed'])
    const whileOpen = filesIn(folder)
    await core.close()
    // While the log stood beside the file, and after everything was folded into it.
    const all = [...whileOpen, ...filesIn(folder)]
    const holding = (text: string) => all.filter(({ bytes }) => bytes.includes(text)).map(({ path }) => path)
    expect(holding('runway/gen4.5')).toContain(join(folder, 'library.db'))
    expect([holding(fake.key), holding(wrong)]).toEqual([[], []])
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
})

function filesIn(folder: string): { path: string; bytes: Buffer }[] {
  return (readdirSync(folder, { recursive: true }) as string[])
    .map((name) => join(folder, name))
    .filter((path) => statSync(path).isFile())
    .map((path) => ({ path, bytes: readFileSync(path) }))
}
