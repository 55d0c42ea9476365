import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import type { Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { AppError } from '../../nodes/errors.ts'
import { download, isExpiredLink, type DownloadOptions } from './download.ts'
import { startRawServer, type RawServer } from './raw-server.ts'

/** Begins like a clip, and every place in it is different. */
const FILE = Buffer.concat([
  Buffer.from('\0\0\0\x18ftypmp42'),
  Buffer.from(Array.from({ length: 20_000 }, (_, i) => `<${i}>`).join('')),
])
const LENGTH = FILE.length

let folder: string
let toFile: string
let server: RawServer | undefined
let cut: { socket: Socket; after: number } | undefined
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'sceneloom-download-'))
  toFile = join(folder, 'result.mp4')
})
afterEach(async () => {
  await server?.close()
  server = undefined
  cut = undefined
  rmSync(folder, { recursive: true })
})

type Answer = (socket: Socket, request: string, turn: number) => void

async function fetchFrom(answer: Answer, more: Partial<DownloadOptions> = {}) {
  server = await startRawServer(answer)
  return download({
    url: `${server.origin}/clip.mp4?signature=s3cret`,
    toFile,
    signal: new AbortController().signal,
    allowPrivate: true,
    backoffMs: 1,
    title: 'Some Service',
    onProgress: (bytes) => bytes === cut?.after && cut.socket.destroy(),
    ...more,
  })
}

async function failure(answer: Answer, more: Partial<DownloadOptions> = {}): Promise<AppError> {
  const error = await fetchFrom(answer, more).then(
    () => expect.fail('it was fetched'),
    (error: unknown) => error as AppError,
  )
  expect(existsSync(toFile)).toBe(false)
  return error
}

const head = (...lines: string[]) => `HTTP/1.1 ${lines.join('\r\n')}\r\n\r\n`
const OK = (...lines: string[]) => head('200 OK', `content-length: ${LENGTH}`, ...lines)

/** Sends so many bytes, and breaks off when they were all kept. */
function sendPart(socket: Socket, start: string, bytes: Buffer) {
  cut = { socket, after: bytes.length }
  socket.write(start)
  socket.write(bytes)
}

/** Answers a range as a store does. */
function sendRest(socket: Socket, request: string, more: readonly string[] = []) {
  const from = Number(/^range: bytes=(\d+)-$/im.exec(request)?.[1])
  const rest = FILE.subarray(from)
  const range = `content-range: bytes ${from}-${LENGTH - 1}/${LENGTH}`
  socket.end(
    Buffer.concat([Buffer.from(head('206 Partial', range, `content-length: ${rest.length}`, ...more)), rest]),
  )
}

describe('a download', () => {
  it('arrives whole, for this user only, and tells how far it is', async () => {
    const seen: [number, number | undefined][] = []
    const answer: Answer = (socket) => socket.end(Buffer.concat([Buffer.from(OK()), FILE]))
    const done = await fetchFrom(answer, { onProgress: (bytes, total) => seen.push([bytes, total]) })
    expect(done).toEqual({ bytes: LENGTH, delimited: true })
    expect(readFileSync(toFile)).toEqual(FILE)
    expect(statSync(toFile).mode & 0o777).toBe(0o600)
    expect(seen.at(-1)).toEqual([LENGTH, LENGTH])
    expect(server!.received[0]).toContain('accept-encoding: identity')
  })

  it('may come in chunks, and without a length its end is not to be trusted', async () => {
    const chunk = Buffer.concat([
      Buffer.from(`${LENGTH.toString(16)}\r\n`),
      FILE,
      Buffer.from('\r\n0\r\n\r\n'),
    ])
    const chunked = head('200 OK', 'transfer-encoding: chunked')
    expect(await fetchFrom((socket) => socket.end(Buffer.concat([Buffer.from(chunked), chunk])))).toEqual({
      bytes: LENGTH,
      delimited: true,
    })
    await server!.close()
    rmSync(toFile)
    const open = Buffer.concat([Buffer.from(head('200 OK')), FILE])
    expect(await fetchFrom((socket) => socket.end(open))).toEqual({ bytes: LENGTH, delimited: false })
  })

  it('is accepted under a wrong type when it is no text', async () => {
    await fetchFrom((socket) =>
      socket.end(Buffer.concat([Buffer.from(OK('content-type: text/plain')), FILE])),
    )
    expect(readFileSync(toFile)).toEqual(FILE)
  })

  it('never writes over a file that is there', async () => {
    writeFileSync(toFile, 'mine')
    await expect(fetchFrom((socket) => socket.end(OK()))).rejects.toThrow('EEXIST')
    expect(readFileSync(toFile, 'utf8')).toBe('mine')
  })

  it('stops when it is told to', async () => {
    const stop = new AbortController()
    const error = await failure((socket) => void socket.write(OK(), () => stop.abort()), {
      signal: stop.signal,
    })
    expect(error.code).toBe('stopped')
    expect((await failure(() => {}, { signal: AbortSignal.abort() })).code).toBe('stopped')
  })

  it('stops in the pause between two tries as well', async () => {
    const stop = new AbortController()
    const answer: Answer = (socket) => {
      socket.end(head('503 Busy', 'content-length: 0', 'retry-after: 20'))
      setTimeout(() => stop.abort(), 50)
    }
    expect((await failure(answer, { signal: stop.signal })).code).toBe('stopped')
  })
})

describe('a download that was cut', () => {
  const cutAt = (bytes: number, ...lines: string[]): Answer => {
    return (socket, request, turn) => {
      if (turn === 0) sendPart(socket, OK(...lines), FILE.subarray(0, bytes))
      else sendRest(socket, request)
    }
  }

  it('goes on where it was, if it is still the same file', async () => {
    for (const validator of ['etag: "v1"', 'last-modified: Sat, 21 Nov 2026 10:00:00 GMT']) {
      await fetchFrom(cutAt(40_000, validator))
      expect(readFileSync(toFile)).toEqual(FILE)
      expect(server!.received[1]).toContain('range: bytes=40000-')
      expect(server!.received[1]).toContain(`if-range: ${validator.replace(/^[\w-]+: /, '')}`)
      await server!.close()
      rmSync(toFile)
    }
  })

  it('begins again when nothing tells whether it is the same', async () => {
    for (const validator of ['x: y', 'etag: W/"v1"']) {
      await fetchFrom((socket, _request, turn) => {
        if (turn === 0) sendPart(socket, OK(validator), FILE.subarray(0, 9_000))
        else socket.end(Buffer.concat([Buffer.from(OK()), FILE]))
      })
      expect(readFileSync(toFile)).toEqual(FILE)
      expect(server!.received[1]).not.toContain('range:')
      await server!.close()
      rmSync(toFile)
    }
  })

  it('takes the new file from its beginning when it changed meanwhile', async () => {
    const other = Buffer.concat([FILE.subarray(0, 5_000), Buffer.from('another end')])
    await fetchFrom((socket, _request, turn) => {
      if (turn === 0) return sendPart(socket, OK('etag: "v1"'), FILE.subarray(0, 40_000))
      socket.end(Buffer.concat([Buffer.from(head('200 OK', `content-length: ${other.length}`)), other]))
    })
    expect(readFileSync(toFile)).toEqual(other)
  })

  it('is not mended with the wrong part', async () => {
    const wrongParts = [
      `content-range: bytes 0-${LENGTH - 1}/${LENGTH}`,
      `content-range: bytes 8000-${LENGTH - 1}/${LENGTH + 1}`,
      'content-range: lines 1-2/3',
      'x: y',
    ]
    for (const wrong of wrongParts) {
      await fetchFrom((socket, _request, turn) => {
        if (turn === 0) return sendPart(socket, OK('etag: "v1"'), FILE.subarray(0, 8_000))
        if (turn === 1) return socket.end(head('206 Partial', wrong, 'content-length: 3') + 'bad')
        socket.end(Buffer.concat([Buffer.from(OK()), FILE]))
      })
      expect(readFileSync(toFile)).toEqual(FILE)
      await server!.close()
      rmSync(toFile)
    }
  })

  it('is whole when nothing is missing after all', async () => {
    await fetchFrom((socket, _request, turn) => {
      const end = `content-range: bytes */${LENGTH}`
      // The length is one too many, so the connection breaks after the last byte.
      if (turn > 0) socket.end(head('416 Range', end, 'content-length: 0'))
      else sendPart(socket, head('200 OK', `content-length: ${LENGTH + 1}`, 'etag: "v1"'), FILE)
    })
    expect(readFileSync(toFile)).toEqual(FILE)
  })

  it('is given up after five tries, and not for ever', async () => {
    const error = await failure((socket) => sendPart(socket, OK(), FILE.subarray(0, 1_000)))
    expect(error.code).toBe('result_unfetched')
    expect(isExpiredLink(error)).toBe(false)
    expect(server!.received).toHaveLength(5)
  })

  it('waits as long as it is asked to, and follows the link from its start', async () => {
    const started = performance.now()
    await fetchFrom((socket, request, turn) => {
      if (turn === 0) return socket.end(head('503 Busy', 'retry-after: 0.2', 'content-length: 0'))
      if (request.startsWith('GET /clip'))
        return socket.end(head('302 Found', 'location: /there', 'content-length: 0'))
      if (turn === 2) return sendPart(socket, OK('etag: "v1"'), FILE.subarray(0, 7_000))
      sendRest(socket, request)
    })
    expect(readFileSync(toFile)).toEqual(FILE)
    expect(performance.now() - started).toBeGreaterThanOrEqual(190)
    expect(server!.received.map((text) => text.split(' ')[1]!.slice(0, 6))).toEqual([
      '/clip.',
      '/clip.',
      '/there',
      '/clip.',
      '/there',
    ])
  })
})

const page = '<!doctype html><title>Sign in</title> see https://login.test/?token=abcdef'
const saying = (type: string, body: string): Answer => {
  return (socket) =>
    socket.end(head('200 OK', `content-type: ${type}`, `content-length: ${Buffer.byteLength(body)}`) + body)
}
const dripping = (first: string, text: string): Answer => {
  return (socket) => {
    socket.write(first)
    const timer = setInterval(() => socket.write(text), 10)
    socket.on('close', () => clearInterval(timer))
  }
}
const flooding: Answer = (socket) => {
  socket.write(`${head('200 OK')}\0\0\0`)
  const more = () => {
    while (!socket.destroyed && socket.write('x'.repeat(65_536)));
  }
  socket.on('drain', more)
  more()
}

describe('a server that misbehaves', () => {
  it.each<[what: string, code: string, answer: Answer, tries?: number]>([
    ['closes without a word', 'result_unfetched', (socket) => socket.destroy(), 5],
    ['resets', 'result_unfetched', (socket) => socket.resetAndDestroy(), 5],
    ['says nothing', 'result_unfetched', () => {}, 5],
    ['says nothing after the head', 'result_unfetched', (socket) => void socket.write(OK()), 5],
    ['says half a head', 'result_unfetched', (socket) => void socket.write('HTTP/1.1 200 O'), 5],
    ['is no web server', 'result_unfetched', (socket) => socket.end('+OK POP3\r\n'), 5],
    ['drips the head', 'result_unfetched', dripping('HTTP/1.1 200 OK\r\n', 'x: y\r\n'), 5],
    ['drips the file', 'result_unfetched', dripping(OK(), 'x'), 5],
    [
      'drips chunks',
      'result_unfetched',
      dripping(head('200 OK', 'transfer-encoding: chunked'), '1\r\nx\r\n'),
      5,
    ],
    ['never ends', 'result_damaged', flooding, 1],
    [
      'announces too much',
      'result_damaged',
      (socket) => void socket.write(head('200 OK', 'content-length: 99999999999')),
      1,
    ],
    [
      'cuts chunks',
      'result_unfetched',
      (socket) => socket.end(`${head('200 OK', 'transfer-encoding: chunked')}4\r\n\0abc\r\n`),
      5,
    ],
    [
      'breaks chunks',
      'result_unfetched',
      (socket) => socket.end(`${head('200 OK', 'transfer-encoding: chunked')}zz\r\n\0`),
      5,
    ],
    [
      'says two lengths',
      'result_unfetched',
      (socket) => socket.end(head('200 OK', 'content-length: 1', 'content-length: 2')),
      5,
    ],
    [
      'says a length and chunks',
      'result_unfetched',
      (socket) => socket.end(OK('transfer-encoding: chunked')),
      5,
    ],
    ['packs with gzip', 'result_damaged', (socket) => socket.end(OK('content-encoding: gzip')), 1],
    ['packs with zstd', 'result_damaged', (socket) => socket.end(OK('content-encoding: zstd')), 1],
    ['sends an empty file', 'result_damaged', (socket) => socket.end(head('200 OK', 'content-length: 0')), 1],
    ['sends an empty open file', 'result_damaged', (socket) => socket.end(head('200 OK')), 1],
    ['sends HTML', 'result_damaged', saying('text/html', page), 1],
    ['sends HTML as a clip', 'result_damaged', saying('video/mp4', `\ufeff\n ${page}`), 1],
    ['sends JSON', 'result_damaged', saying('application/json', '{"detail":"not yet"}'), 1],
    ['sends JSON as a clip', 'result_damaged', saying('video/mp4', '[{"detail":"not yet"}]'), 1],
    ['sends XML', 'result_damaged', saying('application/xml', '<Error><Code>NoSuchKey</Code></Error>'), 1],
    ['sends plain words', 'result_damaged', saying('text/plain', 'Not found'), 1],
    ['sends a JSON text', 'result_damaged', saying('application/problem+json', '"gone"'), 1],
    ['sends spaces', 'result_damaged', saying('video/mp4', ' '.repeat(100)), 1],
    [
      'offers a part that nobody asked for',
      'result_unfetched',
      (socket) => socket.end(head('206 Partial', 'content-length: 0')),
      5,
    ],
    [
      'says 416 at once',
      'result_unfetched',
      (socket) => socket.end(head('416 Range', 'content-length: 0')),
      5,
    ],
    ['is busy', 'result_unfetched', (socket) => socket.end(head('429 Busy', 'content-length: 0')), 5],
    ['is in trouble', 'result_unfetched', (socket) => socket.end(head('502 Bad', 'content-length: 0')), 5],
    ['is not ready', 'result_unfetched', (socket) => socket.end(head('202 Wait', 'content-length: 0')), 5],
    ['has no content', 'result_unfetched', (socket) => socket.end(head('204 None')), 1],
    ['wants a payment', 'result_unfetched', (socket) => socket.end(head('402 Pay', 'content-length: 0')), 1],
    [
      'redirects nowhere',
      'result_unfetched',
      (socket) => socket.end(head('302 Found', 'content-length: 0')),
      1,
    ],
    [
      'redirects to itself',
      'result_unfetched',
      (socket) => socket.end(head('302 Found', 'location: ?', 'content-length: 0')),
      6,
    ],
    [
      'switches protocols',
      'result_unfetched',
      (socket) => socket.end(head('101 Switch', 'upgrade: x', 'connection: upgrade')),
      5,
    ],
  ])('that %s ends as %s', async (_what, code, answer, tries) => {
    const error = await failure(answer, { idleMs: 40, maxBytes: 3_000_000 })
    expect([error.code, server!.received.length]).toEqual([code, tries])
    expect(error.details).toEqual({ provider: 'Some Service' })
    expect(error.message).not.toContain('s3cret')
  })

  it('leaves what it said instead in the details, without its signatures', async () => {
    const error = await failure(saying('text/html', page + 'x'.repeat(200_000)))
    expect(error.message).toContain('<title>Sign in</title>')
    expect(error.message).not.toContain('abcdef')
    expect(error.message.length).toBeLessThan(66_000)
  })

  it('and says so lets the provider be asked for a new link', async () => {
    for (const status of ['401 X', '403 X', '404 X', '410 X', '400 X']) {
      const body = '<Code>ExpiredToken</Code>'
      const error = await failure((socket) =>
        socket.end(head(status, `content-length: ${body.length}`) + body),
      )
      expect([status, isExpiredLink(error), error.code]).toEqual([status, true, 'result_unfetched'])
      await server!.close()
    }
  })
})

describe('a disk', () => {
  it('that has no room for the file is left alone', async () => {
    const answer: Answer = (socket) => socket.end(Buffer.concat([Buffer.from(OK()), FILE]))
    const error = await failure(answer, {
      keepFreeBytes: 1_000_000,
      free: async () => 1_000_000 + LENGTH - 1,
    })
    expect(error).toMatchObject({ code: 'disk_low', details: { free: '1 MB' } })
  })

  it('that fills up meanwhile stops the download', async () => {
    let asked = 0
    const error = await failure(flooding, {
      keepFreeBytes: 1,
      free: async () => (asked++ === 0 ? 10 ** 9 : 0),
    })
    expect(error.code).toBe('disk_low')
    expect(asked).toBe(2)
  })
})
