import { execFileSync } from 'node:child_process'
import { mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { openCore, type Core } from '../../media/core.ts'
import { locateEngine } from '../../media/ffmpeg/locate.ts'
import type { Probe } from '../../media/ffmpeg/probe.ts'
import { inspectFile } from '../../media/inspect-file.ts'
import { makeStrip, STRIP_CELLS } from '../../media/renditions/strips.ts'
import { matchingClips } from './clips.ts'
import { compare, type Row } from './measure.ts'

/** Posters and strips of a clip of 8 s, 1080 x 1920. */
export async function benchPictures(folder: string): Promise<Row[]> {
  const clips = matchingClips(join(folder, 'clips'), 20)
  return [...(await benchPosters(folder, clips)), ...(await benchStrip(folder, clips[0]!))]
}

async function benchPosters(folder: string, clips: readonly string[]): Promise<Row[]> {
  const library = join(folder, 'posters')
  const ids: string[] = []
  const forget = () => rmSync(join(library, 'posters'), { recursive: true, force: true })
  rmSync(library, { recursive: true, force: true })
  mkdirSync(library, { recursive: true })
  const core: Core = await openCore({ dataFolder: library, version: 'bench' })
  for (const clip of clips) ids.push((await core.importFile(clip)).media.id)
  const shot = (clip: string) =>
    execFileSync('ffmpeg', [
      ...`-nostdin -v error -y -ss 0.8 -i ${clip} -frames:v 1 -vf scale=360:640 -q:v 4`.split(' '),
      join(folder, 'peer.jpg'),
    ])
  const rows = [
    ...(await compare('14 one poster', 5, [
      { name: 'ffmpeg -ss T -i clip -frames:v 1', run: () => shot(clips[0]!) },
      {
        name: 'Sceneloom',
        prepare: forget,
        run: () => core.manager.renditionOf(ids[0]!, 'poster'),
      },
    ])),
    ...(await compare('14 twenty posters', 2, [
      { name: 'ffmpeg, one after the other', run: () => clips.forEach(shot) },
      {
        name: 'Sceneloom, all asked for at once',
        prepare: forget,
        run: () => Promise.all(ids.map((id) => core.manager.renditionOf(id, 'poster'))),
      },
    ])),
  ]
  await core.close()
  rmSync(library, { recursive: true, force: true })
  return rows
}

async function benchStrip(folder: string, clip: string): Promise<Row[]> {
  const engine = await locateEngine({})
  const often = join(folder, 'often.mp4')
  execFileSync('ffmpeg', [
    ...`-nostdin -v error -y -i ${clip} -c:v libx264 -preset ultrafast -b:v 8M -g 15 -an`.split(' '),
    often,
  ])
  const probeOf = async (file: string) =>
    (await inspectFile(file, { engine: async () => engine })).facts as Probe
  const facts = new Map([
    [clip, await probeOf(clip)],
    [often, await probeOf(often)],
  ])
  const temp = join(folder, 'strip.jpg')
  const cells = (file: string) => {
    for (let cell = 0; cell < STRIP_CELLS; cell++) {
      execFileSync('ffmpeg', [
        ...`-nostdin -v error -y -ss ${cell * 0.8} -i ${file} -frames:v 1 -vf scale=-2:96`.split(' '),
        join(folder, `cell-${cell}.jpg`),
      ])
    }
  }
  const strip = (file: string) => () => makeStrip(engine, { probe: facts.get(file)!, path: file, temp })
  return [
    ...(await compare('15 strip of ten, whole pictures every 2 s', 3, [
      { name: 'ten times ffmpeg -ss', run: () => cells(clip) },
      { name: 'Sceneloom', run: strip(clip) },
    ])),
    ...(await compare('15 strip of ten, whole pictures every 0.5 s', 3, [
      { name: 'ten times ffmpeg -ss', run: () => cells(often) },
      { name: 'Sceneloom', run: strip(often) },
    ])),
  ]
}
