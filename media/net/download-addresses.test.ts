import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { AppError } from '../../nodes/errors.ts'
import { download, isExpiredLink } from './download.ts'
import type { Network } from './network.ts'
import { startRawServer, type RawServer } from './raw-server.ts'

/**
 * One server plays every host: whatever name or literal was asked for, the connection ends up here, and the server
 * tells them apart by their Host header. Names are looked up in this list; `flip.test` is on the internet the
 * first time and at home the second.
 */
const names: Record<string, string[]> = {
  'api.test': ['93.184.216.34'],
  'cdn.test': ['93.184.216.35', '2606:4700::1111'],
  'six.test': ['2606:4700::1112'],
  'mapped.test': ['::ffff:10.0.0.1'],
  'translated.test': ['64:ff9b::a00:1'],
  'translated-out.test': ['64:ff9b::5db8:d822'],
  'inside.test': ['10.0.0.1'],
  'mixed.test': ['93.184.216.36', '127.0.0.1'],
  'meta.test': ['169.254.169.254'],
  'six-inside.test': ['fd00::1'],
  'comfy.test': ['192.168.1.20'],
  localhost: ['127.0.0.1', '::1'],
  '127.0.0.1.evil.test': ['127.0.0.1'],
}
/** host + path -> where it sends on. Everything else answers with the file. */
const redirects: Record<string, string> = {
  'cdn.test/to-other': 'https://six.test/x.mp4',
  'cdn.test/to-api': 'https://api.test/x.mp4',
  'cdn.test/relative': '/x.mp4',
  'cdn.test/scheme-relative': '//six.test/x.mp4',
  'cdn.test/query-only': '?again=1',
  'cdn.test/to-http': 'http://six.test/x.mp4',
  'cdn.test/to-inside': 'https://inside.test/x.mp4',
  'cdn.test/to-inside-http': 'http://inside.test/x.mp4',
  'cdn.test/to-literal': 'https://10.0.0.1/x.mp4',
  'cdn.test/to-loopback': 'https://127.0.0.1/x.mp4',
  'cdn.test/to-decimal': 'https://2130706433/x.mp4',
  'cdn.test/to-octal': 'https://0177.0.0.1/x.mp4',
  'cdn.test/to-hex': 'https://0x7f.1/x.mp4',
  'cdn.test/to-six': 'https://[::1]/x.mp4',
  'cdn.test/to-mapped': 'https://[::ffff:127.0.0.1]/x.mp4',
  'cdn.test/to-translated': 'https://[64:ff9b::7f00:1]/x.mp4',
  'cdn.test/to-meta': 'http://169.254.169.254/latest/meta-data',
  'cdn.test/to-file': 'file:///etc/passwd',
  'cdn.test/to-data': 'data:video/mp4;base64,AAAA',
  'cdn.test/to-ftp': 'ftp://six.test/x.mp4',
  'cdn.test/to-script': 'javascript:alert(1)',
  'cdn.test/to-nowhere': 'https://',
  'cdn.test/to-userinfo': 'https://six.test:443@inside.test/x.mp4',
  'cdn.test/to-flip': 'https://flip.test/x.mp4',
  'cdn.test/twice-inside': 'https://six.test/to-inside',
  'six.test/to-inside': 'https://inside.test/x.mp4',
  'cdn.test/circle': 'https://cdn.test/circle',
  'cdn.test/hop5': 'https://cdn.test/hop4',
  'cdn.test/hop4': 'https://cdn.test/hop3',
  'cdn.test/hop3': 'https://cdn.test/hop2',
  'cdn.test/hop2': 'https://cdn.test/hop1',
  'cdn.test/hop1': 'https://cdn.test/x.mp4',
  'cdn.test/hop6': 'https://cdn.test/hop5',
  'comfy.test:8188/to-inside': 'http://inside.test/x.mp4',
  'comfy.test:8188/to-public': 'https://cdn.test/x.mp4',
  'comfy.test:8188/to-public-http': 'http://cdn.test/x.mp4',
}
const FILE = Buffer.from('\0\0\0\x18ftypmp42 a tiny clip')

let server: RawServer
let folder: string
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'sceneloom-addresses-'))
  server = await startRawServer((socket, request) => {
    const [, path = ''] = /^GET (\S+)/.exec(request) ?? []
    const [, host = ''] = /^host: (.+)$/im.exec(request) ?? []
    const location = redirects[host + path]
    const body = location ? Buffer.alloc(0) : FILE
    const more = location ? `location: ${location}\r\n` : 'content-type: video/mp4\r\n'
    const status = location ? '302 Found' : path.startsWith('/gone') ? `${path.slice(6)} X` : '200 OK'
    socket.write(`HTTP/1.1 ${status}\r\n${more}content-length: ${body.length}\r\n\r\n`)
    socket.end(body)
  })
})
afterAll(async () => {
  await server.close()
  rmSync(folder, { recursive: true })
})

let count = 0
interface Case {
  readonly url: string
  readonly allowPrivate?: true
  readonly headers?: Record<string, string>
  readonly headersOrigin?: string
}

async function fetchFrom(given: Case) {
  const dialled: string[] = []
  let flips = 0
  const network: Network = {
    async resolve(host) {
      const list = host === 'flip.test' ? [flips++ === 0 ? '93.184.216.37' : '127.0.0.1'] : names[host]
      if (!list) throw new Error(`${host} was not found`)
      return list.map((address) => ({ address, family: address.includes(':') ? 6 : 4 }))
    },
    connect(_url, to) {
      dialled.push(to[0]!.address)
      return new Promise((resolve) => {
        const socket = connect(server.port, '127.0.0.1', () => resolve(socket))
      })
    },
  }
  const toFile = join(folder, `${count++}.mp4`)
  const before = server.received.length
  const outcome = await download({
    ...given,
    toFile,
    network,
    signal: new AbortController().signal,
    backoffMs: 1,
  }).then(
    () => 'no file',
    (error: AppError) => (isExpiredLink(error) ? 'expired' : error.code),
  )
  return {
    outcome: existsSync(toFile) ? `fetched ${readFileSync(toFile)}` : outcome,
    dialled,
    asked: server.received.slice(before),
  }
}

const home = { allowPrivate: true } as const
it.each<[url: string, outcome: string, dialled: string, more?: Partial<Case>]>([
  ['https://cdn.test/x.mp4', 'fetched', '93.184.216.35'],
  ['https://cdn.test:8443/x.mp4', 'fetched', '93.184.216.35'],
  ['https://six.test/x.mp4', 'fetched', '2606:4700::1112'],
  ['https://93.184.216.34/x.mp4', 'fetched', '93.184.216.34'],
  ['https://[2606:4700::1]/x.mp4', 'fetched', '2606:4700::1'],
  ['https://translated-out.test/x.mp4', 'fetched', '64:ff9b::5db8:d822'],
  ['http://cdn.test/x.mp4', 'result_untrusted', ''],
  ['http://93.184.216.34/x.mp4', 'result_untrusted', ''],
  ['ftp://cdn.test/x.mp4', 'result_untrusted', ''],
  ['file:///etc/passwd', 'result_untrusted', ''],
  ['data:video/mp4;base64,AAAA', 'result_untrusted', ''],
  ['blob:https://cdn.test/1', 'result_untrusted', ''],
  ['//cdn.test/x.mp4', 'result_untrusted', ''],
  ['cdn.test/x.mp4', 'result_untrusted', ''],
  ['', 'result_untrusted', ''],
  ['https://', 'result_untrusted', ''],
  ['https://me:pw@cdn.test/x.mp4', 'result_untrusted', ''],
  ['https://cdn.test@inside.test/x.mp4', 'result_untrusted', ''],
  ['https://localhost/x.mp4', 'result_untrusted', ''],
  ['https://127.0.0.1/x.mp4', 'result_untrusted', ''],
  ['https://127.1/x.mp4', 'result_untrusted', ''],
  ['https://2130706433/x.mp4', 'result_untrusted', ''],
  ['https://0x7f000001/x.mp4', 'result_untrusted', ''],
  ['https://0177.0.0.1/x.mp4', 'result_untrusted', ''],
  ['https://１２７.0.0.1/x.mp4', 'result_untrusted', ''],
  ['https://0.0.0.0/x.mp4', 'result_untrusted', ''],
  ['https://10.9.8.7/x.mp4', 'result_untrusted', ''],
  ['https://100.64.0.1/x.mp4', 'result_untrusted', ''],
  ['https://172.20.0.1/x.mp4', 'result_untrusted', ''],
  ['https://192.168.0.1/x.mp4', 'result_untrusted', ''],
  ['https://169.254.169.254/latest', 'result_untrusted', ''],
  ['https://198.18.0.1/x.mp4', 'result_untrusted', ''],
  ['https://[::1]/x.mp4', 'result_untrusted', ''],
  ['https://[::]/x.mp4', 'result_untrusted', ''],
  ['https://[fd12::1]/x.mp4', 'result_untrusted', ''],
  ['https://[fe80::1]/x.mp4', 'result_untrusted', ''],
  ['https://[::ffff:10.0.0.1]/x.mp4', 'result_untrusted', ''],
  ['https://[64:ff9b::10.0.0.1]/x.mp4', 'result_untrusted', ''],
  ['https://inside.test/x.mp4', 'result_untrusted', ''],
  ['https://six-inside.test/x.mp4', 'result_untrusted', ''],
  ['https://mapped.test/x.mp4', 'result_untrusted', ''],
  ['https://translated.test/x.mp4', 'result_untrusted', ''],
  ['https://mixed.test/x.mp4', 'result_untrusted', ''],
  ['https://meta.test/x.mp4', 'result_untrusted', ''],
  ['https://127.0.0.1.evil.test/x.mp4', 'result_untrusted', ''],
  ['https://nowhere.test/x.mp4', 'result_unfetched', ''],
  ['https://cdn.test/to-other', 'fetched', '93.184.216.35 2606:4700::1112'],
  ['https://cdn.test/relative', 'fetched', '93.184.216.35 93.184.216.35'],
  ['https://cdn.test/scheme-relative', 'fetched', '93.184.216.35 2606:4700::1112'],
  ['https://cdn.test/hop5', 'fetched', Array(6).fill('93.184.216.35').join(' ')],
  ['https://cdn.test/hop6', 'result_unfetched', Array(6).fill('93.184.216.35').join(' ')],
  ['https://cdn.test/circle', 'result_unfetched', Array(6).fill('93.184.216.35').join(' ')],
  ['https://cdn.test/to-flip', 'fetched', '93.184.216.35 93.184.216.37'],
  ['https://cdn.test/twice-inside', 'result_untrusted', '93.184.216.35 2606:4700::1112'],
  ...[
    'http',
    'inside',
    'inside-http',
    'literal',
    'loopback',
    'decimal',
    'octal',
    'hex',
    'six',
    'mapped',
    'translated',
    'meta',
    'file',
    'data',
    'ftp',
    'script',
    'nowhere',
    'userinfo',
  ].map((where): [string, string, string] => [
    `https://cdn.test/to-${where}`,
    'result_untrusted',
    '93.184.216.35',
  ]),
  ['https://cdn.test/gone/401', 'expired', '93.184.216.35'],
  ['https://cdn.test/gone/403', 'expired', '93.184.216.35'],
  ['https://cdn.test/gone/404', 'expired', '93.184.216.35'],
  ['https://cdn.test/gone/410', 'expired', '93.184.216.35'],
  ['https://cdn.test/gone/400', 'result_unfetched', '93.184.216.35'],
  ['http://comfy.test:8188/x.mp4', 'fetched', '192.168.1.20', home],
  ['https://comfy.test/x.mp4', 'fetched', '192.168.1.20', home],
  ['http://127.0.0.1:8188/x.mp4', 'fetched', '127.0.0.1', home],
  ['http://[::1]:8188/x.mp4', 'fetched', '::1', home],
  ['http://localhost:8188/x.mp4', 'fetched', '127.0.0.1', home],
  ['http://comfy.test:8188/to-inside', 'fetched', '192.168.1.20 10.0.0.1', home],
  ['http://comfy.test:8188/to-public', 'fetched', '192.168.1.20 93.184.216.35', home],
  ['http://comfy.test:8188/to-public-http', 'result_untrusted', '192.168.1.20', home],
  ['http://cdn.test/x.mp4', 'result_untrusted', '', home],
  ['http://mixed.test/x.mp4', 'result_untrusted', '', home],
])('%s is %s', async (url, outcome, dialled, more = {}) => {
  const fetched = await fetchFrom({ url, ...more })
  const expected = outcome === 'fetched' ? `fetched ${FILE}` : outcome
  expect([fetched.outcome, fetched.dialled.join(' ')]).toEqual([expected, dialled])
})

it('looks a name up once for each connection, and connects to what was looked at', async () => {
  const { dialled } = await fetchFrom({ url: 'https://flip.test/x.mp4' })
  expect(dialled).toEqual(['93.184.216.37'])
})

it.each<[url: string, withKey: boolean[], origin?: string]>([
  ['https://api.test/x.mp4', [true], 'https://api.test'],
  ['https://cdn.test/x.mp4', [false], 'https://api.test'],
  ['https://api.test:444/x.mp4', [false], 'https://api.test'],
  ['https://cdn.test/to-api', [false, true], 'https://api.test'],
  ['https://cdn.test/to-other', [true, false]],
  ['https://cdn.test/relative', [true, true]],
  ['https://cdn.test/scheme-relative', [true, false]],
])('%s gets the key only where it belongs', async (url, withKey, headersOrigin) => {
  const headers = { authorization: 'Bearer k' }
  const { asked } = await fetchFrom({ url, headers, ...(headersOrigin && { headersOrigin }) })
  expect(asked.map((text) => text.includes('Bearer k'))).toEqual(withKey)
})
