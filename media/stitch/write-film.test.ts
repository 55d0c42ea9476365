import { appendFile, copyFile, mkdtemp, readdir, rename, rm, stat, truncate } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { makeClip } from '../mp4/test-clips.ts'
import { stampOf } from './stamp.ts'
import { writeFilm } from './write-film.ts'

let folder: string
let room: string
let clip: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'write-'))
  clip = await makeClip(join(folder, 'clip.mp4'))
})
beforeEach(async () => void (room = await mkdtemp(join(folder, 'room-'))))
afterAll(() => rm(folder, { recursive: true }))

/** Half a block of somebody's file behind a head of our own. */
const joined = { head: Buffer.from('head'), pieces: [{ file: 0, offset: 10, bytes: 500 }], bytes: 504 }

describe('a film that is being written', () => {
  it('never takes the place of a file that is there', async () => {
    const output = join(room, 'film.mp4')
    await copyFile(clip, output)
    const { size } = await stat(output)
    const files = [{ path: clip, name: 'clip.mp4' }]
    await expect(writeFilm(joined, { files, output })).rejects.toThrow('EEXIST')
    expect((await stat(output)).size).toBe(size)
  })

  it('is given up when a clip has vanished, and says which', async () => {
    const gone = join(room, 'gone.mp4')
    await copyFile(clip, gone)
    const files = [{ path: gone, name: 'The knock', stamp: await stampOf(gone) }]
    await rename(gone, `${gone}.away`)
    const writing = writeFilm(joined, { files, output: join(room, 'film.mp4') })
    await expect(writing).rejects.toMatchObject({ code: 'file_not_found', details: { name: 'The knock' } })
    expect(await readdir(room)).toEqual(['gone.mp4.away'])
  })

  it.each([
    ['grew', (path: string) => appendFile(path, 'more')],
    ['was cut off', (path: string) => truncate(path, 100)],
  ])('is given up when a clip %s since it was measured', async (_, change) => {
    const changing = join(room, 'changing.mp4')
    await copyFile(clip, changing)
    const files = [{ path: changing, name: 'The knock', stamp: await stampOf(changing) }]
    await change(changing)
    const writing = writeFilm(joined, { files, output: join(room, 'film.mp4') })
    await expect(writing).rejects.toMatchObject({ code: 'clip_changed', details: { name: 'The knock' } })
    expect(await readdir(room)).toEqual(['changing.mp4'])
  })

  it('stops where it is and leaves nothing', async () => {
    const stopper = new AbortController()
    stopper.abort()
    const job = {
      files: [{ path: clip, name: 'clip.mp4' }],
      output: join(room, 'film.mp4'),
      signal: stopper.signal,
    }
    await expect(writeFilm(joined, job)).rejects.toMatchObject({ code: 'stopped' })
    expect(await readdir(room)).toEqual([])
  })
})
