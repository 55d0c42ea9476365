import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { plainCut } from '../../nodes/cut/bind.ts'
import { FilmSettings } from '../../nodes/cut/settings.ts'
import { type Clips, createClips, type InspectedClip } from '../films/clips.ts'
import { joinFilm } from '../mp4/join.ts'
import { makeClip, testEngine } from '../mp4/test-clips.ts'
import { type Assembly, assembleFilm } from './film-parts.ts'
import type { StitchPlan } from './film.ts'
import { planFilm } from './plan.ts'
import { sourceAt } from './test-stitching.ts'
import { verifyFilm } from './verify-film.ts'
import { writeFilm } from './write-film.ts'

let folder: string
let one: string
let two: string
const engine = async () => testEngine
const clipsOf: Clips = createClips({ engine })
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'verify-'))
  one = await makeClip(join(folder, 'one.mp4'), { seconds: 2, tone: 300 })
  two = await makeClip(join(folder, 'two.mp4'), { tone: 400, video: ['-preset', 'veryfast', '-refs', '3'] })
})
afterAll(() => rm(folder, { recursive: true }))

interface Film {
  readonly file: string
  readonly plan: StitchPlan
  readonly assembly: Assembly
  readonly clips: readonly InspectedClip[]
}

let films = 0
/** A film that is as it should be, with everything that its check wants to know. */
async function filmOf(paths: readonly string[]): Promise<Film> {
  const clips = await Promise.all(paths.map((path) => clipsOf.of(sourceAt(path))))
  const cut = { ...plainCut(paths.length), sound: { loudness: 'as-is' } }
  const settings = FilmSettings.parse({ cut })
  const plan = planFilm(clips, settings)
  const named = clips.map((clip) => ({ ...clip, name: clip.facts.name }))
  const assembly = await assembleFilm({ plan, cut: settings.cut!, clips: named, rendered: new Map() })
  const file = join(folder, `film-${films++}.mp4`)
  await writeFilm(joinFilm(assembly.parts), { files: assembly.files, output: file })
  return { file, plan, assembly, clips }
}

const verify = (film: Film, asked: () => typeof testEngine = () => testEngine) =>
  verifyFilm({ ...film, engine: async () => asked() })

/** Writes numbers over the payload of a box of the film: of the picture's track, which comes first. */
async function patch({ file }: Film, box: string, change: (payload: Buffer) => void): Promise<void> {
  const bytes = await readFile(file)
  change(bytes.subarray(bytes.indexOf(box, 0, 'latin1') + 4))
  await writeFile(file, bytes)
}

const addTo = (at: number, amount: number) => (payload: Buffer) =>
  void payload.writeUInt32BE(payload.readUInt32BE(at) + amount, at)

describe('the check of a film', () => {
  it('believes clips of the same settings that follow each other whole, without decoding them again', async () => {
    let asked = 0
    const film = await filmOf([one, one, one])
    const probe = await verify(film, () => {
      asked++
      return testEngine
    })
    expect(probe.video).toMatchObject({ frames: 144, startSeconds: 0 })
    expect(asked).toBe(0)
  })

  it('does not believe packets of sound that lie elsewhere than the index says', async () => {
    const film = await filmOf([one, one])
    const bytes = await readFile(film.file)
    const ofSound = bytes.indexOf('stco', bytes.indexOf('stco', 0, 'latin1') + 4, 'latin1')
    addTo(8, 7)(bytes.subarray(ofSound + 4))
    await writeFile(film.file, bytes)
    await expect(verify(film)).rejects.toMatchObject({ code: 'result_wrong' })
  })

  it('decodes the joins at which the decoder is told something new', async () => {
    let asked = 0
    await verify(await filmOf([one, two, one]), () => {
      asked++
      return testEngine
    })
    expect(asked).toBe(1)
  })

  it.each([
    ['a chunk that lies elsewhere', 'stco', addTo(8, 1), 'a copied picture is not where its index says'],
    ['a picture of another size', 'stsz', addTo(12, -1), 'its index lists pictures of another size'],
    ['a frame that lasts longer', 'stts', addTo(12, 1), 'it runs at 23.953 instead of 24 fps'],
  ])('finds %s', async (_, box, change, reason) => {
    const film = await filmOf([one, one])
    await patch(film, box, change)
    await expect(verify(film)).rejects.toMatchObject({ code: 'result_wrong', details: { reason } })
  })

  it('finds bytes that are not those of the clip', async () => {
    const film = await filmOf([one, two])
    const { samples } = film.assembly.parts.pictures[0]!.video.track
    const bytes = await readFile(film.file)
    const first = await readFile(one)
    const own = first.subarray(samples.offsets[0], samples.offsets[0]! + samples.sizes[0]!)
    const at = bytes.indexOf(own)
    bytes[at + own.length - 1]! ^= 0xff
    await writeFile(film.file, bytes)
    await expect(verify(film)).rejects.toMatchObject({
      details: { reason: 'a copied picture is not where its index says' },
    })
  })

  it('finds a picture beside a join that cannot be decoded', async () => {
    const film = await filmOf([one, two])
    const { samples } = film.assembly.parts.pictures[1]!.video.track
    const bytes = await readFile(film.file)
    const own = (await readFile(two)).subarray(samples.offsets[0], samples.offsets[0]! + samples.sizes[0]!)
    const at = bytes.indexOf(own)
    // In the middle of a run, where bytes are not compared.
    for (let i = at + 200; i < at + own.length - 300; i += 5) bytes[i]! ^= 0x55
    await writeFile(film.file, bytes)
    await expect(verify(film)).rejects.toMatchObject({ details: { reason: 'it does not decode cleanly' } })
  })

  it('finds a film that is cut off', async () => {
    const film = await filmOf([one, one])
    const bytes = await readFile(film.file)
    await writeFile(film.file, bytes.subarray(0, bytes.length - 5_000))
    await expect(verify(film)).rejects.toMatchObject({
      details: { reason: 'its index does not fit its content' },
    })
  })

  it('holds a film to its plan', async () => {
    const film = await filmOf([one, one])
    const { plan } = film
    const wrong = async (change: Partial<StitchPlan>) =>
      verify({ ...film, plan: { ...plan, ...change } }).catch(({ details }) => details.reason)
    expect(await wrong({ frames: 95 })).toBe('it has 96 of 95 frames')
    expect(await wrong({ width: 256 })).toBe('it is 128 × 72 instead of 256 × 72')
    expect(await wrong({ fps: { num: 25, den: 1 } })).toBe('it runs at 24 instead of 25 fps')
    expect(await wrong({ codec: 'hevc' })).toBe('it is h264 instead of hevc')
    expect(await wrong({ sound: { action: 'none', reasons: [] } })).toBe(
      'it has sound that was not asked for',
    )
    const audio = { sampleRate: 44_100, channels: 2 }
    expect(await wrong({ format: { ...plan.format, audio } })).toBe('its sound has another format')
    expect(await wrong({})).toMatchObject({ video: { frames: 96 } })
  })
})
