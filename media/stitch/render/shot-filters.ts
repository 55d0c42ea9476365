import type { Rational } from '../../../nodes/cut/rational.ts'
import { isInterlaced, type PictureClip } from '../clip.ts'
import type { FilmClip, FilmFormat } from '../film.ts'
import { squareSize } from '../frame.ts'
import { type Clock, clipClock, seconds, stillClock } from './clock.ts'
import { hasAlpha, matrixOfClip, matrixOfFilm, needsToneMap, overBlack, tagsOf, toneMap } from './colors.ts'
import { placeFilters } from './place.ts'
import type { Fade } from './segments.ts'
import type { Still } from './stills.ts'

export interface Shown {
  readonly clock: Clock
  readonly fades: readonly Fade[]
  readonly format: FilmFormat
  readonly label: string
}

/** From a clip as it is decoded to the wanted frames of the film as they look. */
export function clipFilters(
  clip: FilmClip & { readonly clip: PictureClip },
  shown: Shown,
  canToneMap: boolean,
): string {
  const { video } = clip.clip
  const { clock, format, label } = shown
  const mapped = canToneMap && needsToneMap(video, format)
  const matrix = mapped ? 'bt709' : matrixOfClip(video)
  const colors = `in_color_matrix=${matrix}:out_color_matrix=${matrixOfFilm(format)}:out_range=tv`
  return [
    ...(isInterlaced(video) ? ['bwdif=mode=send_frame:deint=all'] : []),
    ...clipClock(clip, clock),
    ...(mapped ? toneMap(video) : []),
    ...(hasAlpha(video) ? overBlack(video) : []),
    ...placeFilters({ ...squareSize(video), colors, label }, format, clock.laid.shot),
    ...finish(shown),
  ].join(',')
}

/** The same for a picture or a card: made ready once, then held. */
export function stillFilters({ width, height }: Still, shown: Shown): string {
  const { clock, format, label } = shown
  const colors = `out_color_matrix=${matrixOfFilm(format)}:out_range=tv`
  return [
    ...placeFilters({ width, height, colors, label }, format, clock.laid.shot),
    'format=yuv420p',
    ...stillClock(clock),
    ...finish(shown),
  ].join(',')
}

/** Everything up to the film's own range and pixel shape happens in one way of storing colours. */
function finish({ fades, format, clock }: Shown): string[] {
  const { matrix, primaries, transfer } = tagsOf(format)
  return [
    'format=yuv420p',
    'setsar=1',
    `setparams=range=tv:colorspace=${matrix}:color_primaries=${primaries}:color_trc=${transfer}`,
    ...fades.flatMap((fade) => fadeFilters(fade, clock.fps)),
  ]
}

function fadeFilters({ way, from, frames, through }: Fade, fps: Rational): string[] {
  const length = (frames * fps.den) / fps.num
  const fade = `fade=t=${way}:st=${seconds(from, fps)}:d=${length.toFixed(6)}`
  if (through === 'black') return [fade]
  // White is black turned around: a fade to another colour would take the picture through RGB and back.
  const during = `between(t,${seconds(from - 0.5, fps)},${seconds(from + frames + 0.5, fps)})`
  const invert = `lutyuv=y=251-val:u=256-val:v=256-val:enable='${during}'`
  return [invert, fade, invert]
}
