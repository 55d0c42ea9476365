import type { VideoTrack } from '../../ffmpeg/probe.ts'
import { isHdr } from '../clip.ts'
import type { FilmFormat } from '../film.ts'
import type { Size } from '../frame.ts'

/** What swscale calls the ways of storing colours. */
type Matrix = 'bt601' | 'bt709' | 'bt2020' | 'fcc' | 'smpte240m'

/** How ffmpeg tags colours; `unknown` where the clips beside do not say. */
export interface Tags {
  readonly matrix: string
  readonly primaries: string
  readonly transfer: string
}

/** Unlike the clips beside, a film of its own says what it is. */
export function tagsOf({ like }: FilmFormat): Tags {
  if (!like) return { matrix: 'bt709', primaries: 'bt709', transfer: 'bt709' }
  const { matrix, primaries, transfer } = like
  return { matrix: name(matrix), primaries: name(primaries), transfer: name(transfer) }
}

/** Names come from files: nothing but a plain word may pass into ffmpeg's grammar. */
function name(tag: string | undefined): string {
  return tag !== undefined && /^[a-z0-9]+(-[a-z0-9]+)*$/.test(tag) ? tag : 'unknown'
}

/** How a clip stores its colours. Already tone-mapped pictures are BT.709. */
export function matrixOfClip({ colorSpace, width, height }: VideoTrack): Matrix {
  return matrixNamed(colorSpace, { width, height })
}

export function matrixOfFilm(format: FilmFormat): Matrix {
  return matrixNamed(format.like ? format.like.matrix : 'bt709', format)
}

/** Unmarked pictures are taken as players take them: standard definition was BT.601, everything larger BT.709. */
function matrixNamed(tag: string | undefined, { width, height }: Size): Matrix {
  switch (tag) {
    case 'smpte170m':
    case 'bt470bg':
      return 'bt601'
    case 'bt2020nc':
    case 'bt2020c':
      return 'bt2020'
    case 'bt709':
    case 'fcc':
    case 'smpte240m':
      return tag
    default: {
      const isLarge = Math.max(width, height) >= 1280 || Math.min(width, height) > 576
      return isLarge ? 'bt709' : 'bt601'
    }
  }
}

/** Only some builds of ffmpeg can turn HDR into standard brightness; without it colours are merely paler. */
export function toneMap(video: VideoTrack): string[] {
  const transfer = video.colorTransfer === 'arib-std-b67' ? 'arib-std-b67' : 'smpte2084'
  return [
    `zscale=tin=${transfer}:min=bt2020nc:pin=bt2020:t=linear:npl=100`,
    'format=gbrpf32le',
    'zscale=p=bt709',
    'tonemap=hable:desat=0',
    'zscale=t=bt709:m=bt709:r=tv',
    'format=yuv420p',
  ]
}

/** Brightness beyond the film's: in a film that is itself HDR there is nothing to map. */
export function needsToneMap(video: VideoTrack, { like }: FilmFormat): boolean {
  return isHdr(video) && like?.transfer !== video.colorTransfer
}

/** What is transparent lies over black. */
export function hasAlpha({ pixFmt = '' }: VideoTrack): boolean {
  return /^(yuva|gbrap|rgba|bgra|argb|abgr|ya8|ya16)/.test(pixFmt)
}

export function overBlack(video: VideoTrack): string[] {
  return [
    `scale=in_color_matrix=${matrixOfClip(video)}`,
    'format=gbrap',
    'premultiply=inplace=1',
    'format=gbrp',
  ]
}
