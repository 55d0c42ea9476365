import { CHANNELS, type Pcm, RATE } from './pcm.ts'

export interface LoudnessMeter {
  push(pcm: Pcm): void
  /** In LUFS; undefined while nothing was heard, or too little to judge. */
  integrated(): number | undefined
}

/** The head's shelf and the ear's dullness for low tones: ITU-R BS.1770-4, tables 1 and 2, at 48 kHz. */
const SHELF = [
  1.53512485958697, -2.69169618940638, 1.19839281085285, -1.69065929318241, 0.73248077421585,
] as const
const HIGH_PASS = [1, -2, 1, -1.99004745483398, 0.99007225036621] as const

/** Loudness is judged over 400 ms, anew every 100. */
const STEP = RATE / 10
const STEPS_A_BLOCK = 4

/** Below this nothing counts as heard. */
const SILENT_LUFS = -70
/** What is that much below the average of the rest does not count either: pauses are no part of speech. */
const RELATIVE_GATE = -10

/** Measures integrated loudness after ITU-R BS.1770-4 as the sound streams by, in the same memory for any length. */
export function createLoudnessMeter(): LoudnessMeter {
  const weighting = [createWeighting(0), createWeighting(1)] as const
  const blocks = createBlocks()
  const recent = new Float64Array(STEPS_A_BLOCK)
  let steps = 0
  let filled = 0

  function endStep(): void {
    const energy = weighting.reduce((sum, channel) => sum + channel.take(), 0)
    recent[steps % STEPS_A_BLOCK] = energy / STEP
    steps += 1
    filled = 0
    if (steps >= STEPS_A_BLOCK) blocks.add(recent.reduce((sum, step) => sum + step) / STEPS_A_BLOCK)
  }

  return {
    push(pcm) {
      const frames = pcm.length / CHANNELS
      for (let from = 0; from < frames;) {
        const to = Math.min(frames, from + STEP - filled)
        for (const channel of weighting) channel.hear(pcm, from, to)
        filled += to - from
        from = to
        if (filled === STEP) endStep()
      }
    },
    integrated: blocks.integrated,
  }
}

/** What one channel's filters have seen so far. */
function createWeighting(channel: number) {
  let shelf1 = 0
  let shelf2 = 0
  let high1 = 0
  let high2 = 0
  let energy = 0
  const [b0, b1, b2, a1, a2] = SHELF
  const [, , , c1, c2] = HIGH_PASS
  return {
    hear(pcm: Pcm, from: number, to: number): void {
      let [s1, s2, h1, h2, sum] = [shelf1, shelf2, high1, high2, energy]
      const end = to * CHANNELS
      for (let i = from * CHANNELS + channel; i < end; i += CHANNELS) {
        const x = pcm[i]!
        const y = b0 * x + s1
        s1 = b1 * x - a1 * y + s2
        s2 = b2 * x - a2 * y
        const z = y + h1
        h1 = -2 * y - c1 * z + h2
        h2 = y - c2 * z
        sum += z * z
      }
      shelf1 = s1
      shelf2 = s2
      high1 = h1
      high2 = h2
      energy = sum
    },
    /** The energy since it was taken last. */
    take(): number {
      const taken = energy
      energy = 0
      // Numbers that fade for ever become so small that processors are slow with them.
      if (Math.abs(shelf1) + Math.abs(shelf2) + Math.abs(high1) + Math.abs(high2) < 1e-15) {
        shelf1 = shelf2 = high1 = high2 = 0
      }
      return taken
    },
  }
}

const BINS_A_UNIT = 100
const LOUDEST_LUFS = 30

/** Both gates need every block of the whole sound: they are kept as a histogram, in hundredths of a unit. */
function createBlocks() {
  const counts = new Float64Array((LOUDEST_LUFS - SILENT_LUFS) * BINS_A_UNIT)
  const energies = new Float64Array(counts.length)
  const binOf = (lufs: number) =>
    Math.min(counts.length - 1, Math.max(0, Math.floor((lufs - SILENT_LUFS) * BINS_A_UNIT)))

  function average(fromBin: number): number {
    let count = 0
    let energy = 0
    for (let bin = fromBin; bin < counts.length; bin++) {
      count += counts[bin]!
      energy += energies[bin]!
    }
    return toLufs(energy / count)
  }

  return {
    add(energy: number): void {
      const lufs = toLufs(energy)
      if (!(lufs >= SILENT_LUFS)) return
      counts[binOf(lufs)]! += 1
      energies[binOf(lufs)]! += energy
    },
    integrated(): number | undefined {
      const heard = average(0)
      return Number.isFinite(heard) ? average(binOf(heard + RELATIVE_GATE)) : undefined
    },
  }
}

function toLufs(energy: number): number {
  return -0.691 + 10 * Math.log10(energy)
}
