import type { BoundCut, BoundShot, Cut, Shot } from './cut.ts'

/** A connection whose value flows into the clips of a cut. */
export interface Wire {
  /** The connection's id. */
  readonly id: string
}

/**
 * The shots of a film as they stand: those of the cut whose clip is still connected, and behind them every
 * connected clip that the cut does not know yet. `wires` are in the order of the connections.
 */
export function standingShots(cut: Cut | undefined, wires: readonly Wire[]): Shot[] {
  const connected = new Set(wires.map(({ id }) => id))
  const kept = (cut?.shots ?? []).filter(({ wire, card }) =>
    wire === undefined ? card : connected.has(wire),
  )
  const known = new Set(kept.map(({ wire }) => wire))
  return [...kept, ...wires.filter(({ id }) => !known.has(id)).map(({ id }) => ({ wire: id }))]
}

/**
 * Names each clip by its place instead of its connection, so that two cuts of the same clips are the same recipe.
 * Undefined where there is nothing to say: every clip once, whole, in the order of its connection.
 */
export function bindCut(cut: Cut | undefined, wires: readonly Wire[]): BoundCut | undefined {
  if (!cut) return undefined
  const places = new Map(wires.map(({ id }, place) => [id, place]))
  const shots = standingShots(cut, wires).map(({ wire, ...decisions }): BoundShot => ({
    ...(wire !== undefined && { clip: places.get(wire)! }),
    ...decisions,
  }))
  const { shots: _shots, ...whole } = cut
  const saysNothing = Object.values(whole).every((part) => part === undefined)
  return saysNothing && isPlain(shots, wires.length) ? undefined : { ...whole, shots }
}

function isPlain(shots: readonly BoundShot[], clips: number): boolean {
  return (
    shots.length === clips &&
    shots.every(
      ({ clip, ...decisions }, place) =>
        clip === place && Object.values(decisions).every((decision) => decision === undefined),
    )
  )
}

/** Every clip once, whole, in order: what a film is before anybody cuts it. */
export function plainCut(clips: number): BoundCut {
  return { shots: Array.from({ length: clips }, (_, clip) => ({ clip })) }
}
