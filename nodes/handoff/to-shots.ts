import { type Note, note } from '../contract/notes.ts'
import type { BoundShot, Shot } from '../cut/cut.ts'
import type { ClipFacts } from '../cut/facts.ts'
import type { Rational } from '../cut/rational.ts'
import type { HandedShot, Handoff } from './handed.ts'

/** A clip that a shot may mean. */
export interface KnownClip {
  readonly wire: string
  readonly facts: ClipFacts
}

/**
 * The shots of a hand-off over the clips that are connected: the same media first, else the one with its name.
 * What is not here is left out and said.
 */
export function toShots(
  { fps, shots, problems }: Handoff,
  clips: readonly KnownClip[],
): { shots: Shot[]; problems: Note[] } {
  const said = [...problems]
  const placed = shots.flatMap((handed): Shot[] => {
    if (handed.exactly?.card) return [handed.exactly]
    const clip = findClip(handed, clips)
    if (clip) return [{ wire: clip.wire, ...decisions(handed, clip.facts, fps) }]
    said.push(note('clip_unknown', { name: handed.name }))
    return []
  })
  return { shots: placed, problems: said }
}

function findClip({ mediaId, name, file }: HandedShot, clips: readonly KnownClip[]): KnownClip | undefined {
  const names = new Set([name, file].flatMap((text) => (text === undefined ? [] : [plainName(text)])))
  return (
    clips.find(({ facts }) => facts.id === mediaId) ??
    clips.find(({ facts }) => names.has(plainName(facts.name)))
  )
}

/** “01 Rain.mp4” and “rain” are the same clip. */
function plainName(name: string): string {
  return name
    .replace(/^.*[\\/]/, '')
    .replace(/\.[a-z0-9]{2,4}$/i, '')
    .replace(/^\d{2,4}[ _-]+/, '')
    .trim()
    .toLowerCase()
}

function decisions(
  { exactly, from, seconds, speed, join }: HandedShot,
  { fps: own, frames }: ClipFacts,
  fps: Rational,
): BoundShot {
  if (exactly) return exactly
  if (!own || frames === undefined) return { seconds: clamp(seconds, 0.1, 600), ...(join && { join }) }
  const rate = own.num / own.den
  const first = clamp(Math.round(from * rate), 0, frames - 1)
  const last = clamp(first + Math.max(1, Math.round(seconds * speed * rate)), first + 1, frames)
  // A list that counts at another rate cannot tell the last frame from the one before it.
  const filmRate = fps.num / fps.den
  const slack = rate === filmRate ? 0 : Math.ceil(rate / filmRate)
  return {
    ...(first > 0 && { from: first }),
    ...(last < frames - slack && { to: last }),
    ...(speed !== 1 && { speed: clamp(speed, 0.25, 4) }),
    ...(join && { join }),
  }
}

function clamp(value: number, least: number, most: number): number {
  return Math.min(most, Math.max(least, value))
}
