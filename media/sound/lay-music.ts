import type { Music } from '../../nodes/cut/cut.ts'
import { createTap, inBlocks } from './blocks.ts'
import { createDucker, DUCK_STEP } from './duck.ts'
import { createFades } from './envelope.ts'
import { type PcmStream, soundFrames } from './pcm.ts'

export interface UnderMusic {
  readonly music: PcmStream
  readonly settings: Music
  /** How long the film is. */
  readonly frames: number
}

const BLOCK = 10 * DUCK_STEP

/** The shots' own sound with music under it, as long as the shots. */
export async function* layMusic(shots: PcmStream, { music, settings, frames }: UnderMusic): PcmStream {
  const tap = createTap(music)
  const duck = createDucker()
  const fade = createFades(settings, frames)
  let at = 0
  try {
    for await (const block of inBlocks(shots, BLOCK)) {
      const under = await tap.read(soundFrames(block))
      for (let i = 0; i < under.length; i++) under[i]! *= settings.volume
      fade(under, at)
      if (settings.duck) duck(under, block)
      for (let i = 0; i < under.length; i++) block[i]! += under[i]!
      at += soundFrames(block)
      yield block
    }
  } finally {
    await tap.close()
  }
}
