import { resolutions, type Lengths, type ModelInfo, type Resolution } from '../models.ts'
import type { Fitted } from './fit.ts'
import { nextLength } from './lengths.ts'
import type { Need } from './need.ts'

/** What would be sent to the model: of each setting the nearest that it has. The aspect is never changed. */
export function settingsFor(need: Need, model: ModelInfo): Fitted {
  const resolution = resolutionFor(need, model)
  const lengths = lengthsAt(model, resolution)
  const seconds = need.seconds !== undefined && lengths ? nextLength(need.seconds, lengths) : undefined
  return {
    aspect: need.aspect,
    ...(seconds !== undefined && { seconds }),
    ...(resolution && { resolution }),
    // A switch that nobody touched is off: never a sound that was not asked for and may cost extra.
    ...(model.sound === 'optional' && { sound: need.sound ?? false }),
    ...(model.seed && { seed: need.seed }),
  }
}

/** Some models have other lengths at their higher resolutions. */
export function lengthsAt(model: ModelInfo, resolution: Resolution | undefined): Lengths | undefined {
  return model.resolutions.find(({ name }) => name === resolution)?.seconds ?? model.seconds
}

/**
 * What was asked for, or else what is nearest to it. Where nothing was asked, the lowest that is good enough for
 * a phone (720p), or the best the model has: higher ones cost more and are asked for by name.
 */
function resolutionFor(need: Need, model: ModelInfo): Resolution | undefined {
  const names = model.resolutions.map(({ name }) => name).toSorted((a, b) => rank(a) - rank(b))
  if (need.resolution === undefined) return names.find((name) => rank(name) >= rank('720p')) ?? names.at(-1)
  const asked = LINES[need.resolution]
  const distance = (name: Resolution) => Math.abs(Math.log(LINES[name] / asked))
  // Sorted from low to high, so of two equally near ones the cheaper wins.
  return names.toSorted((a, b) => distance(a) - distance(b))[0]
}

export function rank(resolution: Resolution): number {
  return resolutions.indexOf(resolution)
}

const LINES: Readonly<Record<Resolution, number>> = {
  '360p': 360,
  '480p': 480,
  '540p': 540,
  '720p': 720,
  '768p': 768,
  '1080p': 1080,
  '2k': 1440,
  '4k': 2160,
}
