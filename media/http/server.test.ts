import { once } from 'node:events'
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { request as httpRequest, type IncomingHttpHeaders } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { WebSocket } from 'ws'
import type { CoreEvent } from '../../nodes/contract/events.ts'
import type { Handlers } from '../../nodes/contract/rpc.ts'
import { AppError } from '../../nodes/errors.ts'
import type { Imported } from '../core.ts'
import { startServer, type RunningServer, type ServerOptions } from './server.ts'

const ID = 'ab'.repeat(32)
const MEGABYTE = 1024 * 1024

let folder: string
let server: RunningServer
let cookie: string
let emit: (event: CoreEvent) => void
let uploads: { name: string; bytes: number; aborted: boolean }[]

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'sceneloom-http-'))
  mkdirSync(join(folder, 'renderer', 'assets'), { recursive: true })
  writeFileSync(join(folder, 'renderer', 'index.html'), '<title>window</title>')
  writeFileSync(join(folder, 'renderer', 'assets', 'a-1.js'), 'export {}')
  writeFileSync(join(folder, 'secret.txt'), 'secret')
  writeFileSync(join(folder, 'clip.mp4'), Buffer.alloc(3 * MEGABYTE, 7))
  symlinkSync(join(folder, 'secret.txt'), join(folder, 'link.mp4'))
  uploads = []
  server = await startServer({ core: fakeCore(), rendererFolder: join(folder, 'renderer') })
  cookie = `${server.session.cookieName}=${server.session.cookieValue}`
})

afterEach(async () => {
  await server.close()
  rmSync(folder, { recursive: true, force: true })
})

describe('who may ask', () => {
  it('answers its own page', async () => {
    expect(await ask('/')).toMatchObject({ status: 200, body: '<title>window</title>' })
    expect(await ask('/assets/a-1.js')).toMatchObject({ status: 200, body: 'export {}' })
  })

  it('answers nothing without the cookie, and nothing to a wrong one', async () => {
    const wrong = [
      '',
      `${server.session.cookieName}=`,
      `${server.session.cookieName}=${'a'.repeat(43)}`,
      `x=${server.session.cookieValue}`,
    ]
    for (const cookie of wrong) {
      for (const path of ['/', '/assets/a-1.js', `/media/${ID}`, '/nothing']) {
        expect(await ask(path, { headers: { cookie } })).toMatchObject({ status: 401 })
      }
    }
    expect(
      await ask('/upload?name=a', { method: 'POST', headers: { cookie: '', ...fromPage() } }),
    ).toMatchObject({
      status: 401,
    })
    expect(uploads).toEqual([])
  })

  it('does not answer to another name, so a rebound name reaches nothing', async () => {
    const { port } = new URL(server.origin)
    for (const host of ['evil.example', `localhost:${port}`, `127.0.0.1`, `127.0.0.1.evil.example:${port}`]) {
      expect(await ask('/', { headers: { host } })).toMatchObject({ status: 421 })
    }
  })

  it('changes nothing for another page, a page without origin or a sandboxed frame', async () => {
    for (const origin of [undefined, 'null', 'http://evil.example', `${server.origin}.evil.example`]) {
      const headers = { origin, 'content-type': 'text/plain' }
      expect(await ask('/upload?name=a', { method: 'POST', headers, body: 'x' })).toMatchObject({
        status: 403,
      })
    }
    expect(uploads).toEqual([])
  })

  it('is not read by another page, even one that the browser lends the cookie', async () => {
    for (const site of ['cross-site', 'same-site']) {
      expect(await ask('/', { headers: { 'sec-fetch-site': site } })).toMatchObject({ status: 403 })
    }
    expect(await ask('/', { headers: { origin: 'http://evil.example' } })).toMatchObject({ status: 403 })
    expect((await ask('/')).headers).not.toHaveProperty('access-control-allow-origin')
  })

  it('refuses a whole address in place of a path', async () => {
    expect(await ask(`${server.origin}/`)).toMatchObject({ status: 400 })
    expect(await ask('//evil.example/')).toMatchObject({ status: 400 })
  })
})

describe('entering', () => {
  it('exchanges a one-time address for a strict cookie, once', async () => {
    const { pathname, search } = new URL(server.entryUrl())
    const first = await ask(pathname + search, { headers: { cookie: '', 'sec-fetch-site': 'cross-site' } })
    expect(first.status).toBe(200)
    expect(first.headers['set-cookie']?.[0]).toBe(`${cookie}; Path=/; HttpOnly; SameSite=Strict`)
    expect(first.body).toContain('url=/')

    const second = await ask(pathname + search, { headers: { cookie: '' } })
    expect(second.status).toBe(401)
    expect(second.headers).not.toHaveProperty('set-cookie')
  })

  it('has as many one-time addresses as are asked for, each good once', async () => {
    const urls = [server.entryUrl(), server.entryUrl()].map((url) => new URL(url))
    for (const { pathname, search } of urls) {
      expect(await ask(pathname + search, { headers: { cookie: '' } })).toMatchObject({ status: 200 })
    }
    expect(await ask('/enter?token=guess', { headers: { cookie: '' } })).toMatchObject({ status: 401 })
  })

  it('shows a window that waits for its cookie a page without any secret', async () => {
    const answer = await ask('/enter', { headers: { cookie: '' } })
    expect(answer.status).toBe(200)
    expect(answer.headers).not.toHaveProperty('set-cookie')
  })
})

describe('the window', () => {
  it('comes with headers that let it load nothing from elsewhere', async () => {
    for (const path of ['/', `/media/${ID}`, '/nothing']) {
      const { headers } = await ask(path)
      expect(headers['content-security-policy']).toContain("default-src 'none'; script-src 'self'")
      expect(headers['content-security-policy']).toContain("frame-ancestors 'none'")
      expect(headers['x-content-type-options']).toBe('nosniff')
      expect(headers['cross-origin-resource-policy']).toBe('same-origin')
    }
  })

  it('serves no file but its own', async () => {
    const paths = ['/../secret.txt', '/..%2fsecret.txt', '/%2e%2e/secret.txt', '/assets/..%5c..%5csecret.txt']
    for (const path of [...paths, '/assets/../../secret.txt', '/%00', '/%zz', '/assets', '/index.html/']) {
      expect({ path, ...(await ask(path)) }).toMatchObject({ path, status: 404 })
    }
  })
})

describe('media', () => {
  it('answers what was asked for, byte for byte', async () => {
    const middle = await ask(`/media/${ID}`, { headers: { range: 'bytes=10-19' } })
    expect(middle.status).toBe(206)
    expect(middle.headers).toMatchObject({
      'content-range': `bytes 10-19/${3 * MEGABYTE}`,
      'content-length': '10',
      'content-type': 'video/mp4',
      'accept-ranges': 'bytes',
    })
    expect(middle.bytes).toBe(10)
    expect(await ask(`/media/${ID}`)).toMatchObject({ status: 200, bytes: 3 * MEGABYTE })
  })

  it('gives an open-ended request a part, so that a player does not keep a connection to itself', async () => {
    const answer = await ask(`/media/${ID}`, { headers: { range: 'bytes=0-' } })
    expect(answer).toMatchObject({ status: 206, bytes: 2 * MEGABYTE })
    expect(answer.headers['cache-control']).toBe('no-store')
  })

  it('answers HEAD without the bytes and 416 behind the end', async () => {
    const head = await ask(`/media/${ID}`, { method: 'HEAD' })
    expect(head).toMatchObject({ status: 200, bytes: 0 })
    expect(head.headers['content-length']).toBe(String(3 * MEGABYTE))
    const behind = await ask(`/media/${ID}`, { headers: { range: `bytes=${3 * MEGABYTE}-` } })
    expect(behind.status).toBe(416)
    expect(behind.headers['content-range']).toBe(`bytes */${3 * MEGABYTE}`)
  })

  it('offers a copy under a name of any language', async () => {
    const { headers } = await ask(`/media/${ID}?download=${encodeURIComponent("雨夜's 1")}`)
    expect(headers['content-disposition']).toBe("attachment; filename*=UTF-8''%E9%9B%A8%E5%A4%9C%27s%201.mp4")
  })

  it('knows nothing but ids, and follows no link', async () => {
    const strange = ['..%2f..%2fsecret.txt', ID.toUpperCase(), `${ID}%00`, `${ID}/..`, '', 'link']
    for (const id of [...strange, 'c'.repeat(64), 'd'.repeat(64)]) {
      expect({ id, ...(await ask(`/media/${id}`)) }).toMatchObject({ id, status: 404 })
    }
    expect(await ask(`/media/${ID}?poster`)).toMatchObject({ status: 404 })
    expect(await ask(`/media/${ID}`, { method: 'DELETE', headers: fromPage() })).toMatchObject({
      status: 405,
    })
  })
})

describe('upload', () => {
  it('hands the file to the core while it arrives and answers its reply', async () => {
    const answer = await upload('雨.png', Buffer.alloc(MEGABYTE))
    expect(JSON.parse(answer.body)).toEqual({ ok: true, value: { existed: false } })
    expect(uploads).toEqual([{ name: '雨.png', bytes: MEGABYTE, aborted: false }])
  })

  it('answers why a file was not taken', async () => {
    const answer = await upload('virus.exe', Buffer.from('MZ'))
    expect(JSON.parse(answer.body)).toMatchObject({ ok: false, error: { code: 'file_not_media' } })
    expect(JSON.parse((await upload('', Buffer.from('x'))).body)).toMatchObject({
      error: { code: 'invalid_input' },
    })
  })

  it('tells the core when the sender is gone', async () => {
    const { port } = new URL(server.origin)
    const headers = { cookie, ...fromPage(), 'content-length': '1000000' }
    const sending = httpRequest({
      port,
      host: '127.0.0.1',
      path: '/upload?name=a.mp4',
      method: 'POST',
      headers,
    })
    sending.on('error', () => undefined)
    sending.write('the first bytes')
    await expect.poll(() => uploads.length).toBe(1)
    sending.destroy()
    await expect.poll(() => uploads[0]?.aborted).toBe(true)
  })
})

it('keeps a package beside the library, and says under which name', async () => {
  const body = Buffer.from('PK and the rest')
  const path = `/package?name=${encodeURIComponent('雨.sceneloom')}`
  const kept = await ask(path, { method: 'POST', headers: fromPage(), body })
  expect(JSON.parse(kept.body)).toEqual({ ok: true, value: { upload: '雨.sceneloom: 15' } })
  expect(await ask(path, { method: 'POST', headers: { cookie: '', ...fromPage() }, body })).toMatchObject({
    status: 401,
  })
})

describe('what was exported', () => {
  it('is played and saved by its place in the list', async () => {
    const played = await ask('/export/e1/0', { headers: { range: 'bytes=0-9' } })
    expect(played).toMatchObject({ status: 206, headers: { 'content-type': 'video/mp4' } })
    expect(played.headers['content-disposition']).toBeUndefined()
    const saved = await ask('/export/e1/0?download', { method: 'HEAD' })
    const name = encodeURIComponent('雨 clip.mp4')
    expect(saved.headers['content-disposition']).toBe(`attachment; filename*=UTF-8''${name}`)
  })

  it('is only saved where a browser might run it', async () => {
    writeFileSync(join(folder, 'film.fcpxml'), '<script xmlns="http://www.w3.org/1999/xhtml">1</script>')
    const { headers } = await ask('/export/e1/1')
    expect(headers['content-type']).toBe('application/octet-stream')
    expect(headers['content-disposition']).toMatch(/^attachment/)
  })

  it('is nothing else: no folder, no link, no path, no other export', async () => {
    const paths = [
      'e1/2',
      'e1/3',
      'e1/4',
      'e2/0',
      'e1/../../secret.txt',
      'e1/0/x',
      'e1/-1',
      '..%2Fsecret.txt/0',
    ]
    for (const path of paths) expect(await ask(`/export/${path}`)).toMatchObject({ status: 404 })
    expect(await ask('/export/e1/0', { headers: { cookie: '' } })).toMatchObject({ status: 401 })
    const other = { 'sec-fetch-site': 'cross-site' }
    expect(await ask('/export/e1/0', { headers: other })).toMatchObject({ status: 403 })
    expect(await ask('/export/e1/0', { method: 'POST', headers: fromPage() })).toMatchObject({ status: 405 })
  })
})

describe('the socket', () => {
  it('carries calls, replies and events', async () => {
    const socket = connect({ cookie, origin: server.origin })
    await once(socket, 'open')
    socket.send(JSON.stringify({ id: 7, name: 'app.info', input: {} }))
    expect(await nextFrame(socket)).toMatchObject({ id: 7, reply: { ok: true, value: { version: '1' } } })
    socket.send(JSON.stringify({ id: 8, name: 'app.nothing', input: {} }))
    expect(await nextFrame(socket)).toMatchObject({
      id: 8,
      reply: { ok: false, error: { code: 'invalid_input' } },
    })
    emit({ type: 'workflow.removed', id: 'w' })
    expect(await nextFrame(socket)).toEqual({ event: { type: 'workflow.removed', id: 'w' } })
    socket.close()
  })

  it('is refused without cookie, without origin and to other pages', async () => {
    expect(await refused({ origin: server.origin })).toBe(401)
    expect(await refused({ cookie })).toBe(403)
    expect(await refused({ cookie, origin: 'http://evil.example' })).toBe(403)
    expect(await refused({ cookie, origin: 'null' })).toBe(403)
    expect(await refused({ cookie, origin: server.origin, host: 'evil.example' })).toBe(421)
  })

  it('ends a connection that does not speak the protocol', async () => {
    for (const text of ['hello', '[]', 'null', '{"id":"1","name":"app.info"}']) {
      const socket = connect({ cookie, origin: server.origin })
      await once(socket, 'open')
      socket.send(text)
      expect((await once(socket, 'close'))[0]).toBe(1008)
    }
  })
})

it('says that a port is taken', async () => {
  const port = Number(new URL(server.origin).port)
  const second = startServer({ core: fakeCore(), rendererFolder: join(folder, 'renderer'), port })
  await expect(second).rejects.toMatchObject({ code: 'port_taken', details: { port } })
})

describe('a start after a crash', () => {
  const restart = (options: Partial<ServerOptions>) =>
    startServer({ core: fakeCore(), rendererFolder: join(folder, 'renderer'), ...options })
  const kept = () => ({ port: server.port, secret: server.session.cookieValue })

  it('takes the same port, where the windows that were left open are still let in', async () => {
    const before = kept()
    await server.close()
    server = await restart({ kept: before })
    expect(server.port).toBe(before.port)
    expect(await ask('/')).toMatchObject({ status: 200 })
    const socket = connect({ cookie, origin: server.origin })
    await once(socket, 'open')
    socket.close()
  })

  it('takes another port where that one is taken, and then has another secret', async () => {
    const other = await restart({ kept: kept() })
    expect(other.port).not.toBe(server.port)
    expect(other.session.cookieValue).not.toBe(server.session.cookieValue)
    await other.close()
  })

  it('lets an asked port win, and keeps the port when only the secret is too old', async () => {
    const before = kept()
    await server.close()
    const other = await restart({ kept: { port: 1, secret: before.secret }, port: before.port })
    expect(other.port).toBe(before.port)
    expect(other.session.cookieValue).not.toBe(before.secret)
    await other.close()
    server = await restart({ kept: { port: before.port } })
    expect(server.port).toBe(before.port)
    expect(await ask('/')).toMatchObject({ status: 401 })
  })
})

function fakeCore() {
  const info = { version: '1', dataFolder: folder, engine: { ok: true, path: 'ffmpeg', version: '5' } }
  return {
    // The transport looks handlers up by name: one is enough to see that it does.
    handlers: { 'app.info': () => Promise.resolve(info) } as unknown as Handlers,
    onEvent(listener: (event: CoreEvent) => void) {
      emit = listener
      return () => undefined
    },
    fileOf: (id: string, rendition: string) => {
      const name = { [ID]: 'clip.mp4', ['c'.repeat(64)]: 'gone.mp4', ['d'.repeat(64)]: 'link.mp4' }[id]
      const found = name !== undefined && rendition === 'original'
      return Promise.resolve(found ? { path: join(folder, name), contentType: 'video/mp4' } : undefined)
    },
    exports: {
      fileOf(id: string, index: number) {
        const name = id === 'e1' ? ['clip.mp4', 'film.fcpxml', 'assets', 'link.mp4'][index] : undefined
        return name === undefined ? undefined : { path: join(folder, name), name: `雨 ${name}` }
      },
    },
    async uploadFile(name: string, body: AsyncIterable<Uint8Array>, signal?: AbortSignal) {
      const upload = { name, bytes: 0, aborted: false }
      uploads.push(upload)
      signal?.addEventListener('abort', () => (upload.aborted = true))
      if (name.endsWith('.exe')) throw new AppError('file_not_media', { name, looksLike: 'a program' })
      for await (const chunk of body) upload.bytes += chunk.length
      return { existed: false } as Imported
    },
    async uploadPackage(name: string, body: AsyncIterable<Uint8Array>) {
      let bytes = 0
      for await (const chunk of body) bytes += chunk.length
      return { upload: `${name}: ${bytes}` }
    },
  }
}

interface Ask {
  method?: string
  headers?: Record<string, string | undefined>
  body?: string | Buffer
}

interface Answer {
  status: number
  headers: IncomingHttpHeaders
  body: string
  bytes: number
}

function ask(path: string, { method = 'GET', headers = {}, body }: Ask = {}): Promise<Answer> {
  const { port } = new URL(server.origin)
  const given = Object.entries({ cookie, ...headers }).filter(([, value]) => value !== undefined)
  return new Promise((resolve, reject) => {
    const options = { host: '127.0.0.1', port, path, method, headers: Object.fromEntries(given) as never }
    const sending = httpRequest(options, (response) => {
      const chunks: Buffer[] = []
      response.on('data', (chunk: Buffer) => chunks.push(chunk))
      response.on('end', () => {
        const all = Buffer.concat(chunks)
        const body = all.length < 10_000 ? all.toString() : ''
        resolve({ status: response.statusCode!, headers: response.headers, body, bytes: all.length })
      })
    })
    sending.on('error', reject)
    sending.end(body)
  })
}

function upload(name: string, body: Buffer): Promise<Answer> {
  return ask(`/upload?name=${encodeURIComponent(name)}`, { method: 'POST', headers: fromPage(), body })
}

function fromPage(): Record<string, string> {
  return { origin: server.origin, 'sec-fetch-site': 'same-origin' }
}

function connect(headers: Record<string, string>): WebSocket {
  return new WebSocket(`${server.origin.replace('http', 'ws')}/rpc`, { headers })
}

async function nextFrame(socket: WebSocket): Promise<unknown> {
  const [data] = (await once(socket, 'message')) as [Buffer]
  return JSON.parse(data.toString())
}

async function refused(headers: Record<string, string>): Promise<number | undefined> {
  const socket = connect(headers)
  socket.on('error', () => undefined)
  const [, response] = (await once(socket, 'unexpected-response')) as [unknown, { statusCode?: number }]
  return response.statusCode
}
