/** A port's button is 24 px and its mark 12 px: wires end at the mark. */
const INSET = 6
const FAN_OFFSET = 30
const FAN_STEP = 20
const FAN_MOST = 200

interface Ends {
  readonly sourceX: number
  readonly sourceY: number
  readonly targetX: number
  readonly targetY: number
}

export function wireEnds({ sourceX, sourceY, targetX, targetY }: Ends): Ends {
  return { sourceX: sourceX - INSET, sourceY, targetX: targetX + INSET, targetY }
}

/** Wires into one port arrive one under the other, so that each can carry its number. */
export function fanIn(
  { number, of }: { readonly number: number; readonly of: number },
  { targetX, targetY }: Ends,
): { x: number; y: number } | undefined {
  if (number === 0) return undefined
  const step = Math.min(FAN_STEP, FAN_MOST / of)
  return { x: targetX - FAN_OFFSET, y: targetY + (number - (of + 1) / 2) * step }
}
