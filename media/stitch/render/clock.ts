import { clipFrameAt, framesToSeconds, type LaidShot } from '../../../nodes/cut/layout.ts'
import type { Rational } from '../../../nodes/cut/rational.ts'
import type { FilmClip } from '../film.ts'
import type { Stretch } from './job.ts'

/**
 * Every picture in the graph carries the time of its frame in the film, counted from the film's first frame. Fades,
 * transitions and captions are functions of that time alone, so a film comes out the same wherever it is split.
 */

/** Of an index: further than any picture is moved when pictures are put in order. */
const FRAMES_EARLIER = 12
/** Of a container: more than a group of pictures may need of the one before it. */
const SECONDS_EARLIER = 2
/** Reading from the beginning is always right, and up to here also quick. */
const WORTH_SEEKING = 10

/** Containers that know which pictures can be decoded first, and when those are shown. */
const knowTheirStarts = new Set(['mov', 'matroska'])

/** Where to begin reading a clip. */
export interface Seek {
  /** The clip's frame at that moment. */
  readonly frame: number
  readonly options: readonly string[]
}

/** Undefined where the clip is read from its first picture. */
export function seekFor(film: FilmClip, frame: number, fps: Rational): Seek | undefined {
  const { clip } = film
  if (!clip || !canSeek(film)) return undefined
  const { startSeconds } = clip.video
  const moment = (at: number) => (startSeconds + framesToSeconds(at, fps)).toFixed(6)
  if (isIndexed(film)) {
    const first = frame - FRAMES_EARLIER
    if (first <= 0) return undefined
    // Half a frame early, so that no rounding of times can lose the frame itself.
    return { frame: first, options: ['-seek_timestamp', '1', '-ss', moment(first - 0.5)] }
  }
  if (framesToSeconds(frame, fps) < WORTH_SEEKING) return undefined
  const first = frame - Math.ceil((SECONDS_EARLIER * fps.num) / fps.den)
  // A picture from before this moment may still be on screen, so none that was decoded is dropped.
  return { frame: first, options: ['-noaccurate_seek', '-seek_timestamp', '1', '-ss', moment(first)] }
}

/** Whether beginning in the middle of a clip costs no more than beginning at its start. */
export function canSeek(film: FilmClip): boolean {
  const { clip, damage } = film
  if (!clip || damage !== undefined) return false
  return isIndexed(film) ? clip.starts?.state === 'clean' : knowTheirStarts.has(clip.probe.format)
}

export interface Clock {
  readonly laid: LaidShot
  /** Which of its frames of the film are wanted. */
  readonly wanted: Stretch
  readonly fps: Rational
}

/** The first frame of the clip that a stretch shows. */
export function firstClipFrame({ laid, wanted, fps }: Clock): number {
  return clipFrameAt(laid, wanted.at, fps) ?? 0
}

/** From the pictures of a clip to exactly the wanted frames of the film. */
export function clipClock(clip: FilmClip, clock: Clock): string[] {
  const { laid, wanted, fps } = clock
  const source = laid.source
  if (!source) return stillClock(clock)
  const frame = firstClipFrame(clock)
  const seek = seekFor(clip, frame, source.fps)
  // A frame is shown from the first frame of the film whose moment in the clip is not before it, as in `clipFrameAt`.
  const top = fps.num * source.fps.den
  const bottom = fps.den * source.fps.num * (laid.shot.speed ?? 1)
  const own = `${numbering(clip, source.fps, seek)}-${source.from}`
  const inFilm = `${laid.start}+ceil((${own}-1e-9)*${top}/${bottom})`
  const perClipFrame = Math.ceil(top / bottom)
  return [
    // Once more the last picture: what ends a stream has no time that could be relied on, and may be dropped.
    'tpad=stop=1:stop_mode=clone',
    ...steady(clip, source.fps, seek),
    'settb=AVTB',
    `setpts='max(${wanted.at},${inFilm})*${ticks(fps)}'`,
    ...exactly(wanted, fps),
    ...fillUp(clip, wanted, { fps, perClipFrame }),
  ]
}

/** One picture, as long as it is wanted. */
export function stillClock({ wanted, fps }: Clock): string[] {
  return [
    'loop=loop=-1:size=1:start=0',
    'settb=AVTB',
    `setpts='(${wanted.at}+N)*${ticks(fps)}'`,
    ...exactly(wanted, fps),
    `trim=end_pts=${wanted.at + wanted.frames}`,
  ]
}

/** Without an index to trust, a clip is what is seen at the moments of its own steady rate. */
function steady(clip: FilmClip, fps: Rational, seek: Seek | undefined): string[] {
  if (isIndexed(clip)) return []
  const from = seek?.frame ?? 0
  const sinceFirst = seek ? `setpts='PTS+${from}*${ticks(fps)}'` : 'setpts=PTS-STARTPTS'
  return [sinceFirst, `fps=${ratio(fps)}:start_time=${seconds(from, fps)}`]
}

/** The number of each picture in its clip, by its time; by counting where times were just made steady. */
function numbering(clip: FilmClip, fps: Rational, seek: Seek | undefined): string {
  if (!isIndexed(clip)) return `${seek?.frame ?? 0}+N`
  const rate = `${fps.num}/${fps.den}`
  return seek ? `${seek.frame}+floor(PTS*TB*${rate})` : `round((PTS-STARTPTS)*TB*${rate})`
}

function isIndexed({ clip }: FilmClip): boolean {
  return clip?.joinable?.video !== undefined
}

/** Repeats and drops pictures until there is one for each frame, beginning with the first wanted. */
function exactly({ at }: Stretch, fps: Rational): string[] {
  return [`fps=${ratio(fps)}:start_time=${seconds(at, fps)}`]
}

/**
 * Rounding may lose the last frames of a clip, and lengths that were not counted may be a little off: its last
 * picture stays. Of a damaged clip it stays as long as it must; of any other a lack is an error to find.
 */
function fillUp(
  { damage }: FilmClip,
  { at, frames }: Stretch,
  { fps, perClipFrame }: { fps: Rational; perClipFrame: number },
): string[] {
  const second = Math.ceil(fps.num / fps.den)
  const most = damage === undefined ? Math.min(frames, second + perClipFrame) : frames
  return [`tpad=stop=${most}:stop_mode=clone`, `trim=end_pts=${at + frames}`]
}

/** A moment of the film, between two frames too. */
export function seconds(frame: number, fps: Rational): string {
  return framesToSeconds(frame, fps).toFixed(6)
}

/** How many ticks of the stream a frame lasts, for expressions of setpts. */
export function ticks({ num, den }: Rational): string {
  return `${den}/(${num}*TB)`
}

export function ratio({ num, den }: Rational): string {
  return `${num}/${den}`
}
