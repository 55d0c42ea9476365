import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import * as fc from 'fast-check'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { BoundShot, Cut, Shot } from '../../nodes/cut/cut.ts'
import type { ClipFacts } from '../../nodes/cut/facts.ts'
import type { FilmPlan } from '../../nodes/cut/film-plan.ts'
import { clipFrameAt, layOut, type Layout } from '../../nodes/cut/layout.ts'
import type { Media } from '../../nodes/media.ts'
import { openFilmLab, type FilmLab } from './lab.ts'
import { createBench } from './odd-file.ts'
import { mix, psnr, rawFrames } from './raw-frames.ts'
import { drawTable } from './table.ts'

/**
 * Random cuts of real clips, looked at frame by frame: a copied frame is the source's own to the bit, an encoded one
 * nearer than 40 dB. Nothing of ours looks: ffmpeg decodes sources and films alike.
 */
const EDITS = Number(process.env['SCENELOOM_EDITS'] ?? 200)
const NEAR = 40
const SIZE = { width: 180, height: 320 }
/** Said, so that nobody has to guess: encoding then changes no colour on the way. */
const COLORS = '-colorspace bt709 -color_primaries bt709 -color_trc bt709 -color_range tv'
const AAC = `${COLORS} -c:a aac -b:a 96k -ac 2`
const clipsOf = [
  `-c:v libx264 -preset ultrafast -crf 12 -pix_fmt yuv420p -g 30 ${AAC}`,
  `-c:v libx264 -preset ultrafast -crf 12 -pix_fmt yuv420p -g 30 ${AAC}`,
  `-c:v libx264 -preset veryfast -crf 12 -bf 2 -pix_fmt yuv420p -g 24 ${AAC}`,
  `-c:v libx264 -preset faster -crf 12 -bf 3 -refs 4 -pix_fmt yuv420p -g 48 ${AAC}`,
] as const

const root = mkdtempSync(join(tmpdir(), 'sceneloom-exact-'))
const sources: { media: Media; frames: Buffer[] }[] = []
let facts: ClipFacts[] = []
let lab: FilmLab
const totals = {
  films: 0,
  frames: 0,
  same: 0,
  encoded: 0,
  mixed: 0,
  worst: Infinity,
  copies: 0,
  parts: 0,
  whole: 0,
}

beforeAll(async () => {
  lab = await openFilmLab()
  const bench = createBench({ folder: root, ok: '', trap: '', listener: '' })
  for (const [index, codecs] of clipsOf.entries()) {
    // Turned by another angle each, so that no two clips share a picture.
    const video = `-f lavfi -i testsrc2=s=180x320:r=30:d=${2 + 0.5 * index},hue=h=${90 * index}`
    const audio = `-f lavfi -i sine=${300 + 100 * index}:sample_rate=48000:duration=${2 + 0.5 * index}`
    const file = await bench.encode(`${index}.mp4`, { video, audio, codecs })
    sources.push({ media: await lab.bring(file), frames: await rawFrames(file, SIZE) })
  }
  facts = await lab.call('cut.facts', { ids: sources.map(({ media }) => media.id) })
})
afterAll(async () => {
  await lab.close()
  rmSync(root, { recursive: true, force: true })
  const { worst, ...counts } = totals
  const heads = [...Object.keys(counts), 'worst encoded frame']
  const row = [...Object.values(counts).map(String), `${worst.toFixed(1)} dB`]
  process.stdout.write(`\n${drawTable(heads, [row])}\n`)
})

const share = fc.double({ min: 0, max: 1, noNaN: true })
const RandomShot = fc
  .record({
    clip: fc.nat({ max: clipsOf.length - 1 }),
    trim: fc.option(fc.tuple(share, share), { freq: 3 }),
    speed: fc.constantFrom(undefined, undefined, undefined, undefined, undefined, 0.5, 1.5, 2),
    join: fc.option(
      fc.record({
        kind: fc.constant('dissolve' as const),
        seconds: fc.double({ min: 0.1, max: 1, noNaN: true }),
      }),
      { freq: 2 },
    ),
    fades: fc.constantFrom(undefined, undefined, undefined, undefined, 0.3),
  })
  .map(({ clip, trim, speed, join, fades }): Shot => {
    const frames = 60 + 15 * clip
    const [a, b] = (trim ?? [0, 1]).map((at) => Math.round(at * frames)).toSorted((x, y) => x - y) as [
      number,
      number,
    ]
    return {
      wire: `wire-${clip}`,
      ...(trim && { from: Math.min(a, frames - 1), to: Math.max(b, Math.min(a, frames - 1) + 1) }),
      ...(speed && { speed }),
      ...(join && { join }),
      ...(fades && { fadeIn: fades }),
    }
  })
const RandomCut = fc.array(RandomShot, { minLength: 1, maxLength: 6 })

it(`is exact to the frame in ${EDITS} random cuts`, async () => {
  await fc.assert(
    fc.asyncProperty(RandomCut, async (shots) => {
      const cut: Partial<Cut> = { shots, sound: { loudness: 'as-is', target: -14, peak: -1 } }
      // Only the clips it uses may be connected: what is connected is in the film.
      const used = [...new Set(shots.map(({ wire }) => Number(wire!.slice(5))))].toSorted((a, b) => a - b)
      const rewired = shots.map((shot) => ({
        ...shot,
        wire: `wire-${used.indexOf(Number(shot.wire!.slice(5)))}`,
      }))
      const made = await lab.film(
        used.map((clip) => sources[clip]!.media),
        { cut: { ...cut, shots: rewired } },
      )
      expect(made.node.error).toBeUndefined()
      const bound = shots.map(({ wire, ...shot }): BoundShot => ({ ...shot, clip: Number(wire!.slice(5)) }))
      const layout = layOut({ shots: bound }, facts, made.plan!.fps)
      await lookThrough(made.path!, layout, made.plan!)
    }),
    { numRuns: EDITS, endOnFailure: true },
  )
})

async function lookThrough(path: string, layout: Layout, plan: FilmPlan): Promise<void> {
  const film = await rawFrames(path, SIZE)
  expect(film.length).toBe(layout.frames)
  totals.films++
  totals.frames += film.length
  totals[plan.mode === 'copy' ? 'copies' : plan.mode === 'partly' ? 'parts' : 'whole']++
  for (const [index, laid] of layout.shots.entries()) {
    const before = layout.shots[index - 1]?.overlap ?? 0
    let same = 0
    const far: string[] = []
    // Frames that two shots share are looked at once, with the shot that goes out.
    for (let at = laid.start + before; at < laid.start + laid.frames; at++) {
      const frame = film[at]!
      const expected = expectedFrame(layout, index, at)
      const near = Math.max(...expected.map((one) => psnr(frame, one)))
      if (near === Infinity) same++
      else if (!isFadingAt(layout, index, at)) {
        totals.worst = Math.min(totals.worst, near)
        totals.encoded++
        if (near <= NEAR) far.push(`frame ${at} of shot ${index + 1}: ${near.toFixed(1)} dB`)
      }
    }
    totals.same += same
    expect(far).toEqual([])
    const copied = laid.frames - before - plan.shots[index]!.encodedFrames
    expect(same, `untouched frames of shot ${index + 1}`).toBeGreaterThanOrEqual(
      Math.min(copied, laid.frames - before),
    )
  }
}

/** What may be seen at a place of the film; at another speed the neighbours are as right as the frame itself. */
function expectedFrame(layout: Layout, index: number, at: number): Buffer[] {
  const laid = layout.shots[index]!
  const own = framesOf(layout, index, at)
  const into = at - (laid.start + laid.frames - laid.overlap)
  if (into < 0 || laid.overlap === 0) return own
  totals.mixed++
  const next = framesOf(layout, index + 1, at)
  return own.flatMap((a) => next.map((b) => mix(a, b, (into + 1) / (laid.overlap + 1))))
}

function framesOf(layout: Layout, index: number, at: number): Buffer[] {
  const laid = layout.shots[index]!
  const { frames } = sources[laid.shot.clip!]!
  const frame = clipFrameAt(laid, at, layout.fps)!
  const near = laid.shot.speed ? [frame, frame - 1, frame + 1] : [frame]
  return near.flatMap((one) => frames[one] ?? [])
}

/** What fades is its own business, and what a dissolve brings in may fade in, too. */
function isFadingAt({ shots }: Layout, index: number, at: number): boolean {
  return shots
    .slice(index, index + 2)
    .some(({ shot, start }) => at >= start && at - start < (shot.fadeIn ?? 0) * 30 + 1)
}
