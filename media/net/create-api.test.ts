import { afterEach, describe, expect, it } from 'vitest'
import type { AppError } from '../../nodes/errors.ts'
import type { Access, RemoteProvider } from '../providers/remote.ts'
import { createApi, readRetryAfter, type ApiOptions } from './create-api.ts'
import { networkErrorOf } from './http.ts'
import { internet } from './network.ts'
import { startRawServer, type RawServer } from './raw-server.ts'
import { refusalOf, tookNothing } from './refusal.ts'

const servers: RawServer[] = []
afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.close()))
})

const provider = {
  kind: 'remote',
  id: 'some',
  title: 'Some Service',
  access: {
    headers: (key, values) => ({ authorization: `Key ${key}`, 'x-team': values['team'] ?? '' }),
  },
  readRefusal: ({ status, json }) => ({
    code: status === 429 ? 'provider_busy' : 'settings_refused',
    status,
    ...(typeof json === 'object' && json && 'detail' in json && { reason: String(json.detail) }),
  }),
} satisfies Pick<RemoteProvider, 'kind' | 'id' | 'title' | 'readRefusal'> & {
  access: Pick<Access, 'headers'>
} as unknown as RemoteProvider

function reply(status: number, body: string, head = '') {
  return `HTTP/1.1 ${status} X\r\ncontent-type: application/json\r\ncontent-length: ${Buffer.byteLength(body)}\r\n${head}\r\n${body}`
}

async function serve(status: number, body: string, head = ''): Promise<RawServer> {
  const server = await startRawServer((socket) => socket.end(reply(status, body, head)))
  servers.push(server)
  return server
}

function api(address: string, more: Partial<ApiOptions> = {}) {
  return createApi({
    provider,
    address,
    key: 'sk-1',
    values: { team: 'red' },
    signal: new AbortController().signal,
    redact: (text) => text.replaceAll('sk-1', '•••'),
    ...more,
  })
}

const failure = (work: Promise<unknown>) =>
  work.then(
    () => expect.fail('it was answered'),
    (error: unknown) => error as AppError,
  )

describe('an API', () => {
  it('sends the key and the values to its own origin, below its address', async () => {
    const server = await serve(200, '{"id":"t1"}')
    const answer = await api(`${server.origin}/api/v3/`).send({
      method: 'POST',
      path: '/tasks',
      json: { a: 1 },
    })
    expect(answer.json).toEqual({ id: 't1' })
    expect(server.received[0]).toMatch(/^POST \/api\/v3\/tasks HTTP/)
    expect(server.received[0]).toContain('authorization: Key sk-1\r\nx-team: red')
    expect(server.received[0]).toMatch(/content-type: application\/json[^]+\{"a":1\}$/)
  })

  it('keeps the key from every other origin, and from an upload that brings its own signature', async () => {
    const [own, other] = [await serve(200, '{}'), await serve(200, '{}')]
    const { send } = api(own.origin)
    await send({ method: 'GET', path: `${other.origin}/status` })
    await send({ method: 'GET', path: `http://localhost:${own.port}/status` })
    await send({ method: 'PUT', path: '/upload', anonymous: true })
    await send({ method: 'GET', path: `${own.origin}/status` })
    expect(other.received.join()).not.toContain('sk-1')
    expect(own.received.map((text) => text.includes('sk-1'))).toEqual([false, false, true])
  })

  it('lets a public service point only to what is public and https', async () => {
    const other = await serve(200, '{}')
    const network = { ...internet, resolve: () => Promise.resolve([{ address: '93.184.216.34', family: 4 }]) }
    const { send } = api('https://api.some.test', { network })
    for (const path of [
      other.origin,
      'http://files.test/x',
      'https://10.0.0.7/x',
      'file:///etc/passwd',
      'ftp://a/b',
    ]) {
      const error = await failure(send({ method: 'GET', path }))
      expect([path, error.code]).toEqual([path, 'result_untrusted'])
    }
    expect(other.received).toEqual([])
  })

  it('wants https of an address on the internet', async () => {
    const network = { ...internet, resolve: () => Promise.resolve([{ address: '93.184.216.34', family: 4 }]) }
    const error = await failure(api('http://api.some.test', { network }).send({ method: 'GET', path: '/' }))
    expect(error).toMatchObject({ code: 'provider_settings', details: { provider: 'Some Service' } })
    for (const address of ['', 'api.some.test', 'ftp://api.some.test', 'https://me:pw@api.some.test']) {
      expect(() => api(address)).toThrow(expect.objectContaining({ code: 'provider_settings' }))
    }
  })

  it('says that the key is wrong when it cannot even be sent', async () => {
    const server = await serve(200, '{}')
    const error = await failure(api(server.origin, { key: 'sk…' }).send({ method: 'POST', path: '/' }))
    expect(error.code).toBe('key_rejected')
    expect(tookNothing(refusalOf(error)!)).toBe(true)
    expect(server.received).toEqual([])
  })
})

describe('a refusal', () => {
  it('says it in the words of the provider, without the key, without markup and not too long', async () => {
    const detail = `<b>sk-1</b> has\n too many ${'words '.repeat(200)}`
    const server = await serve(422, JSON.stringify({ detail }), 'retry-after: 7\r\n')
    const error = await failure(api(server.origin).send({ method: 'POST', path: '/' }))
    expect(error.code).toBe('settings_refused')
    expect(error.details['reason']).toMatch(/^••• has too many words .+…$/)
    expect(String(error.details['reason'])).toHaveLength(300)
    expect(refusalOf(error)).toMatchObject({ status: 422, retryAfterMs: 7000 })
    expect(tookNothing(refusalOf(error)!)).toBe(true)
  })

  it('is a redirect too, and then nobody knows what was taken', async () => {
    const server = await serve(307, '', 'location: https://elsewhere.test/\r\n')
    const error = await failure(api(server.origin).send({ method: 'POST', path: '/' }))
    expect(error.code).toBe('provider_trouble')
    expect(tookNothing(refusalOf(error)!)).toBe(false)
  })

  it('is not half an answer: that is none', async () => {
    const server = await serve(200, '{"id":"t')
    const error = await failure(api(server.origin).send({ method: 'POST', path: '/' }))
    expect(networkErrorOf(error)).toEqual({ sent: true })
    expect(error.details).toEqual({ provider: 'Some Service' })
  })

  it('asks for patience in seconds or until a date', () => {
    const now = Date.parse('2026-11-21T10:00:00Z')
    expect(readRetryAfter('12', now)).toBe(12_000)
    expect(readRetryAfter('0.5', now)).toBe(500)
    expect(readRetryAfter('Sat, 21 Nov 2026 10:00:30 GMT', now)).toBe(30_000)
    for (const odd of [undefined, '', ' ', 'soon', '-3', '0', 'Sat, 21 Nov 2026 09:00:00 GMT', 'Infinity']) {
      expect(readRetryAfter(odd, now)).toBeUndefined()
    }
  })
})
