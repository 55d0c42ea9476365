import { mkdirSync, readFileSync } from 'node:fs'
import { expect, test, type Route } from '@playwright/test'
import type { Cut } from '../nodes/cut/cut.ts'
import { layOut, type Layout } from '../nodes/cut/layout.ts'
import { openFilmLab } from './films/lab.ts'
import { createBench } from './films/odd-file.ts'

/**
 * What ffmpeg forgives, a browser may not: films of many origins are opened in Chromium, sought to both sides of
 * every join and played across them. Each clip has a colour of its own, so a picture tells where it comes from.
 */

const AAC = '-c:a aac -b:a 96k -ac 2'
const encoders = {
  plain: `-c:v libx264 -preset ultrafast -pix_fmt yuv420p -g 30 ${AAC}`,
  // Other parameter sets under the same number: both cannot stand in one header.
  other: `-c:v libx264 -preset faster -bf 3 -refs 4 -pix_fmt yuv420p -g 24 ${AAC}`,
  reordered: `-c:v libx264 -preset veryfast -bf 2 -pix_fmt yuv420p -g 48 ${AAC}`,
  vp9: '-c:v libvpx-vp9 -deadline realtime -cpu-used 8 -g 30 -c:a libopus',
} as const
type Encoder = keyof typeof encoders

const colors = ['red', 'lime', 'blue', 'yellow'] as const
/** Red, green, blue; by brightness of each colour channel in 0 or 1. */
const seen = { red: '100', lime: '010', blue: '001', yellow: '110' } as const

interface Film {
  readonly name: string
  readonly clips: readonly Encoder[]
  readonly rate?: string
  readonly cut?: Partial<Cut>
  readonly mode: 'copy' | 'partly' | 'encode'
  readonly file?: string
}

const films: readonly Film[] = [
  { name: 'clips that match', clips: ['plain', 'plain', 'plain'], mode: 'copy' },
  { name: 'clips of two encoders', clips: ['plain', 'other', 'plain', 'reordered'], mode: 'copy' },
  {
    name: 'a clip converted between copied ones',
    clips: ['plain', 'vp9', 'plain', 'other'],
    mode: 'partly',
    file: 'webm',
  },
  {
    name: 'trims inside groups of pictures',
    clips: ['plain', 'reordered', 'other', 'plain'],
    cut: {
      shots: [
        { wire: 'wire-0', from: 7, to: 50 },
        { wire: 'wire-1', from: 11, to: 41 },
        { wire: 'wire-2', from: 3 },
        { wire: 'wire-3', to: 33 },
      ],
    },
    mode: 'partly',
  },
  {
    name: 'a transition and a change of speed',
    clips: ['plain', 'plain', 'other'],
    cut: {
      shots: [
        { wire: 'wire-0', join: { kind: 'fade-black', seconds: 0.4 } },
        { wire: 'wire-1', speed: 2 },
        { wire: 'wire-2' },
      ],
    },
    mode: 'partly',
  },
]

for (const film of films) {
  test(`${film.name} play and seek in Chromium across every join`, async ({ page }, info) => {
    const lab = await openFilmLab()
    const folder = info.outputPath('clips')
    mkdirSync(folder, { recursive: true })
    const bench = createBench({ folder, ok: '', trap: '', listener: '' })
    const media = []
    for (const [index, encoder] of film.clips.entries()) {
      const video = `-f lavfi -i color=${colors[index]}:s=180x320:r=30:d=2`
      const name = `${index}.${encoder === 'vp9' ? 'webm' : 'mp4'}`
      media.push(await lab.bring(await bench.encode(name, { video, codecs: encoders[encoder] })))
    }
    const { plan, path, node } = await lab.film(media, film.cut ? { cut: film.cut } : {})
    expect(node.error).toBeUndefined()
    expect(plan?.mode).toBe(film.mode)
    const facts = await lab.call('cut.facts', { ids: media.map(({ id }) => id) })
    const shots =
      film.cut?.shots?.map(({ wire: _, ...shot }, clip) => ({ ...shot, clip })) ??
      media.map((_, clip) => ({ clip }))
    const layout = layOut({ shots }, facts, plan!.fps)

    await page.route('https://film.test/**', (route) =>
      route.request().url().endsWith('.mp4')
        ? serve(route, path!)
        : route.fulfill({ contentType: 'text/html', body: '<video src="/film.mp4" muted></video>' }),
    )
    await page.goto('https://film.test/')
    expect(await page.evaluate(lookAround, placesOf(layout))).toEqual(wantedOf(layout))
    expect(await page.evaluate(playAcross)).toEqual({ error: null, ended: true })
    await lab.close()
  })
}

/** Byte ranges, without which a film cannot be sought. */
async function serve(route: Route, path: string): Promise<void> {
  const bytes = readFileSync(path)
  const [, from = '0', to = ''] = /bytes=(\d+)-(\d*)/.exec(route.request().headers()['range'] ?? '') ?? []
  const end = to === '' ? bytes.length - 1 : Number(to)
  await route.fulfill({
    status: 206,
    contentType: 'video/mp4',
    headers: {
      'accept-ranges': 'bytes',
      'content-range': `bytes ${from}-${end}/${bytes.length}`,
    },
    body: bytes.subarray(Number(from), end + 1),
  })
}

/** The middle of the last frame before and of the first frame behind every join, and of the first and the last. */
function placesOf({ shots, frames, fps }: Layout): number[] {
  const at = (frame: number) => ((frame + 0.5) * fps.den) / fps.num
  const joins = shots.slice(1).flatMap(({ start }, index) => [
    // Where two pictures are mixed neither has a colour of its own.
    at(start - 1),
    at(start + (shots[index]?.overlap ?? 0)),
  ])
  return [at(0), ...joins, at(frames - 1)]
}

function wantedOf({ shots }: Layout): string[] {
  const color = (index: number) => seen[colors[shots[index]!.shot.clip!]!]
  return [
    color(0),
    ...shots.slice(1).flatMap((_, index) => [color(index), color(index + 1)]),
    color(shots.length - 1),
  ]
}

async function lookAround(places: readonly number[]): Promise<string[]> {
  const video = document.querySelector('video')!
  const canvas = document.createElement('canvas')
  const brush = canvas.getContext('2d', { willReadFrequently: true })!
  if (video.readyState < 2) {
    await new Promise<void>((resolve, reject) => {
      video.addEventListener('loadeddata', () => resolve(), { once: true })
      video.addEventListener('error', () => reject(new Error(video.error?.message)), { once: true })
    })
  }
  const found: string[] = []
  for (const place of places) {
    // On a busy machine the picture comes some time after the word that it is there; the same one may not come anew.
    const shown = new Promise<void>((resolve) => {
      video.requestVideoFrameCallback(() => resolve())
      setTimeout(resolve, 2_000)
    })
    await new Promise<void>((resolve, reject) => {
      video.addEventListener('seeked', () => resolve(), { once: true })
      video.addEventListener('error', () => reject(new Error(video.error?.message)), { once: true })
      video.currentTime = place
    })
    await shown
    canvas.width = video.videoWidth
    canvas.height = video.videoHeight
    brush.drawImage(video, 0, 0)
    const [r = 0, g = 0, b = 0] = brush.getImageData(canvas.width / 2, canvas.height / 2, 1, 1).data
    found.push([r, g, b].map((level) => (level > 127 ? '1' : '0')).join(''))
  }
  return found
}

async function playAcross(): Promise<{ error: string | null; ended: boolean }> {
  const video = document.querySelector('video')!
  video.currentTime = 0
  video.playbackRate = 2
  await video.play()
  return new Promise((resolve) => {
    video.addEventListener('ended', () => resolve({ error: null, ended: true }))
    video.addEventListener('error', () => resolve({ error: video.error?.message ?? 'unknown', ended: false }))
  })
}
