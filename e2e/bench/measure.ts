import { performance } from 'node:perf_hooks'

export interface Contender {
  readonly name: string
  /** Undoes what the last round left, outside of the clock. */
  readonly prepare?: () => void | Promise<void>
  readonly run: () => unknown
}

export interface Row {
  readonly what: string
  readonly name: string
  readonly medianMs: number
  /** Against the first contender of the same row group. */
  readonly ratio: number
}

/**
 * Times contenders in turn, A B C A B C …, so that a machine whose speed drifts treats all alike, and compares
 * medians. The first contender is the one the others are set against.
 */
export async function compare(
  what: string,
  rounds: number,
  contenders: readonly Contender[],
): Promise<Row[]> {
  const times = contenders.map((): number[] => [])
  for (let round = 0; round <= rounds; round++) {
    for (const [index, contender] of contenders.entries()) {
      await contender.prepare?.()
      const before = performance.now()
      await contender.run()
      // The first round warms caches and code, and does not count.
      if (round > 0) times[index]!.push(performance.now() - before)
    }
  }
  const medians = times.map(median)
  return contenders.map(({ name }, index) => ({
    what,
    name,
    medianMs: medians[index]!,
    ratio: medians[index]! / medians[0]!,
  }))
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  const middle = sorted.length / 2
  return sorted.length % 2 === 1 ? sorted[Math.floor(middle)]! : (sorted[middle - 1]! + sorted[middle]!) / 2
}

export function printRows(rows: readonly Row[]): void {
  let last = ''
  for (const { what, name, medianMs, ratio } of rows) {
    if (what !== last) console.log(`\n${what}`)
    last = what
    console.log(
      `  ${name.padEnd(52)} ${format(medianMs).padStart(12)} ${`${ratio.toFixed(2)} x`.padStart(10)}`,
    )
  }
}

function format(ms: number): string {
  return ms < 10 ? `${ms.toFixed(2)} ms` : ms < 10_000 ? `${ms.toFixed(0)} ms` : `${(ms / 1000).toFixed(1)} s`
}
