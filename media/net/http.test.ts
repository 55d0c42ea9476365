import { Readable } from 'node:stream'
import { createServer, type Socket } from 'node:net'
import { once } from 'node:events'
import { afterEach, describe, expect, it } from 'vitest'
import { AppError } from '../../nodes/errors.ts'
import { exchange, networkErrorOf } from './http.ts'
import { internet, type Network } from './network.ts'
import { startRawServer, type RawServer } from './raw-server.ts'

let server: RawServer | undefined
afterEach(async () => {
  await server?.close()
  server = undefined
})

const json = (body: string, head = '') =>
  `HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: ${Buffer.byteLength(body)}\r\n${head}\r\n${body}`

async function ask(answer: (socket: Socket) => void, more: Partial<Parameters<typeof exchange>[0]> = {}) {
  server = await startRawServer(answer)
  return exchange({ method: 'GET', url: server.origin, timeoutMs: 5_000, allowPrivate: true, ...more })
}

async function failure(work: Promise<unknown>): Promise<AppError> {
  const error = await work.then(
    () => new Error('it was answered'),
    (error: unknown) => error,
  )
  if (error instanceof AppError) return error
  throw error
}

describe('a request', () => {
  it('is sent once with what it was given, and its answer comes back whole', async () => {
    server = await startRawServer((socket) => socket.end(json('{"a":"雨"}', 'X-Odd: 1\r\n')))
    const answer = await exchange({
      method: 'POST',
      url: `${server.origin}/v1/tasks?x=1`,
      headers: { authorization: 'Bearer k' },
      body: { type: 'text/plain', bytes: Buffer.from('hello') },
      timeoutMs: 5_000,
      allowPrivate: true,
    })
    expect(answer).toMatchObject({ status: 200, json: { a: '雨' }, headers: { 'x-odd': '1' } })
    expect(server.received).toHaveLength(1)
    const [head, body] = server.received[0]!.split('\r\n\r\n')
    expect(head).toMatch(/^POST \/v1\/tasks\?x=1 HTTP\/1.1\r\n/)
    expect(head).toContain(`host: 127.0.0.1:${server.port}`)
    expect(head).toContain('accept-encoding: identity')
    expect(head).toContain('content-length: 5')
    expect(head).toContain('Connection: close')
    expect(body).toBe('hello')
  })

  it('streams a body of known length', async () => {
    server = await startRawServer((socket, request) => {
      if (request.endsWith('abcd')) socket.end(json('{}'))
      else socket.on('data', (more) => String(more).endsWith('cd') && socket.end(json('{}')))
    })
    const bytes = Readable.from([Buffer.from('ab'), Buffer.from('cd')])
    const body = { type: 'image/png', bytes, length: 4 }
    await exchange({ method: 'PUT', url: server.origin, body, timeoutMs: 5_000, allowPrivate: true })
    expect(server.received[0]).toMatch(/content-length: 4\r\n[^]+\r\n\r\nabcd$/)
  })

  it('gives back any status, and follows no redirect', async () => {
    const answer = await ask((socket) =>
      socket.end('HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:1/\r\nContent-Length: 0\r\n\r\n'),
    )
    expect(answer).toMatchObject({
      status: 302,
      json: undefined,
      headers: { location: 'http://127.0.0.1:1/' },
    })
  })

  it('lets an early answer count though the body was not read', async () => {
    const answer = await ask(
      (socket) => socket.end('HTTP/1.1 413 Too Large\r\nContent-Length: 3\r\nConnection: close\r\n\r\nbig'),
      { method: 'POST', body: { type: 'a/b', bytes: Readable.from(endless()), length: 2 ** 30 } },
    )
    expect(answer).toMatchObject({ status: 413, text: 'big' })
  })
})

describe('what surely sent nothing', () => {
  const refused = { method: 'POST', timeoutMs: 5_000, allowPrivate: true } as const

  it('is a name without an address', async () => {
    const network: Network = { ...internet, resolve: () => Promise.reject(new Error('ENOTFOUND')) }
    const error = await failure(exchange({ ...refused, url: 'https://nowhere.test/', network }))
    expect(error.code).toBe('provider_unreachable')
    expect(networkErrorOf(error)).toEqual({ sent: false })
  })

  it('is a name that is never answered for', async () => {
    const network: Network = { ...internet, resolve: () => new Promise(() => {}) }
    const asked = { ...refused, url: 'https://nowhere.test/', network, timeoutMs: 50 }
    expect(networkErrorOf(await failure(exchange(asked)))).toEqual({ sent: false })
  })

  it('is a refused connection', async () => {
    const gone = await startRawServer(() => {})
    await gone.close()
    expect(networkErrorOf(await failure(exchange({ ...refused, url: gone.origin })))).toEqual({ sent: false })
  })

  it('is a TLS greeting that breaks off, is not TLS, or never ends', async () => {
    for (const greet of [
      (socket: Socket) => socket.destroy(),
      (socket: Socket) => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n'),
      (_socket: Socket) => undefined,
    ]) {
      const plain = createServer((socket) => {
        socket.on('error', () => {})
        socket.once('data', () => greet(socket))
      }).listen(0, '127.0.0.1')
      await once(plain, 'listening')
      const { port } = plain.address() as { port: number }
      const asked = { ...refused, url: `https://127.0.0.1:${port}/`, timeoutMs: 300 }
      expect(networkErrorOf(await failure(exchange(asked)))).toEqual({ sent: false })
      plain.close()
    }
  })

  it('is a header that cannot be sent', async () => {
    server = await startRawServer(() => {})
    const asked = { ...refused, url: server.origin, headers: { authorization: 'Bearer …\n' } }
    expect(networkErrorOf(await failure(exchange(asked)))).toEqual({ sent: false })
    expect(server.received).toEqual([])
  })

  it('is an address that may not be reached', async () => {
    for (const url of [
      'http://example.com/',
      'https://10.0.0.1/',
      'https://[::1]/',
      'https://u:p@example.com/',
    ]) {
      const error = await failure(exchange({ method: 'POST', timeoutMs: 5_000, url }))
      expect([url, error.code]).toEqual([url, 'result_untrusted'])
    }
  })
})

describe('a server that misbehaves', () => {
  const ok = 'HTTP/1.1 200 OK\r\n'
  it.each<[string, (socket: Socket) => void]>([
    ['closes without a word', (socket) => socket.destroy()],
    ['ends without a word', (socket) => socket.end()],
    ['resets the connection', (socket) => socket.resetAndDestroy()],
    ['says nothing', () => {}],
    ['says nothing after half a head', (socket) => socket.write('HTTP/1.1 200 OK\r\nContent-')],
    ['ends within the head', (socket) => socket.end('HTTP/1.1 200 OK\r\nContent-Le')],
    ['is no web server', (socket) => socket.end('220 mail.example ESMTP\r\n')],
    ['sends a status that is no number', (socket) => socket.end('HTTP/1.1 abc OK\r\n\r\n')],
    ['sends a head without an end', (socket) => void drip(socket, 'X-More: 1\r\n', 'HTTP/1.1 200 OK\r\n')],
    ['sends a huge header', (socket) => socket.end(`${ok}X: ${'x'.repeat(100_000)}\r\n\r\n`)],
    ['cuts the body', (socket) => socket.end(`${ok}Content-Length: 10\r\n\r\n{"a"`)],
    [
      'resets in the body',
      (socket) => socket.write(`${ok}Content-Length: 10\r\n\r\n{"`, () => socket.resetAndDestroy()),
    ],
    ['drips the body', (socket) => void drip(socket, 'x', `${ok}Content-Length: 1000000\r\n\r\n`)],
    ['stops in the body', (socket) => socket.write(`${ok}Content-Length: 10\r\n\r\n{"a"`)],
    ['never ends the body', (socket) => void flood(socket, `${ok}\r\n`)],
    ['is longer than allowed', (socket) => socket.end(json(`"${'x'.repeat(5000)}"`))],
    ['cuts a chunked body', (socket) => socket.end(`${ok}Transfer-Encoding: chunked\r\n\r\n4\r\n{"a"\r\n`)],
    ['sends a wrong chunk', (socket) => socket.end(`${ok}Transfer-Encoding: chunked\r\n\r\nzz\r\n{}\r\n`)],
    ['sends two lengths', (socket) => socket.end(`${ok}Content-Length: 2\r\nContent-Length: 3\r\n\r\n{}x`)],
    [
      'sends a length and chunks',
      (socket) => socket.end(`${ok}Content-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n`),
    ],
    ['sends a negative length', (socket) => socket.end(`${ok}Content-Length: -2\r\n\r\n{}`)],
    ['packs with gzip', (socket) => socket.end(json('{}', 'Content-Encoding: gzip\r\n'))],
    ['packs with br', (socket) => socket.end(json('{}', 'Content-Encoding: br\r\n'))],
    ['packs twice', (socket) => socket.end(json('{}', 'Content-Encoding: identity, gzip\r\n'))],
    [
      'switches protocols',
      (socket) => socket.end('HTTP/1.1 101 Switching\r\nUpgrade: x\r\nConnection: Upgrade\r\n\r\n'),
    ],
    ['only says continue', (socket) => void drip(socket, 'HTTP/1.1 100 Continue\r\n\r\n')],
  ])('that %s gave no answer, and may have been given the request', async (_what, answer) => {
    const error = await failure(ask(answer, { timeoutMs: 300, maxBytes: 4_000 }))
    expect(error.code).toBe('provider_unreachable')
    expect(networkErrorOf(error)).toEqual({ sent: true })
  })

  it('does not keep an exchange that was stopped', async () => {
    const stop = new AbortController()
    const work = ask(() => stop.abort(), { signal: stop.signal })
    const error = await failure(work)
    expect(error.code).toBe('stopped')
    expect(networkErrorOf(error)).toBeUndefined()
    const before = ask(() => {}, { signal: AbortSignal.abort() })
    expect((await failure(before)).code).toBe('stopped')
  })
})

function* endless() {
  const block = Buffer.alloc(65_536)
  for (;;) yield block
}

function drip(socket: Socket, text: string, first = '') {
  socket.write(first)
  const timer = setInterval(() => socket.write(text), 20)
  socket.on('close', () => clearInterval(timer))
}

function flood(socket: Socket, head: string) {
  socket.write(head)
  const more = () => {
    while (!socket.destroyed && socket.write('x'.repeat(65_536)));
  }
  socket.on('drain', more)
  more()
}
