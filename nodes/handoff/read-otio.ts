import { z } from 'zod'
import { type Note, note } from '../contract/notes.ts'
import { BoundShot } from '../cut/cut.ts'
import { Rational } from '../cut/rational.ts'
import { type HandedShot, type Handoff, joinOf } from './handed.ts'
import { toRational } from './standard-rate.ts'

const Time = z.object({ rate: z.number().positive(), value: z.number() })
const Range = z.object({ start_time: Time, duration: Time })
const Reference = z.looseObject({
  target_url: z.string().nullish().catch(undefined),
  available_range: Range.nullish().catch(undefined),
})
const Item = z.looseObject({
  OTIO_SCHEMA: z.string(),
  name: z.string().nullish().catch(''),
  source_range: Range.nullish().catch(undefined),
  in_offset: Time.nullish().catch(undefined),
  out_offset: Time.nullish().catch(undefined),
  transition_type: z.string().nullish().catch(undefined),
  enabled: z.boolean().nullish().catch(undefined),
  effects: z
    .array(z.looseObject({ time_scalar: z.number().optional().catch(undefined) }))
    .nullish()
    .catch([]),
  media_reference: Reference.nullish().catch(undefined),
  media_references: z.record(z.string(), Reference).nullish().catch(undefined),
  active_media_reference_key: z.string().nullish().catch(undefined),
  metadata: z.looseObject({ sceneloom: z.unknown() }).partial().nullish().catch(undefined),
  kind: z.string().nullish().catch(undefined),
})
type Item = z.infer<typeof Item>
const Children = z.object({ children: z.array(z.unknown()) })

/** What our own writer says beside the standard's words. */
const Own = z.object({
  mediaId: z.string().optional().catch(undefined),
  shot: BoundShot.optional().catch(undefined),
  laid: z
    .object({ frames: z.number(), overlap: z.number(), from: z.number(), speed: z.number() })
    .optional()
    .catch(undefined),
})

/** Undefined if it is no timeline. */
export function readOtio(text: string): Handoff | undefined {
  const json = parse(text)
  const timeline = z
    .looseObject({ OTIO_SCHEMA: z.string().startsWith('Timeline.'), tracks: Children })
    .safeParse(json)
  if (!timeline.success) return undefined
  const tracks = itemsOf(timeline.data.tracks).filter((item) => schemaOf(item) === 'Track')
  const pictures = tracks.filter(({ kind }) => kind !== 'Audio').map(itemsOf)
  const first = pictures.find((items) => items.some((item) => schemaOf(item) === 'Clip')) ?? []
  const problems: Note[] = []
  const beside = pictures.filter(
    (items) => items !== first && items.some((item) => schemaOf(item) === 'Clip'),
  ).length
  if (beside > 0) problems.push(note('tracks_left_out', { count: beside }))
  const fps = rateOf(timeline.data, first)
  return { fps, shots: readTrack(first, fps, problems), problems }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function itemsOf(parent: unknown): Item[] {
  const children = Children.safeParse(parent)
  if (!children.success) return []
  return children.data.children.flatMap((child) => {
    const item = Item.safeParse(child)
    return item.success ? [item.data] : []
  })
}

/** "Clip.1" and "Clip.2" are read alike. */
function schemaOf({ OTIO_SCHEMA }: Item): string {
  return OTIO_SCHEMA.replace(/\.\d+$/, '')
}

function rateOf(timeline: unknown, items: readonly Item[]): Rational {
  const own = z.object({ metadata: z.object({ sceneloom: z.object({ fps: Rational }) }) }).safeParse(timeline)
  if (own.success) return own.data.metadata.sceneloom.fps
  const rate = items.map((item) => rangeOf(item)?.duration.rate).find((found) => found !== undefined)
  return toRational(rate ?? 25) ?? { num: 25, den: 1 }
}

function readTrack(items: readonly Item[], fps: Rational, problems: Note[]): HandedShot[] {
  const shots: HandedShot[] = []
  for (const [index, item] of items.entries()) {
    const kind = schemaOf(item)
    if (kind === 'Transition') continue
    if (item.enabled === false) continue
    if (kind === 'Gap') {
      const seconds = inSeconds(rangeOf(item)?.duration)
      if (seconds > 0) problems.push(note('gap_closed', { seconds: seconds.toFixed(1) }))
    } else if (kind === 'Clip') {
      const shot = readClip(item, { before: items[index - 1], after: items[index + 1], fps })
      if (shot) shots.push(shot)
      else problems.push(note('part_unknown', { name: item.name ?? '' }))
    } else problems.push(note('sequence_left_out', { name: item.name ?? kind }))
  }
  return shots
}

interface Neighbours {
  readonly before: Item | undefined
  readonly after: Item | undefined
  readonly fps: Rational
}

function readClip(item: Item, { before, after, fps }: Neighbours): HandedShot | undefined {
  const range = rangeOf(item)
  if (!range) return undefined
  const reference = referenceOf(item)
  const own = Own.safeParse(item.metadata?.sceneloom).data
  const speed = item.effects?.find(({ time_scalar }) => time_scalar !== undefined)?.time_scalar ?? 1
  const [lead, tail] = [handles(before), handles(after)]
  const measured = {
    from: Math.max(
      0,
      inSeconds(range.start_time) - inSeconds(reference?.available_range?.start_time) - lead.in * speed,
    ),
    seconds: inSeconds(range.duration) + lead.in + tail.out,
    speed: speed > 0 ? speed : 1,
    join: joinOf(kindOf(after), Math.round((tail.in + tail.out) * (fps.num / fps.den)), fps),
  }
  const exactly = isUntouched(own, measured, { reference, fps }) ? own!.shot : undefined
  const file = reference?.target_url ? fileOf(reference.target_url) : undefined
  return {
    name: item.name || file || '',
    ...(file !== undefined && { file }),
    ...(own?.mediaId !== undefined && { mediaId: own.mediaId }),
    ...measured,
    ...(exactly && { exactly }),
  }
}

/** Whether the part that is shown is still the one that was written: only then the cut's own words hold. */
function isUntouched(
  own: z.infer<typeof Own> | undefined,
  measured: Pick<HandedShot, 'from' | 'seconds' | 'speed' | 'join'>,
  { reference, fps }: { reference: z.infer<typeof Reference> | undefined; fps: Rational },
): boolean {
  if (!own?.shot || !own.laid) return false
  const { shot, laid } = own
  const rate = fps.num / fps.den
  const clipRate = reference?.available_range?.duration.rate ?? rate
  const overlap = Math.round((measured.join?.seconds ?? 0) * rate)
  const most = Math.round((shot.join?.seconds ?? 0) * rate)
  return (
    Math.round(measured.seconds * rate) === laid.frames &&
    Math.abs(measured.from * clipRate - laid.from) < 0.5 &&
    measured.speed === laid.speed &&
    (measured.join ? measured.join.kind === shot.join?.kind : laid.overlap === 0) &&
    (overlap === laid.overlap || (laid.overlap < overlap && overlap <= most))
  )
}

function rangeOf(item: Item): z.infer<typeof Range> | undefined {
  return item.source_range ?? referenceOf(item)?.available_range ?? undefined
}

function referenceOf(item: Item): z.infer<typeof Reference> | undefined {
  const active = item.media_references?.[item.active_media_reference_key ?? 'DEFAULT_MEDIA']
  return active ?? item.media_reference ?? undefined
}

/** How far a transition reaches into the items on its sides, in seconds. */
function handles(item: Item | undefined): { in: number; out: number } {
  if (!item || schemaOf(item) !== 'Transition') return { in: 0, out: 0 }
  return { in: inSeconds(item.in_offset), out: inSeconds(item.out_offset) }
}

function kindOf(item: Item | undefined): string {
  if (!item || schemaOf(item) !== 'Transition') return 'cut'
  const own = z.object({ kind: z.string() }).safeParse(item.metadata?.sceneloom)
  return own.success ? own.data.kind : 'dissolve'
}

function inSeconds(time: z.infer<typeof Time> | null | undefined): number {
  return time ? time.value / time.rate : 0
}

function fileOf(url: string): string {
  const last =
    url
      .replace(/[\\/]+$/, '')
      .split(/[\\/]/)
      .at(-1) ?? url
  try {
    return decodeURIComponent(last)
  } catch {
    return last
  }
}
