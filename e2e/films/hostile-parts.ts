import { truncateSync } from 'node:fs'
import { writeMetadata } from '../../media/mp4/metadata.ts'
import { REFUSED } from './hostile-files.ts'
import type { OddFile } from './odd-file.ts'

/** A head of Matroska, and the size of whoever did not know how long it would get. */
const MATROSKA = '1a45dfa3934282886d6174726f736b61428781044285810218538067'
const UNKNOWN_SIZE = '01ffffffffffffff'

/** Files whose parts are many, long or empty: to be answered soon, and within little memory. */
export const hostileParts: readonly OddFile[] = [
  {
    number: '132',
    what: 'an MKV of sixteen million empty parts',
    becomes: REFUSED,
    make: ({ write }) => {
      const head = Buffer.from(MATROSKA + UNKNOWN_SIZE, 'hex')
      return write('f.mkv', Buffer.concat([head, Buffer.alloc(1 << 25, 'ec80', 'hex')]))
    },
  },
  {
    number: '133',
    what: 'an MKV whose index is longer than any disk',
    becomes: REFUSED,
    make: ({ write }) => {
      const head = Buffer.from(MATROSKA + UNKNOWN_SIZE, 'hex')
      return write('f.mkv', Buffer.concat([head, Buffer.from('1654ae6b01fffffffffffffe', 'hex')]))
    },
  },
  {
    number: '134',
    what: 'a film of 200,000 fragments without a picture',
    becomes: REFUSED,
    make: ({ patch }) =>
      patch('f.mp4', (bytes) => {
        const index = Buffer.from(bytes.subarray(0, bytes.indexOf('mdat') - 4))
        const moov = Buffer.from('000000106d6f6f76000000086d766578', 'hex')
        return Buffer.concat([index, moov, Buffer.alloc(200_000 * 8, '000000086d6f6f66', 'hex')])
      }),
  },
  {
    number: '135',
    what: 'a GIF of 600 MB without a picture',
    becomes: REFUSED,
    async make({ write, at }) {
      await write('f.gif', Buffer.from('4749463839610a000a000000002cff', 'hex'))
      truncateSync(at('f.gif'), 600 * 1024 ** 2)
      return at('f.gif')
    },
  },
  {
    number: '136',
    what: 'names of 10 MB beside the picture, and texts with nothing to see',
    becomes: 'video',
    seconds: 2,
    make: ({ patch }) =>
      patch('f.mp4', (bytes) => {
        const moov = bytes.indexOf('moov') - 4
        const words = writeMetadata({
          ['k'.repeat(10 << 20)]: 'v',
          'com.sceneloom.receipt': '['.repeat(1_000_000),
          'com.sceneloom.workflow': 'a\0b',
        })!
        // It is the last part of the file.
        bytes.writeUInt32BE(bytes.length - moov + words.length, moov)
        return Buffer.concat([bytes, words])
      }),
  },
]
