import { existsSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { plainCut } from '../../nodes/cut/bind.ts'
import type { BoundCut } from '../../nodes/cut/cut.ts'
import { matchingClips } from './clips.ts'
import { correctness, ffmpeg, filmMaker } from './film-bench.ts'
import { compare, type Row } from './measure.ts'

/**
 * What a film costs where something must be encoded, against encoding all of it with the same encoder and settings.
 * Ratios of one round each: an encode of minutes hardly varies.
 */
export async function benchEncode(folder: string): Promise<Row[]> {
  const clips = matchingClips(join(folder, 'clips'), 20)
  const odd = oddClips(join(folder, 'clips'))
  const asIs = { sound: { loudness: 'as-is', target: -14, peak: -1 } } as const
  const plain = (count: number): BoundCut => ({ ...plainCut(count), ...asIs })
  const fades = (count: number): BoundCut => ({
    ...asIs,
    shots: Array.from({ length: count }, (_, clip) => ({ clip, join: { kind: 'dissolve', seconds: 1 } })),
  })
  const mixed = (count: number) =>
    clips.map((clip, at) => (at === 6 && count > 0 ? odd[0]! : at === 13 && count > 1 ? odd[1]! : clip))
  const minute = minuteClip(join(folder, 'clips'))
  const trim: BoundCut = { ...asIs, shots: [{ clip: 0, from: 37, to: 1_763 }] }

  const all = await fullEncode(folder, mixed(2), '5 20 clips, two of them odd')
  const peers = { folder, against: all }
  return [
    all.row,
    ...(await ours(peers, '5 two odd clips of 20', { clips: mixed(2), cut: plain(20) })),
    ...(await ours(peers, '5 one odd clip of 20', { clips: mixed(1), cut: plain(20) })),
    ...(await ours(peers, '5 no odd clip of 20', { clips, cut: plain(20) })),
    ...(await fade(folder, { clips: clips.slice(0, 2), cut: fades(2) }, '6 two clips, one fade of 1 s')),
    ...(await fade(folder, { clips, cut: fades(20) }, '7 20 clips, 19 fades of 1 s')),
    ...(await trimmed(folder, { clips: [minute], cut: trim })),
    ...(await sound(folder, clips)),
  ]
}

interface Asked {
  readonly clips: readonly string[]
  readonly cut: BoundCut
}

const X264 = '-c:v libx264 -preset veryfast -crf 18 -pix_fmt yuv420p -g 30'
const AAC = '-c:a aac -b:a 160k -ar 48000 -ac 2'

async function fullEncode(folder: string, clips: readonly string[], what: string) {
  const inputs = clips.map((clip) => `-i ${clip}`).join(' ')
  const scaled = clips
    .map((_, i) => `[${i}:v]scale=1080:1920,setsar=1,fps=30,format=yuv420p[v${i}]`)
    .join(';')
  const pairs = clips.map((_, i) => `[v${i}][${i}:a]`).join('')
  const graph = `${scaled};${pairs}concat=n=${clips.length}:v=1:a=1[v][a]`
  const [row] = await once(what, 'ffmpeg, everything encoded', () =>
    ffmpeg(`${inputs} -filter_complex ${graph} -map [v] -map [a] ${X264} ${AAC} ${join(folder, 'peer.mp4')}`),
  )
  return { row: row! }
}

async function ours(
  { folder, against }: { folder: string; against: { row: Row } },
  what: string,
  asked: Asked,
): Promise<Row[]> {
  const { output, make } = filmMaker({ folder, ...asked }, 'ours')
  await make()
  let frames = 0
  const [row] = await once(what, 'Sceneloom', async () => void (frames = (await make()).plan.frames))
  return [
    {
      ...row!,
      ratio: row!.medianMs / against.row.medianMs,
      name: `Sceneloom (${await correctness(output, frames)})`,
    },
  ]
}

async function fade(folder: string, asked: Asked, what: string): Promise<Row[]> {
  const { clips } = asked
  const inputs = clips.map((clip) => `-i ${clip}`).join(' ')
  let graph = ''
  let [video, audio] = ['0:v', '0:a']
  for (let at = 1; at < clips.length; at++) {
    graph += `${at > 1 ? ';' : ''}[${video}][${at}:v]xfade=duration=1:offset=${7 * at}[v${at}];[${audio}][${at}:a]acrossfade=d=1[a${at}]`
    ;[video, audio] = [`v${at}`, `a${at}`]
  }
  const [peer] = await once(what, 'ffmpeg xfade, everything encoded', () =>
    ffmpeg(
      `${inputs} -filter_complex ${graph} -map [${video}] -map [${audio}] ${X264} ${AAC} ${join(folder, 'peer.mp4')}`,
    ),
  )
  const [mine] = await ours({ folder, against: { row: peer! } }, what, asked)
  return [peer!, mine!]
}

async function trimmed(folder: string, asked: Asked): Promise<Row[]> {
  const what = '8 a minute, trimmed inside groups of pictures at both ends'
  const [peer] = await once(what, 'ffmpeg, the range encoded', () =>
    ffmpeg(
      `-i ${asked.clips[0]} -vf trim=start_frame=37:end_frame=1763,setpts=PTS-STARTPTS -af atrim=1.2333:58.7667,asetpts=PTS-STARTPTS ${X264} ${AAC} ${join(folder, 'peer.mp4')}`,
    ),
  )
  const [mine] = await ours({ folder, against: { row: peer! } }, what, asked)
  return [peer!, mine!]
}

async function sound(folder: string, clips: readonly string[]): Promise<Row[]> {
  const inputs = clips.map((clip) => `-i ${clip}`).join(' ')
  const pairs = clips.map((_, i) => `[${i}:a]`).join('')
  const make = (loudness: 'even' | 'as-is') =>
    filmMaker(
      {
        folder,
        clips,
        // A shot that is a little quieter has all of the sound mixed anew.
        cut: {
          ...plainCut(clips.length),
          sound: { loudness, target: -14, peak: -1 },
          shots: clips.map((_, clip) => ({ clip, volume: clip === 0 ? 0.9 : 1 })),
        },
      },
      'sound',
    )
  const [asIs, even] = [make('as-is'), make('even')]
  return compare('9 20 clips, pictures copied, sound mixed anew', 3, [
    {
      name: 'ffmpeg -c:v copy, sound by concat filter',
      run: () =>
        ffmpeg(
          `${inputs} -filter_complex ${pairs}concat=n=${clips.length}:v=0:a=1[a] -map [a] ${AAC} ${join(folder, 'peer.m4a')}`,
        ),
    },
    { name: 'Sceneloom, loudness as it is', run: () => asIs.make() },
    { name: 'Sceneloom, loudness evened and measured', run: () => even.make() },
  ])
}

/** One round: the first contender of `compare` would be run twice. */
async function once(what: string, name: string, run: () => unknown): Promise<Row[]> {
  const before = performance.now()
  await run()
  return [{ what, name, medianMs: performance.now() - before, ratio: 1 }]
}

/** Another size and rate; another rate. */
function oddClips(folder: string): string[] {
  const recipes = ['s=720x1280:r=24', 's=1080x1920:r=25']
  return recipes.map((recipe, index) => {
    const file = join(folder, `odd-${index}.mp4`)
    if (!existsSync(file)) {
      ffmpeg(
        `-f lavfi -i testsrc2=${recipe}:d=8,noise=alls=12:allf=t -f lavfi -i sine=440:sample_rate=48000:duration=8 -c:v libx264 -preset ultrafast -b:v 8M -pix_fmt yuv420p -g 48 -c:a aac -ac 2 -b:a 128k -shortest ${file}`,
      )
    }
    return file
  })
}

function minuteClip(folder: string): string {
  mkdirSync(folder, { recursive: true })
  const file = join(folder, 'minute.mp4')
  if (!existsSync(file)) {
    ffmpeg(
      `-f lavfi -i testsrc2=s=1080x1920:r=30:d=60,noise=alls=12:allf=t -f lavfi -i sine=440:sample_rate=48000:duration=60 -c:v libx264 -preset ultrafast -b:v 8M -bf 2 -pix_fmt yuv420p -g 60 -c:a aac -ac 2 -b:a 128k -shortest ${file}`,
    )
  }
  return file
}
