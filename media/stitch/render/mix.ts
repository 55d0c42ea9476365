import { framesToSeconds } from '../../../nodes/cut/layout.ts'
import type { FilmFormat } from '../film.ts'
import { ratio, seconds } from './clock.ts'
import type { Mix } from './segments.ts'

export interface Mixed {
  /** The streams of the shot that goes and of the one that comes, and the one that is made. */
  readonly from: string
  readonly to: string
  readonly out: string
}

/**
 * One shot taking over from another, with filters that every ffmpeg has and that know the time of the film: any
 * part of a transition can be made alone. After the j-th of n frames the second shot has (j+1)/(n+1) of the frame.
 */
export function mixFilters(mix: Mix, format: FilmFormat, { from, to, out }: Mixed): string {
  const { at, frames } = mix
  const { fps, width, height } = format
  if (mix.kind === 'dissolve') {
    const length = framesToSeconds(frames + 1, fps).toFixed(6)
    const fade = `format=yuva420p,fade=t=in:st=${seconds(at - 1, fps)}:d=${length}:alpha=1`
    return `[${to}]${fade}[${to}over];[${from}][${to}over]overlay=format=yuv420[${out}]`
  }
  const part = `((t*${ratio(fps)}-${at}+1)/${frames + 1})`
  // The shot on top is moved out of its own frame and laid where it was: what is left of it stays in place.
  switch (mix.kind) {
    case 'wipe-left':
      return reveal({ below: from, above: to, out }, `x:${edge(width, `(1-${part})`)}`, format)
    case 'wipe-right':
      return reveal({ below: to, above: from, out }, `x:${edge(width, part)}`, format)
    case 'wipe-up':
      return reveal({ below: from, above: to, out }, `y:${edge(height, `(1-${part})`)}`, format)
    case 'wipe-down':
      return reveal({ below: to, above: from, out }, `y:${edge(height, part)}`, format)
  }
}

/** Even, so that the half-sized colour planes are cut at the same place. */
function edge(length: number, part: string): string {
  return `2*floor(${length / 2}*${part}+1e-6)`
}

/** Shows of `above` what lies to the right of the edge, or under it. */
function reveal(
  { below, above, out }: { below: string; above: string; out: string },
  cut: string,
  { width, height }: FilmFormat,
): string {
  const [axis = '', offset = ''] = cut.split(':')
  const wide = axis === 'x' ? width * 2 : width
  const tall = axis === 'y' ? height * 2 : height
  const moved = `pad=${wide}:${tall}:0:0,crop=w=${width}:h=${height}:${axis === 'x' ? 'y' : 'x'}=0:${axis}='${offset}'`
  const laid = `overlay=${axis}='${offset}':format=yuv420`
  return `[${above}]${moved}[${above}cut];[${below}][${above}cut]${laid}[${out}]`
}
