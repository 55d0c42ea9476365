import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { ShotAction } from '../../nodes/cut/film-plan.ts'
import type { ReasonCode } from '../../nodes/cut/reasons.ts'
import type { Media } from '../../nodes/media.ts'
import { judgeFilm } from './judge-film.ts'
import { openFilmLab, type FilmLab } from './lab.ts'
import { createBench, makeOk, turn, type EncodeOptions } from './odd-file.ts'
import { drawTable } from './table.ts'

/** One clip in the middle that differs from its neighbours in one thing: what tools that only copy get wrong. */
interface Deviation {
  readonly what: string
  readonly encode: EncodeOptions
  /** What is right to do with its picture, and with the sound of the film. */
  readonly picture: ShotAction
  readonly sound: 'copy' | 'encode'
  /** What is done beside that must not go unsaid. */
  readonly says?: ReasonCode
  readonly turned?: true
}

const fast = '-c:v libx264 -preset ultrafast -pix_fmt yuv420p -g 30'
const aac = '-c:a aac -b:a 96k -ac 2'

const deviations: readonly Deviation[] = [
  { what: 'nothing', encode: {}, picture: 'copy', sound: 'copy' },
  {
    what: 'the settings of its encoder',
    encode: { codecs: `-c:v libx264 -preset faster -bf 3 -refs 4 -pix_fmt yuv420p -g 30 ${aac}` },
    picture: 'copy',
    sound: 'copy',
  },
  {
    what: 'its unit of time',
    encode: { options: '-video_track_timescale 90000' },
    picture: 'copy',
    sound: 'copy',
  },
  {
    what: 'its rate (24)',
    encode: { video: '-f lavfi -i testsrc2=s=180x320:r=24:d=2' },
    picture: 'conform',
    sound: 'copy',
  },
  {
    what: 'its size',
    encode: { video: '-f lavfi -i testsrc2=s=240x426:r=30:d=2' },
    picture: 'conform',
    sound: 'copy',
  },
  { what: 'no sound', encode: { audio: '', codecs: fast }, picture: 'copy', sound: 'copy' },
  { what: 'sound of 44.1 kHz', encode: { options: '-ar 44100' }, picture: 'copy', sound: 'encode' },
  { what: 'one channel', encode: { options: '-ac 1' }, picture: 'copy', sound: 'encode' },
  { what: 'MP3 sound', encode: { codecs: `${fast} -c:a mp3` }, picture: 'copy', sound: 'encode' },
  { what: 'sound as first track', encode: { options: '-map 1:a -map 0:v' }, picture: 'copy', sound: 'copy' },
  {
    what: 'turned by 90 degrees',
    encode: {},
    turned: true,
    picture: 'conform',
    sound: 'copy',
  },
  {
    what: 'HEVC',
    encode: {
      codecs: `-c:v libx265 -preset ultrafast -pix_fmt yuv420p -tag:v hvc1 -x265-params log-level=none ${aac}`,
    },
    picture: 'conform',
    sound: 'copy',
  },
  {
    what: '10 bit',
    encode: { codecs: `-c:v libx264 -preset ultrafast -pix_fmt yuv420p10le -g 30 ${aac}` },
    picture: 'conform',
    sound: 'copy',
  },
  {
    what: 'full range',
    encode: { codecs: `-c:v libx264 -preset ultrafast -pix_fmt yuvj420p -color_range pc -g 30 ${aac}` },
    picture: 'conform',
    sound: 'copy',
  },
  {
    what: 'the shape of its pixels',
    encode: { options: '-vf setsar=4/3' },
    picture: 'conform',
    sound: 'copy',
  },
  {
    what: 'pictures in another order',
    encode: { codecs: `-c:v libx264 -preset veryfast -bf 2 -pix_fmt yuv420p -g 30 ${aac}` },
    picture: 'copy',
    sound: 'copy',
  },
  {
    what: 'sound 1 s longer',
    encode: { audio: '-f lavfi -i sine=440:sample_rate=48000:duration=3' },
    picture: 'copy',
    sound: 'copy',
  },
  {
    what: 'sound 1 s shorter',
    encode: { audio: '-f lavfi -i sine=440:sample_rate=48000:duration=1' },
    picture: 'copy',
    sound: 'copy',
  },
  {
    what: 'a rate that varies',
    encode: { options: '-vf select=lt(mod(n\\,7)\\,4),setpts=PTS -fps_mode vfr' },
    picture: 'conform',
    sound: 'copy',
  },
  {
    what: 'a second sound',
    encode: { options: '-map 0:v -map 1:a -map 1:a' },
    picture: 'copy',
    sound: 'copy',
    says: 'sound_tracks',
  },
]

const root = mkdtempSync(join(tmpdir(), 'sceneloom-deviations-'))
const rows: string[][] = []
let lab: FilmLab
let before: Media
let after: Media

beforeAll(async () => {
  lab = await openFilmLab()
  before = await lab.bring(await makeOk(join(root, 'before.mp4'), 'before'))
  after = await lab.bring(await makeOk(join(root, 'after.mp4'), 'after'))
})
afterAll(async () => {
  await lab.close()
  rmSync(root, { recursive: true, force: true })
  const heads = ['the middle clip has', 'pictures', 'sound', 'film', 'right', 'in words']
  process.stdout.write(`\n${drawTable(heads, rows)}\n\n${rows.length} films\n`)
})

// Loudness as it is: evening would encode every sound, and hide what copying does.
const asIs = { cut: { sound: { loudness: 'as-is', target: -14, peak: -1 } } } as const

it.each(deviations)('$what', async ({ what, encode, picture, sound, says, turned }) => {
  const bench = createBench({ folder: root, ok: '', trap: '', listener: '' })
  const file = await bench.encode(`${deviations.findIndex((one) => one.what === what)}.mp4`, encode)
  if (turned) {
    const bytes = readFileSync(file)
    turn(bytes)
    writeFileSync(file, bytes)
  }
  const middle = await lab.bring(file)
  const { plan, path, node } = await lab.film([before, middle, after], asIs)
  const wrong: string[] = []
  if (plan?.shots[1]?.action !== picture) wrong.push(`its picture: ${plan?.shots[1]?.action}, not ${picture}`)
  if (plan?.sound.action !== sound) wrong.push(`the sound: ${plan?.sound.action}, not ${sound}`)
  if (says && !plan?.sound.reasons.some(({ code }) => code === says)) wrong.push(`${says} is not said`)
  for (const neighbour of [0, 2]) {
    if (plan?.shots[neighbour]?.action !== 'copy') wrong.push(`clip ${neighbour + 1} is not copied`)
  }
  if (!path || !plan) wrong.push(`no film: ${node.error?.message}`)
  else {
    const sources = [join(root, 'before.mp4'), file, join(root, 'after.mp4')]
    wrong.push(...(await judgeFilm({ path, plan, sources })))
  }
  rows.push([
    what,
    plan?.shots.map(({ action }) => action).join(' ') ?? '-',
    plan?.sound.action ?? '-',
    plan?.mode ?? '-',
    wrong.length === 0 ? 'yes' : 'NO',
    node.note ?? node.error?.message ?? '',
  ])
  expect(wrong).toEqual([])
})
