import type { Rational } from '../cut/rational.ts'
import {
  type EdgedShot,
  edgesOf,
  type HandoffClip,
  type HandoffFilm,
  type HandoffShot,
  isHeard,
  musicPieces,
  sourceStart,
} from './film.ts'

type Json = Record<string, unknown>

/** OpenTimelineIO: a picture track, its sound beside it, and the music below. */
export function writeOtio(film: HandoffFilm): string {
  const edges = edgesOf(film.shots.map(({ laid }) => laid))
  const tracks = [track('Picture', 'Video', trackItems(film, edges, 'Video'))]
  if (film.shots.some(isHeard)) tracks.push(track('Sound', 'Audio', trackItems(film, edges, 'Audio')))
  if (film.music) tracks.push(track('Music', 'Audio', musicItems(film, film.music)))
  const timeline = {
    OTIO_SCHEMA: 'Timeline.1',
    name: film.name,
    metadata: { sceneloom: { width: film.width, height: film.height, fps: film.fps } },
    global_start_time: time(0, film.fps),
    tracks: {
      OTIO_SCHEMA: 'Stack.1',
      name: 'tracks',
      metadata: {},
      source_range: null,
      effects: [],
      markers: [],
      children: tracks,
    },
  }
  return `${JSON.stringify(timeline, null, 2)}\n`
}

function track(name: string, kind: 'Video' | 'Audio', children: readonly Json[]): Json {
  const empty = { metadata: {}, source_range: null, effects: [], markers: [] }
  return { OTIO_SCHEMA: 'Track.1', name, kind, ...empty, children }
}

function trackItems(film: HandoffFilm, edges: readonly EdgedShot[], kind: 'Video' | 'Audio'): Json[] {
  const shows = (shot: HandoffShot | undefined) =>
    shot?.clip !== undefined && (kind === 'Video' || isHeard(shot))
  return film.shots.flatMap((shot, index) => {
    const edge = edges[index]!
    const item = shows(shot) ? clipItem(film, shot, edge) : gap(edge.frames, film.fps)
    // A transition needs something on one of its sides.
    const joins = shot.laid.overlap > 0 && (shows(shot) || shows(film.shots[index + 1]))
    return joins ? [item, transition(shot, edge, film.fps)] : [item]
  })
}

function clipItem(film: HandoffFilm, shot: HandoffShot, edge: EdgedShot): Json {
  const { laid, clip } = shot
  const { clip: _place, ...decisions } = laid.shot
  const { speed = 1 } = decisions
  const own = laid.source?.fps ?? film.fps
  const start = sourceStart(laid, edge.before.in, film.fps)
  const atFilmRate = (start * own.den * film.fps.num) / (own.num * film.fps.den)
  return {
    OTIO_SCHEMA: 'Clip.1',
    name: shot.name,
    metadata: {
      sceneloom: {
        ...about(shot),
        shot: decisions,
        laid: {
          frames: laid.frames,
          overlap: laid.overlap,
          from: laid.source?.from ?? 0,
          speed: laid.source ? speed : 1,
        },
      },
    },
    source_range: range(time(atFilmRate, film.fps), time(edge.frames, film.fps)),
    effects: speed === 1 || !laid.source ? [] : [timeWarp(speed)],
    markers: [],
    media_reference: reference(clip!, laid.frames, film.fps),
  }
}

function about({ clip, number, take, provider, model, prompt, seed, cost }: HandoffShot): Json {
  const known = { mediaId: clip?.mediaId, number, take, provider, model, prompt, seed, cost }
  return Object.fromEntries(Object.entries(known).filter(([, value]) => value !== undefined))
}

function reference(clip: HandoffClip, shown: number, filmRate: Rational): Json {
  const { fps, frames, seconds } = clip
  const whole =
    fps && frames !== undefined
      ? time(frames, fps)
      : time(seconds === undefined ? shown : Math.floor((seconds * filmRate.num) / filmRate.den), filmRate)
  return {
    OTIO_SCHEMA: 'ExternalReference.1',
    name: clip.name,
    metadata: clip.mediaId === undefined ? {} : { sceneloom: { mediaId: clip.mediaId } },
    available_range: range(time(0, fps ?? filmRate), whole),
    target_url: clip.url,
  }
}

function transition({ laid }: HandoffShot, { after }: EdgedShot, fps: Rational): Json {
  return {
    OTIO_SCHEMA: 'Transition.1',
    name: laid.joinKind,
    metadata: { sceneloom: { kind: laid.joinKind } },
    transition_type: laid.joinKind === 'dissolve' ? 'SMPTE_Dissolve' : 'Custom_Transition',
    in_offset: time(after.in, fps),
    out_offset: time(after.out, fps),
  }
}

function musicItems(film: HandoffFilm, { clip, settings }: NonNullable<HandoffFilm['music']>): Json[] {
  return musicPieces(film, clip, settings).map(({ from, frames }) => ({
    OTIO_SCHEMA: 'Clip.1',
    name: clip.name,
    metadata: { sceneloom: { music: settings } },
    source_range: range(time(from, film.fps), time(frames, film.fps)),
    effects: [],
    markers: [],
    media_reference: reference(clip, frames, film.fps),
  }))
}

function gap(frames: number, fps: Rational): Json {
  const source_range = range(time(0, fps), time(frames, fps))
  return { OTIO_SCHEMA: 'Gap.1', name: '', metadata: {}, source_range, effects: [], markers: [] }
}

function timeWarp(scalar: number): Json {
  const effect = { name: 'Speed', effect_name: 'LinearTimeWarp', time_scalar: scalar }
  return { OTIO_SCHEMA: 'LinearTimeWarp.1', metadata: {}, ...effect }
}

function time(value: number, { num, den }: Rational): Json {
  return { OTIO_SCHEMA: 'RationalTime.1', rate: num / den, value }
}

function range(start_time: Json, duration: Json): Json {
  return { OTIO_SCHEMA: 'TimeRange.1', start_time, duration }
}
