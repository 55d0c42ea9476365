import { createHmac, randomBytes } from 'node:crypto'
import { connect } from 'node:net'
import { once } from 'node:events'
import { afterEach, describe, expect, it } from 'vitest'
import type { Api } from '../net/api.ts'
import type { WebhookReader } from '../providers/remote.ts'
import { createGate, type IncomingCall } from './gate.ts'
import { callbackAddress, newWebhookSecret, startReceiver, type Receiver } from './receiver.ts'
import { verifyStandardWebhook } from './signatures.ts'

const secret = newWebhookSecret()
const KEY = 'whsec_c2VjcmV0LXNlY3JldA=='
const now = Date.parse('2026-11-21T12:00:00Z')

const jobIn = (body: unknown) => (body as { id?: string } | undefined)?.id
const readers: Record<string, WebhookReader> = {
  open: { jobIn },
  signed: { jobIn, verify: async (call) => verifyStandardWebhook(call, KEY) },
  offline: { jobIn, verify: () => Promise.reject(new Error('no keys')) },
  clumsy: { jobIn: (body) => (body as { data: { id: string } }).data.id },
}

function gateWithHints() {
  const hints: string[] = []
  const parts = {
    secret,
    readerOf: (provider: string) => (Object.hasOwn(readers, provider) ? readers[provider] : undefined),
    apiOf: () => ({}) as Api,
    onHint: (provider: string, id: string) => void hints.push(`${provider} ${id}`),
    now: () => now,
  }
  return { hints, parts, gate: createGate(parts) }
}

function call(more: Partial<IncomingCall> = {}): IncomingCall {
  return { method: 'POST', path: `/h/${secret}/open`, headers: {}, raw: Buffer.from('{"id":"j1"}'), ...more }
}

function signedCall(id: string, at = now / 1000): IncomingCall {
  const raw = Buffer.from(`{ "id" :\t${JSON.stringify(id)} }`)
  const key = Buffer.from(KEY.slice(6), 'base64')
  const mac = createHmac('sha256', key).update(`m-${id}.${at}.`).update(raw).digest('base64')
  const headers = {
    'webhook-id': `m-${id}`,
    'webhook-timestamp': String(at),
    'webhook-signature': `v1,${mac}`,
  }
  return call({ path: `/h/${secret}/signed`, headers, raw })
}

describe('a call from outside', () => {
  it('is a hint about one job, once, however often it comes', async () => {
    const { gate, hints } = gateWithHints()
    const answers = await Promise.all([
      gate(call()),
      gate(call()),
      gate(signedCall('j2')),
      gate(signedCall('j2')),
    ])
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200])
    expect(hints).toEqual(['open j1', 'signed j2'])
    await gate(call({ raw: Buffer.from('{"id":"j1","status":"done"}') }))
    expect(hints).toHaveLength(3)
  })

  it('that is not signed does not stand in the way of the one that is', async () => {
    const { gate, hints } = gateWithHints()
    const genuine = signedCall('j1')
    expect(await gate({ ...genuine, headers: {} })).toEqual({ status: 404 })
    await gate(genuine)
    expect(hints).toEqual(['signed j1'])
  })

  it('is asked to come again when its signature cannot be checked just now', async () => {
    const { gate, hints } = gateWithHints()
    expect(await gate(call({ path: `/h/${secret}/offline` }))).toEqual({ status: 503 })
    expect(hints).toEqual([])
  })

  it('that is about no job is heard, and that is all', async () => {
    const { gate, hints } = gateWithHints()
    for (const text of ['', 'null', '{', '[]', '"j1"', '{"id":""}', '{"other":1}']) {
      expect(await gate(call({ raw: Buffer.from(text) }))).toEqual({ status: 200 })
      expect(await gate(call({ path: `/h/${secret}/clumsy`, raw: Buffer.from(text) }))).toEqual({
        status: 200,
      })
    }
    expect(hints).toEqual([])
  })

  it('gets back the word that it asks for, unless the sender signs', async () => {
    const { gate, hints } = gateWithHints()
    const raw = Buffer.from('{"challenge":"abc","id":"j1"}')
    expect(await gate(call({ raw }))).toEqual({ status: 200, json: { challenge: 'abc' } })
    expect(await gate(call({ raw, path: `/h/${secret}/signed` }))).toEqual({ status: 404 })
    const long = Buffer.from(JSON.stringify({ challenge: 'x'.repeat(2_000) }))
    expect(await gate(call({ raw: long }))).toEqual({ status: 200 })
    expect(hints).toEqual([])
  })

  it('changes nothing when it is forged or repeated, ten thousand times', async () => {
    const { gate, hints } = gateWithHints()
    await gate(signedCall('j1'))
    const genuine = signedCall('j1')
    const old = [signedCall('j2', now / 1000 - 301), signedCall('j3', now / 1000 + 301)]
    const wrongs: ((turn: number) => IncomingCall)[] = [
      () => genuine,
      (turn) => old[turn % 2]!,
      () => call({ path: `/h/${randomBytes(32).toString('hex')}/open` }),
      (turn) => call({ path: `/h/${secret.slice(0, turn % 64)}/open` }),
      (turn) =>
        call({
          path: `/h/${secret}/${['', 'nobody', '__proto__', 'open/', '../open', 'OPEN', 'open?x=1'][turn % 7]}`,
        }),
      (turn) => call({ method: ['GET', 'PUT', 'HEAD', 'OPTIONS', 'DELETE'][turn % 5]! }),
      (turn) => ({ ...genuine, raw: Buffer.from(`{"id":"forged-${turn}"}`) }),
      (turn) => ({ ...genuine, headers: { ...genuine.headers, 'webhook-id': `m-${turn}` } }),
      (turn) => ({
        ...genuine,
        headers: { ...genuine.headers, 'webhook-timestamp': String(now / 1000 - turn - 1) },
      }),
      () => ({
        ...genuine,
        headers: { ...genuine.headers, 'webhook-signature': `v1,${randomBytes(32).toString('base64')}` },
      }),
    ]
    const statuses = new Set<number>()
    for (let turn = 0; turn < 10_000; turn++) {
      const wrong = wrongs[turn % wrongs.length]!(Math.floor(turn / wrongs.length))
      const { status } = await gate(wrong)
      if (wrong !== genuine) statuses.add(status)
    }
    expect(hints).toEqual(['signed j1'])
    expect([...statuses]).toEqual([404])
  })
})

describe('the receiver', () => {
  let receiver: Receiver | undefined
  afterEach(async () => {
    await receiver?.close()
    receiver = undefined
  })

  async function open() {
    const { parts, hints } = gateWithHints()
    receiver = await startReceiver({ ...parts, port: 0 })
    const send = (path: string, init: RequestInit = { method: 'POST', body: '{"id":"j1"}' }) =>
      fetch(`http://127.0.0.1:${receiver!.port}${path}`, init)
    return { send, hints, parts }
  }

  it('takes a call with the secret and knows nothing of any other', async () => {
    const { send, hints } = await open()
    expect((await send(`/h/${secret}/open`)).status).toBe(200)
    for (const path of [
      '/',
      '/h',
      `/h/${secret}`,
      `/h/${secret}/open?x`,
      `/${secret}/open`,
      '/media/1',
      '/rpc',
    ]) {
      const answer = await send(path)
      expect([path, answer.status, await answer.text()]).toEqual([path, 404, ''])
      expect(answer.headers.get('access-control-allow-origin')).toBeNull()
    }
    expect((await send(`/h/${secret}/open`, { method: 'GET' })).status).toBe(404)
    expect(hints).toEqual(['open j1'])
  })

  it('keeps the bytes as they came, for the signature', async () => {
    const { send, hints } = await open()
    const { headers, raw } = signedCall('é-2')
    const answer = await send(`/h/${secret}/signed`, {
      method: 'POST',
      headers: headers as Record<string, string>,
      body: new Uint8Array(raw),
    })
    expect([answer.status, hints]).toEqual([200, ['signed é-2']])
  })

  it('answers a challenge', async () => {
    const { send } = await open()
    const answer = await send(`/h/${secret}/open`, { method: 'POST', body: '{"challenge":"abc"}' })
    expect(await answer.json()).toEqual({ challenge: 'abc' })
  })

  it('reads no more than a megabyte, and nothing of a stranger', async () => {
    const { hints } = await open()
    for (const path of [`/h/${secret}/open`, '/elsewhere']) {
      const socket = connect(receiver!.port, '127.0.0.1')
      socket.on('error', () => {})
      socket.write(`POST ${path} HTTP/1.1\r\nHost: x\r\nContent-Length: 999999999\r\n\r\n`)
      if (path !== '/elsewhere') for (let i = 0; i < 20; i++) socket.write(Buffer.alloc(65_536, 'x'))
      const [first] = (await once(socket, 'data')) as [Buffer]
      expect(first.toString()).toMatch(/^HTTP\/1.1 404/)
      await once(socket, 'close')
    }
    expect(hints).toEqual([])
  })

  it('says when its port is taken', async () => {
    const { parts } = await open()
    await expect(startReceiver({ ...parts, port: receiver!.port })).rejects.toMatchObject({
      code: 'port_taken',
    })
  })
})

it('tells providers an address behind the tunnel, and none that is not https', () => {
  const expected = `https://tunnel.test/a/h/${secret}/fal`
  expect(callbackAddress('https://tunnel.test/a/', secret, 'fal')).toBe(expected)
  for (const wrong of ['', 'tunnel.test', 'http://tunnel.test', 'https://me:pw@tunnel.test', 'ftp://x']) {
    expect(callbackAddress(wrong, secret, 'fal')).toBeUndefined()
  }
})
