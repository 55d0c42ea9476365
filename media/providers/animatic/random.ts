/** A stream of numbers that depends on nothing but its name: the same request draws the same picture. */
export interface Random {
  /** 0 up to, but not including, 1. */
  next(): number
  between(low: number, high: number): number
  pick<const V extends readonly [unknown, ...unknown[]]>(values: V): V[number]
  chance(probability: number): boolean
  /** An independent stream, so that one more stroke in the sky does not move the people. */
  fork(name: string): Random
}

export function createRandom(name: string): Random {
  const next = mulberry(hashText(name))
  const between = (low: number, high: number) => low + next() * (high - low)
  return {
    next,
    between,
    pick: (values) => values[Math.floor(next() * values.length)] ?? values[0],
    chance: (probability) => next() < probability,
    fork: (branch) => createRandom(`${name}/${branch}`),
  }
}

/** FNV-1a with a final avalanche: short, well spread, and the same on every machine. */
export function hashText(text: string): number {
  let hash = 0x811c9dc5
  for (let index = 0; index < text.length; index++) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193)
  }
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35)
  return (hash ^ (hash >>> 16)) >>> 0
}

/** Mulberry32, by Tommy Ettinger (public domain). */
function mulberry(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}
