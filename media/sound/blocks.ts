import { CHANNELS, type Pcm, type PcmStream, silence } from './pcm.ts'

/** The same sound in blocks of equal length; only the last may be shorter. */
export async function* inBlocks(stream: PcmStream, frames: number): AsyncGenerator<Pcm> {
  let block = silence(frames)
  let filled = 0
  for await (const pcm of stream) {
    for (let from = 0; from < pcm.length;) {
      const part = pcm.subarray(from, from + block.length - filled)
      block.set(part, filled)
      filled += part.length
      from += part.length
      if (filled < block.length) continue
      yield block
      block = silence(frames)
      filled = 0
    }
  }
  if (filled > 0) yield block.subarray(0, filled)
}

/** Reads exactly as much as it is asked for, and less only at the end. */
export function createTap(stream: PcmStream) {
  const source = stream[Symbol.asyncIterator]()
  let left = silence(0)
  return {
    async read(frames: number): Promise<Pcm> {
      const taken = silence(frames)
      let filled = 0
      while (filled < taken.length) {
        if (left.length === 0) {
          const next = await source.next()
          if (next.done) break
          left = next.value
        }
        const part = left.subarray(0, taken.length - filled)
        taken.set(part, filled)
        filled += part.length
        left = left.subarray(part.length)
      }
      return taken.subarray(0, filled)
    },
    close: async () => void (await source.return?.()),
  }
}

/**
 * Answers what comes in behind the last `frames` of what came before, for whatever must look around. The answer
 * is only good until the next one.
 */
export function createJoint(frames: number) {
  let all = silence(frames)
  let used = all.length
  return (pcm: Pcm): Pcm => {
    const kept = frames * CHANNELS
    const needed = kept + pcm.length
    const before = all.subarray(used - kept, used)
    if (needed > all.length) {
      all = new Float32Array(needed)
      all.set(before)
    } else {
      all.copyWithin(0, used - kept, used)
    }
    all.set(pcm, kept)
    used = needed
    return all.subarray(0, needed)
  }
}
