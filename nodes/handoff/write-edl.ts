import type { Rational } from '../cut/rational.ts'
import { type HandoffFilm, type HandoffShot, isHeard, nominalRate, pathOf } from './film.ts'
import { dropsFrames, toTimecode } from './timecode.ts'

/** Where the film begins on tape, by old custom. */
const HOUR = 3_600

/**
 * CMX 3600, the oldest and most widely read list of cuts. What it has no words for (the exact frames of a clip of
 * another rate, fades through white) stands in comments, which every reader keeps or skips.
 */
export function writeEdl(film: HandoffFilm): string {
  const { fps } = film
  const list = createList(film)
  const reels = reelNames(film.shots)
  for (const [index, shot] of film.shots.entries()) {
    const previous = film.shots[index - 1]
    const reel = reels[index]!
    const overlap = previous?.laid.overlap ?? 0
    if (overlap === 0) list.cut(shot, reel)
    else list.join({ previous: previous!, shot, overlap, reels: [reels[index - 1]!, reel] })
  }
  const head = [
    `TITLE: ${oneLine(film.name)}`,
    `FCM: ${dropsFrames(fps) ? 'DROP FRAME' : 'NON-DROP FRAME'}`,
    `* SCENELOOM RATE: ${fps.num}/${fps.den}`,
    '',
  ]
  return [...head, ...list.lines].map((line) => `${line}\r\n`).join('')
}

interface JoinedShots {
  readonly previous: HandoffShot
  readonly shot: HandoffShot
  readonly overlap: number
  readonly reels: readonly [string, string]
}

function createList({ fps, shots }: HandoffFilm) {
  const lines: string[] = []
  let number = 0
  const begin = HOUR * nominalRate(fps)
  const zero = dropsFrames(fps) ? fromHour(fps) : begin
  const event = ({ reel, channels = 'V', how, source, record }: EventPart) => {
    const times = [source.in, source.out, zero + record.in, zero + record.out]
    const codes = times.map((frame) => toTimecode(frame, fps)).join(' ')
    const label = String(number).padStart(3, '0')
    lines.push(`${label}  ${reel.padEnd(8)} ${channels.padEnd(5)} ${how.padEnd(8)} ${codes}`)
  }
  const at = (frame: number, length = 0) => ({ in: frame, out: frame + length })
  const shown = (shot: HandoffShot, skipped = 0) => {
    const index = shot.number - 1
    const until = shots[index + 1]?.laid.start ?? shot.laid.start + shot.laid.frames
    const record = { in: shot.laid.start + skipped, out: until }
    return { source: sourceOf(shot, skipped, { fps, frames: record.out - record.in }), record }
  }
  const closing = (shot: HandoffShot, reel: string, named: readonly string[]) => {
    lines.push(...motion(shot, reel, fps), ...named, ...comments(shot), '')
  }

  return {
    lines,
    cut(shot: HandoffShot, reel: string) {
      number++
      event({ reel, channels: channelsOf(shot), how: 'C', ...shown(shot) })
      closing(shot, reel, [`* FROM CLIP NAME: ${oneLine(shot.name)}`])
    },
    join({ previous, shot, overlap, reels: [from, to] }: JoinedShots) {
      const begins = shot.laid.start
      const leaving = sourceOf(previous, begins - previous.laid.start, { fps, frames: 0 })
      number++
      event({ reel: from, channels: channelsOf(previous), how: 'C', source: leaving, record: at(begins) })
      const through = previous.laid.joinKind === 'fade-black' ? overlap >> 1 : 0
      if (through > 0) {
        const how = `D    ${three(through)}`
        event({ reel: 'BL', how, source: at(0, through), record: at(begins, through) })
        number++
        event({ reel: 'BL', how: 'C', source: at(through), record: at(begins + through) })
      }
      const how = `${codeOf(previous)} ${three(overlap - through)}`
      event({ reel: to, channels: channelsOf(shot), how, ...shown(shot, through) })
      closing(shot, to, [
        `* FROM CLIP NAME: ${oneLine(previous.name)}`,
        `* TO CLIP NAME: ${oneLine(shot.name)}`,
        `* SCENELOOM JOIN: ${previous.laid.joinKind} ${overlap}`,
      ])
    },
  }
}

interface Stretch {
  readonly in: number
  readonly out: number
}

interface EventPart {
  readonly reel: string
  readonly channels?: string
  readonly how: string
  readonly source: Stretch
  readonly record: Stretch
}

/** A timecode of one hour is not 3,600 seconds of frames where numbers are left out. */
function fromHour(fps: Rational): number {
  const rate = nominalRate(fps)
  return HOUR * rate - (rate / 15) * 54
}

function channelsOf(shot: HandoffShot): string {
  return isHeard(shot) ? 'AA/V' : 'V'
}

function codeOf({ laid }: HandoffShot): string {
  return laid.joinKind.startsWith('wipe') ? 'W001' : 'D   '
}

/** Everything in a list counts at the film's rate, the frames of the clips too. */
function sourceOf(
  { laid }: HandoffShot,
  skipped: number,
  { fps, frames }: { fps: Rational; frames: number },
): Stretch {
  const { source, shot } = laid
  const speed = source ? (shot.speed ?? 1) : 1
  const from = source ? (source.from * source.fps.den * fps.num) / (source.fps.num * fps.den) : 0
  const first = Math.round(from + skipped * speed)
  return { in: first, out: first + Math.round(frames * speed) }
}

/** How fast the clip runs, in frames of the clip a second. */
function motion(shot: HandoffShot, reel: string, fps: Rational): string[] {
  const speed = speedOf(shot)
  if (speed === 1) return []
  const perSecond = (nominalRate(fps) * speed).toFixed(1).padStart(5, '0')
  const begins = toTimecode(sourceOf(shot, 0, { fps, frames: 0 }).in, fps)
  return [`M2   ${reel.padEnd(8)} ${perSecond} ${begins}`]
}

function comments(shot: HandoffShot): string[] {
  const { clip, laid } = shot
  const lines = []
  if (clip) lines.push(`* SOURCE FILE: ${oneLine(pathOf(clip))}`)
  if (clip?.mediaId !== undefined) lines.push(`* MEDIA ID: ${clip.mediaId}`)
  if (laid.source) {
    const { from, to, fps } = laid.source
    const rest = `SPEED ${speedOf(shot)} LENGTH ${laid.frames}`
    lines.push(`* SCENELOOM FRAMES: ${from}-${to} AT ${fps.num}/${fps.den} ${rest}`)
  }
  return lines
}

function speedOf({ laid: { source, shot } }: HandoffShot): number {
  return source ? (shot.speed ?? 1) : 1
}

/** Eight letters at most, one name for one file. */
function reelNames(shots: readonly HandoffShot[]): string[] {
  const names = new Map<string, string>()
  return shots.map(({ clip, name, number }) => {
    const key = clip?.url ?? `card ${number}`
    const known = names.get(key)
    if (known !== undefined) return known
    const letters =
      name
        .toUpperCase()
        .replace(/[^A-Z0-9]/g, '')
        .slice(0, 4) || 'CLIP'
    const reel = `${letters}${String(names.size + 1).padStart(4, '0')}`
    names.set(key, reel)
    return reel
  })
}

function three(frames: number): string {
  return String(frames).padStart(3, '0')
}

function oneLine(text: string): string {
  return text.replace(/[\r\n\u2028\u2029]+/g, ' ').trim()
}
