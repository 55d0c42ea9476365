import type { Media } from '../../nodes/media.ts'
import { formatLength } from './timecode.ts'

/** What one line says about a file: "720 × 1280 · 24 fps · 0:09". Numbers and signs only, so it needs no words. */
export function factsLine(media: Media, language: string): string {
  return [sizeOf(media), rateOf(media, language), lengthOf(media)].filter(Boolean).join(' · ')
}

export function sizeOf({ width, height }: Media): string {
  return width === undefined || height === undefined ? '' : `${width} × ${height}`
}

export function rateOf({ kind, fps }: Media, language: string): string {
  if (kind !== 'video' || fps === undefined) return ''
  return `${new Intl.NumberFormat(language, { maximumFractionDigits: 2 }).format(fps)} fps`
}

export function lengthOf({ kind, durationSeconds }: Media): string {
  return kind === 'image' || durationSeconds === undefined ? '' : formatLength(durationSeconds)
}

export function bytesText(bytes: number, language: string): string {
  const [unit, size] = inUnits(bytes)
  const format = { style: 'unit', unit, maximumFractionDigits: size < 10 ? 1 : 0 } as const
  return new Intl.NumberFormat(language, format).format(size)
}

function inUnits(bytes: number): readonly ['kilobyte' | 'megabyte' | 'gigabyte', number] {
  if (bytes < 1e6) return ['kilobyte', bytes / 1e3]
  return bytes < 1e9 ? ['megabyte', bytes / 1e6] : ['gigabyte', bytes / 1e9]
}
