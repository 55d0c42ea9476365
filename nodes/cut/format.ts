import type { ClipFacts } from './facts.ts'
import { framesToSeconds } from './layout.ts'
import type { Rational } from './rational.ts'
import type { FilmSettings } from './settings.ts'

export interface FilmShape {
  readonly width: number
  readonly height: number
  readonly fps: Rational
}

/** What a film of still pictures and cards alone looks like. */
const plainShape: FilmShape = { width: 1080, height: 1920, fps: { num: 24, den: 1 } }

/** How large a film is and how fast it runs: as asked, or like most of its clips; of equals, like the first. */
export function filmShape(
  { size, fps }: Pick<FilmSettings, 'size' | 'fps'>,
  clips: readonly ClipFacts[],
): FilmShape {
  const moving = clips.filter((clip) => clip.fps !== undefined)
  const sizes = moving.length > 0 ? moving.flatMap(sizeOfClip) : clips.flatMap(sizeOfPicture)
  const { width, height } = size === 'auto' ? (mostOf(sizes) ?? plainShape) : sizeOf(size)
  // The rate of clips that must be scaled anyway counts only where no clip has the size.
  const shaped = moving.filter(
    (clip) => sizeOfClip(clip)[0]?.width === width && sizeOfClip(clip)[0]?.height === height,
  )
  const rates = (shaped.length > 0 ? shaped : moving).flatMap((clip) => clip.fps ?? [])
  return { width, height, fps: fps === 'auto' ? (mostOf(rates) ?? plainShape.fps) : rateOf(fps) }
}

type Size = Pick<FilmShape, 'width' | 'height'>

function sizeOfClip({ width, height }: ClipFacts): Size[] {
  return width && height ? [even({ width, height })] : []
}

/** A photo is larger than any film needs to be. */
const LONGEST_OF_PICTURES = 1920

function sizeOfPicture({ width = 0, height = 0 }: ClipFacts): Size[] {
  const ratio = Math.min(1, LONGEST_OF_PICTURES / Math.max(width, height, 1))
  return width && height ? [even({ width: width * ratio, height: height * ratio })] : []
}

/** Frames to the second, for timecodes and clocks. */
export function perSecond(fps: Rational): number {
  return 1 / framesToSeconds(1, fps)
}

function sizeOf(size: string): Size {
  const [width = 0, height = 0] = size.split('x').map(Number)
  return { width, height }
}

function rateOf(fps: string): Rational {
  return { num: Number(fps), den: 1 }
}

/** Encoders of video know no odd sizes. */
function even({ width, height }: Size): Size {
  const near = (length: number) => Math.max(2, Math.round(length / 2) * 2)
  return { width: near(width), height: near(height) }
}

function mostOf<T>(values: readonly T[]): T | undefined {
  const groups = new Map<string, { readonly value: T; count: number }>()
  for (const value of values) {
    const key = JSON.stringify(value)
    const group = groups.get(key)
    if (group) group.count += 1
    else groups.set(key, { value, count: 1 })
  }
  let most: { readonly value: T; readonly count: number } | undefined
  for (const group of groups.values()) if (!most || group.count > most.count) most = group
  return most?.value
}
