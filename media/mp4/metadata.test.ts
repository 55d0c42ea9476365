import { mkdtemp, readFile, rm, truncate, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { emptyDocument } from '../../nodes/graph/document.ts'
import { carriedKeys, loadFilm } from '../films/carried.ts'
import { readMetadata } from './metadata.ts'
import { ffmpeg, makeClip } from './test-clips.ts'
import { joinClips, readClip } from './test-join.ts'

let folder: string
let film: string
const words = {
  'app.sceneloom.workflow': `{"text":"${'Regen 雨 '.repeat(20_000)}"}`,
  ['__proto__']: 'a word',
}
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'metadata-'))
  const clip = await readClip(await makeClip(join(folder, 'clip.mp4'), { audio: 'none' }))
  film = await joinClips([clip], join(folder, 'film.mp4'), { metadata: words })
})
afterAll(() => rm(folder, { recursive: true }))

async function readChanged(change: (bytes: Buffer) => Buffer | void) {
  const bytes = await readFile(film)
  const file = join(folder, 'changed.mp4')
  await writeFile(file, change(bytes) ?? bytes)
  return readMetadata(file)
}

function noteOf(title: string) {
  return { id: 'n', type: 'prompt', version: 1, title, position: { x: 0, y: 0 }, params: {} }
}

describe('readMetadata', () => {
  it('reads back what was written', async () => {
    const read = await readMetadata(film)
    expect(Object.entries(read)).toEqual(Object.entries(words))
    expect(Object.getPrototypeOf(read)).toBe(Object.prototype)
  })

  it('reads as much as a film may carry, in any script', async () => {
    const { metadata } = loadFilm({
      receipt: { workflow: '雨'.repeat(1_900_000), madeAt: 0, shots: [] },
      document: { ...emptyDocument(), nodes: [noteOf('夜'.repeat(1_900_000))] },
      takes: [{ nodeId: '风'.repeat(1_900_000), media: 'film', signature: '' }],
    })
    const clip = await readClip(join(folder, 'clip.mp4'))
    const full = await joinClips([clip], join(folder, 'full.mp4'), { metadata })
    expect(Object.keys(await readMetadata(full))).toEqual(Object.values(carriedKeys))
  })

  it('finds it again after another tool wrote the file anew', async () => {
    const copied = join(folder, 'copied.mp4')
    await ffmpeg(['-i', film, '-c', 'copy', '-movflags', 'use_metadata_tags', copied])
    expect(await readMetadata(copied)).toMatchObject({
      'app.sceneloom.workflow': expect.stringContaining('雨'),
    })
  })

  it('finds nothing in files that carry nothing', async () => {
    expect(await readMetadata(join(folder, 'clip.mp4'))).toEqual({})
    expect(await readChanged(() => Buffer.alloc(0))).toEqual({})
    expect(await readChanged(() => Buffer.from('#EXTM3U\nfile:///etc/passwd\n'))).toEqual({})
  })

  it('is not hurt by a file whose bytes are wrong', async () => {
    const whole = await readFile(film)
    const meta = whole.lastIndexOf('meta', whole.indexOf('keys'), 'latin1')
    const places = ['meta', 'hdlr', 'keys', 'ilst', 'data', 'moov'].map((type) =>
      whole.indexOf(type, meta - 4),
    )
    let emptied = 0
    for (let round = 0; round < 200; round++) {
      const at = round < places.length * 8 ? places[round >> 3]! - 4 + (round % 8) : meta - 4 + round
      const read = await readChanged((bytes) => void (bytes[Math.max(0, at)] = (round * 37) & 0xff))
      for (const value of Object.values(read)) expect(typeof value).toBe('string')
      if (Object.keys(read).length === 0) emptied++
    }
    expect(emptied).toBeGreaterThan(5)
  })

  it('is not hurt by names that are long, cut or hold nothing to see', async () => {
    const odd = { ['k'.repeat(10 << 20)]: 'v', 'a\0b': 'c\0d', '': 'nameless' }
    const clip = await readClip(join(folder, 'clip.mp4'))
    const file = await joinClips([clip], join(folder, 'odd.mp4'), { metadata: odd })
    const { ['a\0b']: value, ...others } = await readMetadata(file)
    expect(value).toBe('c\0d')
    expect(Object.keys(others).map(({ length }) => length)).toEqual([10 << 20])
  })

  it('reads no more than any film carries, whatever the file holds', async () => {
    const bytes = await readFile(film)
    const moov = bytes.indexOf('moov', 0, 'latin1') - 4
    const meta = bytes.lastIndexOf('meta', bytes.indexOf('keys'), 'latin1') - 4
    const more = 1 << 30
    const file = join(folder, 'vast.mp4')
    bytes.writeUInt32BE(bytes.readUInt32BE(moov) + more, moov)
    bytes.writeUInt32BE(bytes.readUInt32BE(meta) + more, meta)
    await writeFile(file, bytes)
    await truncate(file, bytes.length + more)
    const before = process.memoryUsage().arrayBuffers
    expect(await readMetadata(file)).toEqual({})
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(32 << 20)
  })

  it('does not believe a box that says it is longer than the file', async () => {
    const read = await readChanged((bytes) => {
      bytes.writeUInt32BE(0x7fffffff, bytes.lastIndexOf('meta', bytes.indexOf('keys'), 'latin1') - 4)
    })
    expect(read).toEqual({})
  })
})
