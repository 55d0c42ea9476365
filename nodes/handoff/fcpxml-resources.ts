import type { Rational } from '../cut/rational.ts'
import type { HandoffClip, HandoffFilm } from './film.ts'
import { element } from './xml.ts'

/** What the story refers to by id: formats, files and effects, each named once. */
export interface Resources {
  readonly film: string
  formatOf(clip: HandoffClip): string
  asset(clip: HandoffClip): string
  /** The one transition that every program has: the kind asked for is its name. */
  crossDissolve(): string
  title(): string
  written(): string
}

/** Final Cut's own effects, by the names it gave them. */
const effects = {
  dissolve: { name: 'Cross Dissolve', uid: 'FxPlug:4731E73A-8DAC-4113-9A30-AE85B1761265' },
  title: {
    name: 'Basic Title',
    uid: '.../Titles.localized/Bumper:Opener.localized/Basic Title.localized/Basic Title.moti',
  },
} as const

export function createResources({ fps, width, height }: HandoffFilm): Resources {
  const lines: string[] = []
  const ids = new Map<string, string>()
  const named = (key: string, write: (id: string) => string) => {
    const known = ids.get(key)
    if (known !== undefined) return known
    const id = `r${ids.size + 1}`
    ids.set(key, id)
    lines.push(write(id))
    return id
  }
  const format = (rate: Rational | undefined, size: { width: number; height: number }) =>
    named(`format ${rate?.num}/${rate?.den} ${size.width}x${size.height}`, (id) =>
      element('format', {
        id,
        name: rate ? undefined : 'FFVideoFormatRateUndefined',
        frameDuration: rate && `${rate.den}/${rate.num}s`,
        ...size,
        colorSpace: rate && '1-1-1 (Rec. 709)',
      }),
    )
  const effect = ({ name, uid }: { name: string; uid: string }) =>
    named(`effect ${uid}`, (id) => element('effect', { id, name, uid }))
  const formatOf = (clip: HandoffClip) =>
    format(clip.fps, { width: clip.width ?? width, height: clip.height ?? height })

  return {
    film: format(fps, { width, height }),
    formatOf,
    asset(clip) {
      const ofFormat = clip.kind === 'audio' ? undefined : formatOf(clip)
      return named(`asset ${clip.url}`, (id) =>
        element('asset', { id, ...assetFacts(clip), format: ofFormat }, [
          element('media-rep', { kind: 'original-media', src: clip.url }),
        ]),
      )
    },
    crossDissolve: () => effect(effects.dissolve),
    title: () => effect(effects.title),
    written: () => element('resources', {}, lines),
  }
}

function assetFacts({ name, mediaId, kind, fps, frames, seconds, hasSound }: HandoffClip) {
  const sound = kind === 'audio' || hasSound
  const whole =
    fps && frames !== undefined
      ? `${frames * fps.den}/${fps.num}s`
      : `${Math.round((kind === 'image' ? 0 : (seconds ?? 0)) * 1_000)}/1000s`
  return {
    name,
    uid: mediaId?.slice(0, 32).toUpperCase(),
    start: '0s',
    duration: kind === 'image' ? '0s' : whole,
    hasVideo: kind === 'audio' ? undefined : 1,
    videoSources: kind === 'audio' ? undefined : 1,
    hasAudio: sound ? 1 : undefined,
    audioSources: sound ? 1 : undefined,
    audioChannels: sound ? 2 : undefined,
  }
}
