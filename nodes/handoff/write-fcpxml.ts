import { framesToSeconds } from '../cut/layout.ts'
import type { Rational } from '../cut/rational.ts'
import { createResources, type Resources } from './fcpxml-resources.ts'
import {
  type EdgedShot,
  edgesOf,
  type HandoffFilm,
  type HandoffShot,
  isHeard,
  musicPieces,
  sourceStart,
} from './film.ts'
import { dropsFrames } from './timecode.ts'
import { element } from './xml.ts'

/** Final Cut's own XML, version 1.10, which Resolve reads too. */
export function writeFcpxml(film: HandoffFilm): string {
  const resources = createResources(film)
  const spine = element('spine', {}, spineItems(film, resources))
  const sequence = element(
    'sequence',
    {
      format: resources.film,
      duration: time(film.frames, film.fps),
      tcStart: '0s',
      tcFormat: dropsFrames(film.fps) ? 'DF' : 'NDF',
      audioLayout: 'stereo',
      audioRate: '48k',
    },
    [spine],
  )
  const project = element('project', { name: film.name }, [sequence])
  const library = element('library', {}, [element('event', { name: film.name }, [project])])
  const body = element('fcpxml', { version: '1.10' }, [resources.written(), library])
  return `<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE fcpxml>\n${body}\n`
}

function spineItems(film: HandoffFilm, resources: Resources): string[] {
  const edges = edgesOf(film.shots.map(({ laid }) => laid))
  return film.shots.flatMap((shot, index) => {
    const edge = edges[index]!
    const item = spineItem(film, resources, { shot, edge, first: index === 0 })
    return shot.laid.overlap > 0 ? [item, transition(film, resources, { shot, edge })] : [item]
  })
}

interface Item {
  readonly shot: HandoffShot
  readonly edge: EdgedShot
  readonly first: boolean
}

function spineItem(film: HandoffFilm, resources: Resources, { shot, edge, first }: Item): string {
  const { clip, laid } = shot
  const placed = {
    name: shot.name,
    offset: time(edge.start, film.fps),
    duration: time(edge.frames, film.fps),
  }
  const own = ownStart(film, shot, edge)
  const hung = [
    ...titles(film, resources, { shot, edge, start: own.seconds }),
    ...(first ? musicClips(film, resources, own.seconds) : []),
  ]
  if (!clip) return element('gap', { ...placed, start: '0s' }, hung)
  const ref = resources.asset(clip)
  const conform = element('adjust-conform', { type: laid.shot.fit === 'fill' ? 'fill' : 'fit' })
  if (clip.kind === 'image') return element('video', { ...placed, ref, start: '0s' }, [conform, ...hung])
  return element(
    'asset-clip',
    {
      ...placed,
      ref,
      start: own.time,
      format: resources.formatOf(clip),
      audioRole: isHeard(shot) ? 'dialogue' : undefined,
    },
    [...timing(film, shot), conform, ...loudness(shot), ...hung],
  )
}

/** Where the item begins in its own time, which speed stretches with it. */
function ownStart({ fps }: HandoffFilm, { laid }: HandoffShot, { before }: EdgedShot) {
  if (!laid.source) return { time: '0s', seconds: 0 }
  const frame = Math.round(sourceStart(laid, before.in, fps))
  const thousandths = Math.round((laid.shot.speed ?? 1) * 1_000)
  const { num, den } = laid.source.fps
  return {
    time: seconds(frame * den * 1_000, num * thousandths),
    seconds: (frame * den * 1_000) / (num * thousandths),
  }
}

/** Rates that the format has a name for. */
const namedRates: readonly (readonly [number, string])[] = [
  [23.976, '23.98'],
  [24, '24'],
  [25, '25'],
  [29.97, '29.97'],
  [30, '30'],
  [47.952, '47.95'],
  [48, '48'],
  [50, '50'],
  [59.94, '59.94'],
  [60, '60'],
]

function timing({ fps }: HandoffFilm, { laid, clip }: HandoffShot): string[] {
  const { source, shot } = laid
  if (!source) return []
  const own = source.fps.num / source.fps.den
  const named = namedRates.find(([rate]) => Math.abs(rate - own) < 0.01)?.[1]
  const differs = Math.abs(own - fps.num / fps.den) > 0.001
  const conform =
    differs && named !== undefined ? [element('conform-rate', { scaleEnabled: 0, srcFrameRate: named })] : []
  const thousandths = Math.round((shot.speed ?? 1) * 1_000)
  if (thousandths === 1_000) return conform
  const frames = clip?.frames ?? source.to
  const { num, den } = source.fps
  const point = (at: string, value: string) => element('timept', { time: at, value, interp: 'linear' })
  const end = point(seconds(frames * den * 1_000, num * thousandths), seconds(frames * den, num))
  return [...conform, element('timeMap', {}, [point('0s', '0s'), end])]
}

const SILENCE_DB = -96

function loudness({ laid, clip }: HandoffShot): string[] {
  const { volume = 1, muted } = laid.shot
  if (!clip?.hasSound || (volume === 1 && !muted)) return []
  const decibels = muted || volume === 0 ? SILENCE_DB : Math.round(200 * Math.log10(volume)) / 10
  return [element('adjust-volume', { amount: `${decibels}dB` })]
}

function transition(film: HandoffFilm, resources: Resources, { shot, edge }: Omit<Item, 'first'>): string {
  const name = shot.laid.joinKind
  const placed = {
    name,
    offset: time(edge.start + edge.frames - edge.after.in, film.fps),
    duration: time(shot.laid.overlap, film.fps),
  }
  return element('transition', placed, [element('filter-video', { ref: resources.crossDissolve(), name })])
}

/** Captions hang on the shot in which they begin, and count in its time. */
function titles(
  film: HandoffFilm,
  resources: Resources,
  { shot, edge, start }: Omit<Item, 'first'> & { start: number },
): string[] {
  const [opens, closes] = [edge.start, edge.start + edge.frames].map((frame) =>
    framesToSeconds(frame, film.fps),
  )
  const own = film.cues.filter((cue) => cue.start >= opens! - 1e-6 && cue.start < closes! - 1e-6)
  const toFrames = (value: number) => Math.round((value * film.fps.num) / film.fps.den)
  return own.map((cue, index) => {
    const id = `ts${shot.number}-${index + 1}`
    const first = toFrames(cue.start)
    const length = Math.max(1, toFrames(cue.end) - first)
    const place = {
      ref: resources.title(),
      lane: 1,
      name: cue.text.slice(0, 40),
      offset: millionths(start + framesToSeconds(first - edge.start, film.fps)),
      duration: time(length, film.fps),
      start: '0s',
    }
    const look = {
      font: 'Helvetica Neue',
      fontSize: Math.round(film.height * 0.035),
      fontColor: '1 1 1 1',
      alignment: 'center',
    }
    return element('title', place, [
      element('text', {}, [element('text-style', { ref: id }, cue.text)]),
      element('text-style-def', { id }, [element('text-style', look)]),
    ])
  })
}

function musicClips(film: HandoffFilm, resources: Resources, start: number): string[] {
  if (!film.music) return []
  const { clip, settings } = film.music
  const ref = resources.asset(clip)
  const decibels = settings.volume === 0 ? SILENCE_DB : Math.round(200 * Math.log10(settings.volume)) / 10
  return musicPieces(film, clip, settings).map(({ at, from, frames }) =>
    element(
      'asset-clip',
      {
        ref,
        lane: -1,
        name: clip.name,
        offset: millionths(start + framesToSeconds(at, film.fps)),
        start: time(from, film.fps),
        duration: time(frames, film.fps),
        audioRole: 'music',
      },
      [element('adjust-volume', { amount: `${decibels}dB` })],
    ),
  )
}

function time(frames: number, { num, den }: Rational): string {
  return seconds(frames * den, num)
}

function millionths(value: number): string {
  return seconds(Math.round(value * 1e6), 1e6)
}

/** A fraction in its lowest terms, as the format counts time. */
export function seconds(numerator: number, denominator: number): string {
  const divisor = commonDivisor(Math.abs(numerator), denominator)
  const [top, bottom] = [numerator / divisor, denominator / divisor]
  return bottom === 1 ? `${top}s` : `${top}/${bottom}s`
}

function commonDivisor(a: number, b: number): number {
  return b === 0 ? a || 1 : commonDivisor(b, a % b)
}
