import { execFileSync } from 'node:child_process'
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { testEngine } from '../mp4/test-clips.ts'
import { ffmpeg, soundClip } from '../sound/test-sound.ts'
import { createMeasures, type MeasuredMedia } from './measures.ts'

const root = mkdtempSync(join(tmpdir(), 'sceneloom-measures-'))
const at = (name: string) => join(root, name)
afterAll(() => rmSync(root, { recursive: true, force: true }))

/** A second of a tone, a second of nothing. */
const HALF = "aevalsrc='if(lt(t,1),0.5*sin(2*PI*1000*t),0)|0':s=48000"
const video = (name: string): MeasuredMedia => ({ id: '1'.repeat(64), kind: 'video', name, path: at(name) })
const good = video('good.mp4')

beforeAll(async () => {
  await soundClip(good.path, { sound: HALF })
  await soundClip(at('long.mp4'), { sound: HALF, seconds: 60 })
  await ffmpeg(['-i', good.path, '-an', '-c', 'copy', at('mute.mp4')])
  await ffmpeg(['-i', good.path, '-vn', at('sound.mp3')])
  const noisy = ['-f', 'lavfi', '-i', 'testsrc2=s=320x320:r=30:d=2,noise=alls=40', '-i', good.path]
  await ffmpeg([...noisy, '-map', '0:v', '-map', '1:a', '-c:v', 'libx264', '-c:a', 'copy', at('bad.mp4')])
  const bytes = readFileSync(at('bad.mp4'))
  for (let i = 0; i < 400; i++) bytes[200_000 + i]! ^= 0x5a
  writeFileSync(at('bad.mp4'), bytes)
})

let data: string
let asked: number
beforeEach(() => {
  data = mkdtempSync(join(root, 'data-'))
  asked = 0
})

const measures = (program = testEngine) =>
  createMeasures({
    folder: data,
    engine: async () => {
      asked += 1
      return program
    },
  })
const peaksIn = (peaks: string) => [...Buffer.from(peaks, 'base64')]

/** An ffmpeg that does what the script says. */
function fake(script: string) {
  const path = join(data, 'fake')
  writeFileSync(path, `#!/bin/sh\n${script}\n`)
  chmodSync(path, 0o755)
  return { ...testEngine, ffmpeg: path }
}

describe('a measure', () => {
  it('tells how loud a clip is, and draws its waveform', async () => {
    const { damage, loudness, truePeak, perSecond, peaks } = await measures().of(good)
    expect(damage).toBeUndefined()
    expect(loudness).toBeCloseTo(-9.7, 0)
    expect(Math.abs(truePeak! + 5.5)).toBeLessThan(0.6)
    expect(perSecond).toBe(50)
    const bars = peaksIn(peaks)
    expect(bars.length).toBeGreaterThanOrEqual(100)
    expect(bars.slice(5, 48).every((bar) => Math.abs(bar - 128) < 8)).toBe(true)
    expect(bars.slice(55, 100).every((bar) => bar < 8)).toBe(true)
  })

  it('tells of damage that no index shows, and still hears the sound', async () => {
    const { damage, loudness, peaks } = await measures().of(video('bad.mp4'))
    expect(damage).toMatch(/\w/)
    expect(damage).not.toContain('[h264')
    expect(loudness).toBeCloseTo(-9.7, 0)
    expect(peaksIn(peaks).length).toBeGreaterThanOrEqual(100)
  })

  it('of a silent film or a picture has neither loudness nor peaks', async () => {
    const nothing = { perSecond: 50, peaks: '' }
    expect(await measures().of(video('mute.mp4'))).toEqual(nothing)
    expect(await measures().of({ ...good, id: '2'.repeat(64), kind: 'image' })).toEqual(nothing)
    await soundClip(at('still.mp4'), { sound: 'anullsrc=r=48000:cl=stereo' })
    expect(await measures().of({ ...video('still.mp4'), id: '3'.repeat(64) })).toEqual(nothing)
  })

  it('is made of sounds as well', async () => {
    const sound = { id: '4'.repeat(64), kind: 'audio', name: 'sound.mp3', path: at('sound.mp3') } as const
    expect((await measures().of(sound)).loudness).toBeCloseTo(-9.7, 0)
  })
})

describe('measuring', () => {
  it('is done once, also for those who ask meanwhile and after a restart', async () => {
    const some = measures()
    const [one, other] = await Promise.all([some.of(good), some.of(good)])
    expect(other).toEqual(one)
    expect(asked).toBe(1)
    expect(await measures().of(good)).toEqual(one)
    expect(await measures().known(good.id)).toEqual(one)
    expect(asked).toBe(1)
  })

  it('is done again when what was kept is gone, cannot be read or is from another version', async () => {
    const file = join(data, 'measures', `${good.id}.json`)
    const first = await measures().of(good)
    for (const spoil of [
      () => rmSync(join(data, 'measures'), { recursive: true }),
      () => writeFileSync(file, '{"version":1,'),
      () =>
        writeFileSync(
          file,
          JSON.stringify({ version: 0, whole: true, measure: { perSecond: 1, peaks: '' } }),
        ),
    ]) {
      spoil()
      expect(await measures().known(good.id)).toBeUndefined()
      expect(await measures().of(good)).toEqual(first)
    }
    expect(asked).toBe(4)
    expect(readdirSync(join(data, 'measures'))).toEqual([`${good.id}.json`])
  })

  it('leaves the picture alone where only the waveform is wanted, and says nothing of damage then', async () => {
    const bad = video('bad.mp4')
    const { peaks } = await measures().peaksOf(bad)
    expect(peaksIn(peaks).length).toBeGreaterThanOrEqual(100)
    expect(await measures().known(bad.id)).toBeUndefined()
    const whole = await measures().of(bad)
    expect(whole.damage).toBeDefined()
    expect((await measures().peaksOf(bad)).peaks).toBe(whole.peaks)
    expect(await measures().known(bad.id)).toEqual(whole)
  })

  it('keeps nothing of what may be better next time', async () => {
    const nowhere = { ...testEngine, ffmpeg: join(data, 'nowhere') }
    await expect(measures(nowhere).of(good)).rejects.toMatchObject({ code: 'ffmpeg_missing' })
    const broken = fake(`echo 'good.mp4: Input/output error' >&2; exit 1`)
    await expect(measures(broken).of(good)).rejects.toMatchObject({ code: 'encode_unfinished' })
    await expect(measures(fake('kill -9 $$')).of(good)).rejects.toMatchObject({ code: 'encode_unfinished' })
    await expect(measures().of(video('nowhere.mp4'))).rejects.toMatchObject({ code: 'file_not_found' })
    expect(await measures().known(good.id)).toBeUndefined()
    expect((await measures().of(good)).damage).toBeUndefined()
  })

  it('goes on for the others when one stops, and ends with the last', async () => {
    const long = { ...video('long.mp4'), id: '5'.repeat(64) }
    const some = measures()
    const [one, other] = [new AbortController(), new AbortController()]
    const first = some.of(long, one.signal).catch((error: unknown) => error)
    const second = some.of(long, other.signal).catch((error: unknown) => error)
    one.abort()
    expect(await first).toMatchObject({ code: 'stopped' })
    await expect.poll(running).toHaveLength(1)
    other.abort()
    expect(await second).toMatchObject({ code: 'stopped' })
    expect(running()).toEqual([])
    expect(await some.known(long.id)).toBeUndefined()
  })
})

/** The processes that read a file of this test. */
function running(): string[] {
  const all = execFileSync('ps', ['-eo', 'args'], { encoding: 'utf8' }).split('\n')
  return all.filter((line) => line.startsWith('ffmpeg') && line.includes(root))
}
