import { mkdtemp, readFile, rm, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Input, Method, Output } from '../../nodes/contract/methods.ts'
import { answer, createCaller } from '../../nodes/contract/rpc.ts'
import { FilmPlan } from '../../nodes/cut/film-plan.ts'
import { FilmSettings } from '../../nodes/cut/settings.ts'
import { type Core, openCore } from '../core.ts'
import { ffmpeg, makeClip } from '../mp4/test-clips.ts'

let folder: string
let core: Core
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'planning-'))
  core = await openCore({ dataFolder: join(folder, 'data'), version: 'test' })
})
afterAll(async () => {
  await core.close()
  await rm(folder, { recursive: true })
})

const call = <M extends Method>(name: M, input: Input<M>): Promise<Output<M>> =>
  createCaller(async (method, value) => answer(core.handlers, method, value))(name, input)

const idOf = async (path: string) => (await core.importFile(path)).media.id

describe('the facts of clips', () => {
  it('say how a clip, a picture and a sound lie in a cut, and leave out what is gone', async () => {
    const clip = await idOf(await makeClip(join(folder, 'clip.mp4'), { rate: '30000/1001', seconds: 2 }))
    await ffmpeg(['-f', 'lavfi', '-i', 'color=red:s=60x90:d=1', '-frames:v', '1', join(folder, 'door.png')])
    await ffmpeg(['-f', 'lavfi', '-i', 'sine=300:duration=1', join(folder, 'rain.wav')])
    const door = await idOf(join(folder, 'door.png'))
    const rain = await idOf(join(folder, 'rain.wav'))
    const gone = await idOf(await makeClip(join(folder, 'gone.mp4'), { tone: 100 }))
    await rm(core.manager.pathOf(gone))

    expect(await call('cut.facts', { ids: [clip, door, clip, gone, rain, 'f'.repeat(64)] })).toEqual([
      {
        id: clip,
        kind: 'video',
        name: 'clip.mp4',
        fps: { num: 30000, den: 1001 },
        frames: 60,
        seconds: 2.002,
        width: 128,
        height: 72,
        hasSound: true,
      },
      { id: door, kind: 'image', name: 'door.png', width: 60, height: 90, hasSound: false },
      { id: rain, kind: 'audio', name: 'rain.wav', seconds: 1, hasSound: true },
    ])
  })

  it('show wide pixels and turned pictures as they are seen', async () => {
    const wide = await makeClip(join(folder, 'wide.mp4'), { size: '96x72', video: ['-vf', 'setsar=4/3'] })
    const turned = await makeClip(join(folder, 'turned.mp4'), { size: '96x72', turned: 90 })
    const facts = await call('cut.facts', { ids: [await idOf(wide), await idOf(turned)] })
    expect(facts.map(({ width, height }) => [width, height])).toEqual([
      [128, 72],
      [72, 96],
    ])
  })

  it('are measured anew when somebody touched the file', async () => {
    const id = await idOf(await makeClip(join(folder, 'touched.mp4'), { seconds: 1, tone: 200 }))
    const longer = await makeClip(join(folder, 'longer.mp4'), { seconds: 2, tone: 200 })
    await call('cut.facts', { ids: [id] })
    const stored = core.manager.pathOf(id)
    const size = (await readFile(stored)).length
    await writeFile(stored, (await readFile(longer)).subarray(0, size))
    await utimes(stored, 1, 1)
    expect(await call('cut.facts', { ids: [id] })).toEqual([])
  })
})

describe('the plan of a film', () => {
  it('is plain data of the contract, made without touching the library', async () => {
    const one = await idOf(await makeClip(join(folder, 'one.mp4'), { tone: 310 }))
    const two = await idOf(await makeClip(join(folder, 'two.mp4'), { tone: 320 }))
    const plan = await call('cut.plan', { clips: [one, two, one], settings: FilmSettings.parse({}) })
    expect(FilmPlan.strict().parse(plan)).toEqual(plan)
    expect(plan).toMatchObject({ mode: 'copy', frames: 72, encodedFrames: 0, width: 128, height: 72 })
    expect(plan.shots.map(({ action }) => action)).toEqual(['copy', 'copy', 'copy'])
  })

  it('has clips looked through that nobody did yet, and is certain then', async () => {
    const quiet = await makeClip(join(folder, 'quiet.mp4'), {
      tone: 340,
      audio: ['-ac', '2', '-af', 'volume=0.01'],
    })
    const ids = [await idOf(quiet), await idOf(await makeClip(join(folder, 'loud.mp4'), { tone: 350 }))]
    const measured = new Set<string>()
    const all = Promise.withResolvers<void>()
    const off = core.onEvent((event) => {
      if (event.type === 'clip.measured') measured.add(event.id)
      if (ids.every((id) => measured.has(id))) all.resolve()
    })
    const ask = { clips: ids, settings: FilmSettings.parse({}) }
    const unsure = await call('cut.plan', ask)
    expect(unsure.reasons.map(({ code }) => code)).toContain('unmeasured')
    await all.promise
    off()
    const certain = await call('cut.plan', ask)
    expect(certain.reasons.map(({ code }) => code)).not.toContain('unmeasured')
    expect([unsure.sound.action, certain.sound.action]).toEqual(['copy', 'encode'])
  })

  it('says which file is missing', async () => {
    const lost = await idOf(await makeClip(join(folder, 'lost.mp4'), { tone: 330 }))
    await rm(core.manager.pathOf(lost))
    await expect(call('cut.plan', { clips: [lost], settings: FilmSettings.parse({}) })).rejects.toMatchObject(
      {
        code: 'media_missing',
        details: { name: 'lost.mp4' },
      },
    )
  })
})
