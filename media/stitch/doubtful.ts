import type { PicturePart } from '../mp4/pictures.ts'
import { displayOrder } from '../mp4/display-order.ts'
import type { Stretch } from './decode-film.ts'
import type { Assembly } from './film-parts.ts'
import type { FilmClip, StitchPlan } from './film.ts'

/** Nearer than this, one long look is cheaper than two short ones. */
const NEAR = 30
/** Beyond this share the whole film is decoded at once. */
const MOST = 0.7
/** How far to look behind a join: further than any decoder holds pictures back. */
const BEHIND = 17

interface Placed extends PicturePart {
  /** Its first frame in the film. */
  readonly at: number
  readonly clip: FilmClip | undefined
}

/**
 * What of a film must be decoded to be believed: what was encoded, what comes from a damaged clip, and the joins
 * at which a decoder meets anything new. Clips that decode by themselves and follow each other whole under the
 * same settings are not among it.
 */
export function doubtfulStretches(
  { mode, frames }: StitchPlan,
  { parts }: Assembly,
  clips: readonly FilmClip[],
): Stretch[] {
  if (mode === 'encode') return [{ from: 0, to: frames }]
  const placed: Placed[] = []
  let at = 0
  for (const part of parts.pictures) {
    placed.push({ ...part, at, clip: clips[part.file] })
    at += part.samples
  }
  const stretches = placed.flatMap((part, index): Stretch[] => {
    const next = placed[index + 1]
    const own = isTrusted(part) ? [] : [{ from: part.at, to: part.at + part.samples }]
    const joins = next && isNews(part, next) ? [around(part, next)] : []
    return [...own, ...joins]
  })
  return merge(stretches, frames)
}

function isTrusted({ clip }: Placed): boolean {
  return clip?.clip !== undefined && clip.damage === undefined
}

function isNews(part: Placed, next: Placed): boolean {
  const isWhole = part.first + part.samples === part.video.track.samples.count && next.first === 0
  return !isWhole || !part.video.config.equals(next.video.config) || !isTrusted(part) || !isTrusted(next)
}

/** From the last place before the join at which decoding may start, to where every decoder has let go. */
function around(part: Placed, next: Placed): Stretch {
  const to = Math.min(next.at + BEHIND, next.at + next.samples)
  const { video, first, samples, at } = part
  const order = displayOrder(video.track, video.frameTicks)?.subarray(first, first + samples)
  // An index also marks pictures that others before them are needed for; of clips it is known which those are.
  const sync = part.clip?.clip?.starts?.whole ?? video.track.samples.sync
  const opens = order?.reduce((least, frame) => Math.min(least, frame), Infinity) ?? 0
  for (let i = samples - 1; i > 0; i--) {
    const isStart = (sync?.[first + i] ?? 1) === 1
    if (isStart && order && order.subarray(i).every((frame) => frame >= order[i]!)) {
      return { from: at + order[i]! - opens, to }
    }
  }
  return { from: at, to }
}

function merge(stretches: readonly Stretch[], frames: number): Stretch[] {
  const merged: Stretch[] = []
  for (const { from, to } of stretches.toSorted((a, b) => a.from - b.from)) {
    const last = merged.at(-1)
    if (last && from <= last.to + NEAR)
      merged[merged.length - 1] = { from: last.from, to: Math.max(last.to, to) }
    else merged.push({ from, to })
  }
  const all = merged.reduce((sum, { from, to }) => sum + to - from, 0)
  return all > MOST * frames ? [{ from: 0, to: frames }] : merged
}
