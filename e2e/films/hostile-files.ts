import { execFileSync } from 'node:child_process'
import { chmodSync, mkdirSync, symlinkSync, truncateSync } from 'node:fs'
import { rename } from 'node:fs/promises'
import type { OddFile } from './odd-file.ts'

export const REFUSED: OddFile['becomes'] = [
  'file_not_found',
  'file_no_permission',
  'file_not_regular',
  'file_empty',
  'file_not_media',
  'file_incomplete',
  'file_unreadable',
]

/** Files that are no media, lie about what they are, or try to have other files opened. */
export const hostileFiles: readonly OddFile[] = [
  { number: '01', what: 'no bytes at all', becomes: REFUSED, make: ({ write }) => write('f.mp4', '') },
  {
    number: '02',
    what: 'random bytes',
    becomes: REFUSED,
    make: ({ write }) =>
      write('f.mp4', Buffer.from(Array.from({ length: 30_000 }, (_, i) => (i * 7919) % 251))),
  },
  {
    number: '03',
    what: 'a text named .mp4',
    becomes: REFUSED,
    make: ({ write }) => write('f.mp4', 'Once upon a time there was a text.\n'.repeat(40)),
  },
  {
    number: '04',
    what: 'half a download, index behind',
    becomes: REFUSED,
    make: ({ patch }) => patch('f.mp4', (bytes) => bytes.subarray(0, bytes.length / 2)),
  },
  {
    number: '05',
    what: 'half a download, index in front',
    becomes: REFUSED,
    async make({ encode }) {
      const file = await encode('f.mp4', { options: '-movflags +faststart' })
      truncateSync(file, Math.floor(sizeOf(file) / 2))
      return file
    },
  },
  ...playlists(),
  {
    number: '10',
    what: 'an SVG with a picture of another file, as .png',
    becomes: REFUSED,
    make: ({ write, trap }) =>
      write(
        'f.png',
        `<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><image href="file://${trap}"/></svg>`,
      ),
  },
  {
    number: '11',
    what: 'an SDP that calls for a stream',
    becomes: REFUSED,
    make: ({ write }) => write('f.mp4', 'v=0\no=- 0 0 IN IP4 127.0.0.1\nm=video 5004 RTP/AVP 96\n'),
  },
  {
    number: '12',
    what: 'a picture said to be 65,535 pixels wide',
    becomes: 'video',
    seconds: 2,
    make: ({ patch }) =>
      patch('f.mp4', (bytes) => {
        const entry = bytes.indexOf('avc1', bytes.indexOf('stsd'), 'latin1')
        bytes.writeUInt16BE(65_535, entry + 4 + 24)
      }),
  },
  {
    number: '13',
    what: 'four thousand million samples',
    becomes: REFUSED,
    make: ({ patch }) =>
      patch('f.mp4', (bytes) => void bytes.writeUInt32BE(0xfffffff0, bytes.indexOf('stsz') + 12)),
  },
  {
    number: '14',
    what: 'an index longer than the file',
    becomes: REFUSED,
    make: ({ patch }) =>
      patch('f.mp4', (bytes) => void bytes.writeUInt32BE(0x7fffffff, bytes.indexOf('moov') - 4)),
  },
  {
    number: '15',
    what: 'a PNG of 60,000 x 60,000 pixels',
    becomes: REFUSED,
    async make({ write }) {
      const header = Buffer.from('89504e470d0a1a0a0000000d494844520000ea600000ea60080200000000000000', 'hex')
      return write('f.png', header)
    },
  },
  {
    number: '16',
    what: 'a film clock of 0 ticks a second',
    becomes: 'video',
    seconds: 2,
    make: ({ patch }) => patch('f.mp4', (bytes) => void bytes.writeUInt32BE(0, bytes.indexOf('mvhd') + 16)),
  },
  {
    number: '17',
    what: 'bits turned over in the picture',
    becomes: 'video',
    seconds: 2,
    neverCopied: true,
    looksDifferent: true,
    make: ({ patch }) =>
      patch('f.mp4', (bytes) => {
        const data = bytes.indexOf('mdat') + 4_000
        for (let i = 0; i < 400; i++) bytes[data + i * 61]! ^= 0x55
      }),
  },
  {
    number: '18',
    what: 'a link to a file of the system',
    becomes: REFUSED,
    async make({ at, write }) {
      symlinkSync(await write('secret.txt', 'what the person pointed to is read, and refused'), at('f.mp4'))
      return at('f.mp4')
    },
  },
  {
    number: '19',
    what: 'a pipe nobody writes to',
    becomes: REFUSED,
    async make({ at }) {
      execFileSync('mkfifo', [at('f.mp4')])
      return at('f.mp4')
    },
  },
  {
    number: '20',
    what: 'a folder',
    becomes: REFUSED,
    async make({ at }) {
      mkdirSync(at('f.mp4'))
      return at('f.mp4')
    },
  },
  {
    number: '21',
    what: 'a link to itself',
    becomes: REFUSED,
    async make({ at }) {
      symlinkSync(at('f.mp4'), at('f.mp4'))
      return at('f.mp4')
    },
  },
  {
    number: '22',
    what: 'a file that may not be read',
    // Root may read everything.
    becomes: process.getuid?.() === 0 ? 'video' : REFUSED,
    seconds: 2,
    async make({ copy }) {
      const file = await copy('f.mp4')
      chmodSync(file, 0o000)
      return file
    },
  },
  {
    number: '91',
    what: 'a track whose samples lie in another file',
    becomes: REFUSED,
    make: ({ patch }) =>
      patch('f.mp4', (bytes) => {
        // Flags 0 of a data reference: not in this file.
        bytes.writeUInt32BE(0, bytes.indexOf('url ', bytes.indexOf('dref')) + 4)
      }),
  },
]

function playlists(): OddFile[] {
  const hls = (target: string) => `#EXTM3U\n#EXT-X-TARGETDURATION:2\n#EXTINF:2,\n${target}\n#EXT-X-ENDLIST\n`
  const mpd = (target: string) =>
    `<?xml version="1.0"?><MPD xmlns="urn:mpeg:dash:schema:mpd:2011" type="static"><Period><AdaptationSet mimeType="video/mp4"><Representation id="1" bandwidth="1"><BaseURL>${target}</BaseURL></Representation></AdaptationSet></Period></MPD>`
  const list = (
    number: string,
    what: string,
    text: (bench: { trap: string; listener: string }) => string,
  ): OddFile => ({
    number,
    what,
    becomes: REFUSED,
    make: (bench) => bench.write('f.mp4', text(bench)),
  })
  return [
    list('06', 'a playlist that names a file of the system', ({ trap }) => hls(`file://${trap}`)),
    {
      number: '06b',
      what: 'a playlist that names a local stream',
      becomes: REFUSED,
      async make({ encode, write }) {
        const stream = await encode('part.ts', { options: '-f mpegts' })
        return write('f.mp4', hls(stream))
      },
    },
    list('07', 'a playlist that names an address', ({ listener }) => hls(`${listener}/a.ts`)),
    list('08', 'a list of files to join', ({ trap }) => `ffconcat version 1.0\nfile ${trap}\n`),
    list('09', 'a manifest that names an address', ({ listener }) => mpd(listener)),
  ]
}

function sizeOf(file: string): number {
  return Number(execFileSync('stat', ['-c', '%s', file], { encoding: 'utf8' }))
}

/** Names that trip shells, lists and patterns. The bytes are a plain clip's. */
export const oddNames: readonly OddFile[] = (
  [
    ['23', 'begins like an option', '-dash.mp4'],
    ['24', 'quotes', `quo'te"dbl.mp4`],
    ['25', 'a line break', 'a\nb.mp4'],
    ['26', 'emoji, Chinese, combining marks', '🎬 雨夜 e\u0301.mp4'],
    ['27', 'a pattern', '%03d_[1].mp4'],
    ['28', 'a colon, like a protocol', 'a:b.mp4'],
    ['29', 'words of a shell', '$(touch x); `id` & |.mp4'],
    ['30', 'a space at the end', 'space.mp4 '],
    ['31', '200 characters', `${'n'.repeat(196)}.mp4`],
    ['32', 'capitals in the ending', 'SHOUT.MP4'],
    ['33', 'no ending', 'noending'],
    ['34', 'the wrong ending', 'f.webm'],
    ['35', 'a protocol that joins files', 'concat:x|y.mp4'],
  ] as const
).map(([number, what, name]) => ({
  number,
  what: `a name with ${what}`,
  becomes: 'video',
  seconds: 2,
  make: (bench) => bench.copy(name),
}))

/** A name that no text can hold: the path that Node can say does not lead to it. */
export const unnameable: OddFile = {
  number: '36',
  what: 'a name that is no text',
  becomes: REFUSED,
  async make({ copy, at, folder }) {
    const file = await copy('f.mp4')
    await rename(
      file,
      Buffer.concat([Buffer.from(`${folder}/`), Buffer.from([0xff, 0xfe]), Buffer.from('.mp4')]),
    )
    return at('\ufffd\ufffd.mp4')
  },
}
