/** Words on screen, in seconds of whatever they belong to. */
export interface Cue {
  readonly start: number
  readonly end: number
  readonly text: string
}

/** Subtitle files count milliseconds. */
export function toMilliseconds(seconds: number): number {
  return Math.round(seconds * 1_000)
}

/** In the order in which they are read, the nonsensical left out. */
export function tidyCues(cues: readonly Cue[]): Cue[] {
  return cues
    .filter(({ start, end, text }) => text.trim() !== '' && Number.isFinite(start) && end > start)
    .toSorted((a, b) => a.start - b.start || a.end - b.end)
}

/**
 * The same words, one cue at a time: where two are said at once both stand in one cue, each on its own line.
 * Subtitle tracks know no other way, and players draw overlapping cues over each other.
 */
export function oneAtATime(cues: readonly Cue[]): Cue[] {
  const tidy = tidyCues(cues)
  const points = [...new Set(tidy.flatMap(({ start, end }) => [start, end]))].toSorted((a, b) => a - b)
  const single: Cue[] = []
  let next = 0
  let open: Cue[] = []
  for (const [index, start] of points.slice(0, -1).entries()) {
    open = open.filter(({ end }) => end > start)
    while (next < tidy.length && tidy[next]!.start <= start) open.push(tidy[next++]!)
    if (open.length === 0) continue
    const text = [...new Set(open.map((cue) => cue.text))].join('\n')
    append(single, { start, end: points[index + 1]!, text })
  }
  return single
}

/** Adds a cue behind the others; one that goes on with the same words is the same cue. */
export function append(cues: Cue[], cue: Cue): void {
  const last = cues.at(-1)
  if (last && last.text === cue.text && toMilliseconds(last.end) >= toMilliseconds(cue.start)) {
    cues[cues.length - 1] = { ...last, end: Math.max(last.end, cue.end) }
  } else cues.push(cue)
}
