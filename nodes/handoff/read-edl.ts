import { type Note, note } from '../contract/notes.ts'
import { BoundShot } from '../cut/cut.ts'
import type { Rational } from '../cut/rational.ts'
import { type HandedShot, type Handoff, joinOf } from './handed.ts'
import { toRational } from './standard-rate.ts'
import { dropsFrames, fromTimecode } from './timecode.ts'

const CODE = String.raw`(\d{1,3}[:;.]\d{2}[:;.]\d{2}[:;.,]\d{2,3})`
const EVENT = new RegExp(
  String.raw`^\s*(\d+)\s+(\S+)\s+(\S+)\s+([A-Z]+\d*)\s*(\d+)?\s+${CODE}\s+${CODE}\s+${CODE}\s+${CODE}`,
)

interface Event {
  readonly reel: string
  readonly how: string
  /** Frames of the transition from what stood before. */
  readonly length: number
  readonly source: { readonly in: number; readonly out: number }
  readonly record: { readonly in: number; readonly out: number }
  readonly notes: Notes
}

interface Notes {
  name?: string
  file?: string
  mediaId?: string
  speed?: number
  join?: { readonly kind: string; readonly frames: number }
  exactly?: Exactly
}

/** The frames of the clip at its own rate. */
interface Exactly {
  readonly from: number
  readonly to: number
  readonly num: number
  readonly den: number
  readonly speed: number
  readonly length: number
}

/** CMX 3600 as we write it and as others do. Undefined if there is no event in it. */
export function readEdl(text: string): Handoff | undefined {
  const lines = text.split(/\r\n|\r|\n/)
  if (!lines.some((line) => EVENT.test(line))) return undefined
  const problems: Note[] = []
  const fps = rateOf(lines, problems)
  return { fps, shots: toShots(eventsOf(lines, fps), fps, problems), problems }
}

/** The list itself does not say its rate. Ours does; in others the highest frame number gives it away. */
function rateOf(lines: readonly string[], problems: Note[]): Rational {
  const own = lines.map((line) => /^\* SCENELOOM RATE: (\d+)\/(\d+)/.exec(line)).find((match) => match)
  if (own && Number(own[1]) > 0 && Number(own[2]) > 0) return { num: Number(own[1]), den: Number(own[2]) }
  if (lines.some((line) => /^FCM:\s*DROP/i.test(line))) return { num: 30_000, den: 1_001 }
  const codes = lines.flatMap((line) => EVENT.exec(line)?.slice(6, 10) ?? [])
  const highest = codes.reduce((most, code) => Math.max(most, Number(/(\d+)$/.exec(code)![1])), 0)
  const rate = [24, 25, 30, 50, 60].find((candidate) => highest < candidate) ?? 60
  problems.push(note('rate_guessed', { rate }))
  return toRational(rate)!
}

function eventsOf(lines: readonly string[], fps: Rational): Event[] {
  const events: Event[] = []
  let drop = dropsFrames(fps)
  for (const line of lines) {
    const mode = /^FCM:\s*(NON-)?DROP/i.exec(line)
    if (mode) drop = mode[1] === undefined
    const event = EVENT.exec(line)
    const last = events.at(-1)
    if (event) events.push(...readEvent(event, fps, drop))
    else if (last) takeNote(last.notes, line)
  }
  return events.filter(({ how }) => how !== '')
}

function readEvent(match: RegExpExecArray, fps: Rational, drop: boolean): Event[] {
  const [, , reel, channels, how, length, ...codes] = match
  // Only the picture makes shots. A sound event would take the notes of the picture before it.
  if (!/V|^B$|NONE/.test(channels!.toUpperCase())) return [emptyEvent()]
  const frames = codes.map((code) => fromTimecode(code, fps, drop) ?? 0) as [number, number, number, number]
  const [sourceIn, sourceOut, recordIn, recordOut] = frames
  const source = { in: sourceIn, out: sourceOut }
  const record = { in: recordIn, out: recordOut }
  return [{ reel: reel!, how: how!, length: Number(length ?? 0), source, record, notes: {} }]
}

function emptyEvent(): Event {
  const nothing = { in: 0, out: 0 }
  return { reel: '', how: '', length: 0, source: nothing, record: nothing, notes: {} }
}

function takeNote(notes: Notes, line: string): void {
  const text = (pattern: RegExp) => pattern.exec(line)?.[1]?.trim()
  const from = text(/^\*\s*FROM CLIP NAME:\s*(.+)/i)
  const to = text(/^\*\s*TO CLIP NAME:\s*(.+)/i)
  const file = text(/^\*\s*(?:SOURCE FILE|FILE|MEDIA FILE):\s*(.+)/i)
  const mediaId = text(/^\*\s*MEDIA ID:\s*([0-9a-f]{64})/i)
  if (to !== undefined) notes.name = to
  else if (from !== undefined) notes.name ??= from
  if (file !== undefined) notes.file = file
  if (mediaId !== undefined) notes.mediaId = mediaId
  const join = /^\* SCENELOOM JOIN: (\S+) (\d+)/.exec(line)
  if (join) notes.join = { kind: join[1]!, frames: Number(join[2]) }
  const speed = /^M2\s+\S+\s+(-?[\d.]+)/.exec(line)
  if (speed) notes.speed = Number(speed[1])
  const exact = /^\* SCENELOOM FRAMES: (\d+)-(\d+) AT (\d+)\/(\d+) SPEED ([\d.]+) LENGTH (\d+)/.exec(line)
  if (exact) {
    const numbers = exact.slice(1).map(Number) as [number, number, number, number, number, number]
    const [first, last, num, den, rate, length] = numbers
    const isWhole = last > first && num > 0 && den > 0
    if (isWhole && BoundShot.safeParse({ from: first, to: last, speed: rate }).success)
      notes.exactly = { from: first, to: last, num, den, speed: rate, length }
  }
}

interface OpenShot {
  event: Event
  /** Film frames shown before and behind its own record times, inside transitions. */
  lead: number
  tail: number
  join?: { kind: string; frames: number }
}

function toShots(events: readonly Event[], fps: Rational, problems: Note[]): HandedShot[] {
  const open: OpenShot[] = []
  let black = 0
  for (const event of events) {
    const { record, how, length, reel } = event
    const previous = open.at(-1)
    const isBlack = reel.toUpperCase() === 'BL' || reel.toUpperCase() === 'BLACK'
    if (isBlack) {
      // A dissolve to black that a dissolve from it follows is a fade; anything longer is a gap.
      if (how === 'D') black = length
      const rest = record.out - record.in - (how === 'D' ? length : 0)
      if (rest > 0) problems.push(note('gap_closed', { seconds: ((rest * fps.den) / fps.num).toFixed(1) }))
      continue
    }
    if (record.out <= record.in) continue
    const shared = how === 'C' ? 0 : length + black
    if (previous && shared > 0) {
      const kind = black > 0 ? 'fade-black' : how.startsWith('W') ? 'wipe-left' : 'dissolve'
      previous.join = event.notes.join ?? { kind, frames: shared }
      previous.tail = shared
    }
    open.push({ event, lead: previous && shared > 0 ? black : 0, tail: 0 })
    black = 0
  }
  return open.map((shot) => toShot(shot, fps))
}

function toShot({ event, lead, tail, join }: OpenShot, fps: Rational): HandedShot {
  const { notes, source, record, reel } = event
  const perFrame = fps.den / fps.num
  const own = notes.exactly
  const speed = speedOf(event, fps)
  const frames = record.out - record.in + lead + tail
  const made = join && joinOf(join.kind, join.frames, fps)
  const begins = source.in - lead * speed
  const kept = own && own.length === frames && Math.abs(begins - atFilmRate(own, fps)) < 1 + speed
  return {
    name: notes.name ?? reel,
    ...(notes.file !== undefined && { file: notes.file }),
    ...(notes.mediaId !== undefined && { mediaId: notes.mediaId }),
    from: Math.max(0, begins * perFrame),
    seconds: frames * perFrame,
    speed,
    ...(made && { join: made }),
    ...(kept && {
      exactly: {
        from: own.from,
        to: own.to,
        ...(speed !== 1 && { speed }),
        ...(made && { join: made }),
      },
    }),
  }
}

function atFilmRate({ from, num, den }: Exactly, fps: Rational): number {
  return (from * den * fps.num) / (num * fps.den)
}

function speedOf({ notes, source, record }: Event, fps: Rational): number {
  if (notes.exactly) return notes.exactly.speed
  if (notes.speed === undefined) return 1
  const nominal = Math.round(fps.num / fps.den)
  const told = Math.round((Math.abs(notes.speed) / nominal) * 1_000) / 1_000
  return told > 0 ? told : Math.max(0.25, (source.out - source.in) / Math.max(1, record.out - record.in))
}
