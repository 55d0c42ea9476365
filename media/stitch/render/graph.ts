import { inputGuards } from '../../ffmpeg/probe.ts'
import type { FfmpegInput } from '../../ffmpeg/run.ts'
import type { LaidShot } from '../../../nodes/cut/layout.ts'
import type { StitchPlan } from '../film.ts'
import { firstClipFrame, ratio, seconds, seekFor } from './clock.ts'
import { matrixOfFilm } from './colors.ts'
import type { RenderClip, Stretch } from './job.ts'
import { mixFilters } from './mix.ts'
import { fadesOf, type Segment, segmentsOf } from './segments.ts'
import { clipFilters, type Shown, stillFilters } from './shot-filters.ts'
import type { BurnedCaption, Still } from './stills.ts'

export interface Part {
  readonly plan: StitchPlan
  readonly clips: readonly RenderClip[]
  readonly stretch: Stretch
  readonly stills: ReadonlyMap<number, Still>
  readonly captions: readonly BurnedCaption[]
  readonly canToneMap: boolean
}

export interface PartGraph {
  readonly inputs: FfmpegInput[]
  /** Ends in [v]. */
  readonly filters: string
}

/**
 * What ffmpeg is told to make a stretch of the film's picture. Made of numbers and fixed words only: no name or
 * text of a person can reach ffmpeg's grammar.
 */
export function partGraph(part: Part): PartGraph {
  const segments = segmentsOf(part.stretch, part.plan.layout)
  const shots = [...new Set(segments.flatMap((segment) => [...segment.shots]))]
  const shown = shots.map((shot, input) => showShot(part, { shot, input, segments }))
  const captions = part.captions.map(({ path }) => pictureInput(path))
  const filters = [
    ...shown.map((one) => one.filters),
    ...segments.flatMap((segment, place) => mixOf(segment, place, part)),
    ...joinSegments(segments, part),
    ...burnCaptions(part, shots.length),
  ]
  return { inputs: [...shown.map((one) => one.input), ...captions], filters: filters.join(';') }
}

interface Place {
  /** Its place in the layout. */
  readonly shot: number
  readonly input: number
  readonly segments: readonly Segment[]
}

/** A shot, read once, and given to every segment that shows it. */
function showShot(part: Part, { shot, input, segments }: Place): { input: FfmpegInput; filters: string } {
  const { layout, format } = part.plan
  const laid = layout.shots[shot]!
  const uses = segments.flatMap((segment, place) =>
    segment.shots.includes(shot) ? [{ segment, place }] : [],
  )
  const from = uses[0]!.segment.at
  const last = uses.at(-1)!.segment
  const wanted = { at: from, frames: last.at + last.frames - from }
  const clock = { laid, wanted, fps: layout.fps }
  const shown: Shown = { clock, fades: fadesOf(shot, layout), format, label: `k${input}` }
  const source = sourceOf(part, shot, laid)

  const streams = uses.map(({ place }) => streamOf(shot, place))
  const given =
    uses.length === 1
      ? [`[${streams[0]}]`]
      : [`,split=${uses.length}${uses.map(({ place }) => `[${streamOf(shot, place)}all]`).join('')}`]
  const trims = uses.map(({ segment: { at, frames }, place }) => {
    const stream = streamOf(shot, place)
    return `[${stream}all]trim=start_pts=${at}:end_pts=${at + frames}[${stream}]`
  })
  const cut = uses.length === 1 ? [] : trims
  if ('still' in source) {
    const filters = `[${input}:v:0]${stillFilters(source.still, shown)}${given.join('')}`
    return { input: pictureInput(source.still.path), filters: [filters, ...cut].join(';') }
  }
  const filters = `[${input}:V:0]${clipFilters(source.clip, shown, part.canToneMap)}${given.join('')}`
  return { input: clipInput(source.clip, shown, part), filters: [filters, ...cut].join(';') }
}

type MovingClip = RenderClip & { readonly clip: NonNullable<RenderClip['clip']> }

function sourceOf({ clips, stills }: Part, shot: number, { source, shot: { clip } }: LaidShot) {
  const still = stills.get(shot)
  if (still) return { still }
  const moving = clip === undefined ? undefined : clips[clip]
  if (!source || !moving?.clip) throw new Error(`shot ${shot} shows nothing`)
  return { clip: moving as MovingClip }
}

function clipInput(clip: MovingClip, { clock }: Shown, { stretch, plan }: Part): FfmpegInput {
  const { source } = clock.laid
  const seek = source && seekFor(clip, firstClipFrame(clock), source.fps)
  // Only one of many inputs is decoded at a time, and each thread keeps frames in memory.
  const isAlone = segmentsOf(stretch, plan.layout).length < 3
  return {
    source: clip.path,
    options: [
      ...(seek?.options ?? []),
      ...inputGuards(clip.clip.probe.format),
      '-threads',
      isAlone ? '2' : '1',
    ],
  }
}

/** Drawn by this app, so its format is known; one picture, however it is named. */
function pictureInput(path: string): FfmpegInput {
  return { source: path, options: [...inputGuards('png_pipe'), '-threads', '1'] }
}

function streamOf(shot: number, place: number): string {
  return `s${shot}p${place}`
}

function mixOf({ shots: [from, to], join }: Segment, place: number, { plan }: Part): string[] {
  if (to === undefined || !join) return []
  const streams = { from: streamOf(from, place), to: streamOf(to, place), out: `m${place}` }
  return [mixFilters(join, plan.format, streams)]
}

/** One after the other, each picture at the time of its frame in the film. */
function joinSegments(segments: readonly Segment[], part: Part): string[] {
  const { layout } = part.plan
  const streams = segments.map(({ shots: [shot, second] }, place) =>
    second === undefined ? `[${streamOf(shot, place)}]` : `[m${place}]`,
  )
  const concat = segments.length > 1 ? `concat=n=${segments.length}:v=1:a=0,` : ''
  const inTime = `settb=${layout.fps.den}/${layout.fps.num},setpts=${part.stretch.at}+N`
  const end = part.captions.length > 0 ? '[c0]' : `,${finalFilters(part)}[v]`
  return [`${streams.join('')}${concat}${inTime}${end}`]
}

function burnCaptions(part: Part, firstInput: number): string[] {
  const { format, layout } = part.plan
  const shape = format.like ? format.like.sar.num / format.like.sar.den : 1
  const squeeze = shape === 1 ? '' : `scale=iw/${shape}:ih,`
  const colors = `scale=out_color_matrix=${matrixOfFilm(format)}:out_range=tv,format=yuva420p`
  return part.captions.flatMap(({ at, frames, x, y }, index) => {
    const isLast = index === part.captions.length - 1
    const during = `between(t,${seconds(at - 0.5, layout.fps)},${seconds(at + frames - 0.5, layout.fps)})`
    const left = Math.round(x / shape / 2) * 2
    const end = isLast ? `,${finalFilters(part)}[v]` : `[c${index + 1}]`
    return [
      `[${firstInput + index}:v:0]${squeeze}${colors}[w${index}]`,
      `[c${index}][w${index}]overlay=${left}:${y}:format=yuv420:enable='${during}'${end}`,
    ]
  })
}

/** From the way everything is put together to the way the copied clips are. */
function finalFilters({ plan: { format } }: Part): string {
  const { like } = format
  return [
    ...(like?.fullRange ? ['scale=in_range=tv:out_range=pc', 'format=yuv420p'] : []),
    `setsar=${like ? ratio(like.sar) : '1'}`,
    'setpts=PTS-STARTPTS',
  ].join(',')
}
