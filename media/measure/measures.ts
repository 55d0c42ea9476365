import { AppError } from '../../nodes/errors.ts'
import type { MediaKind } from '../../nodes/media.ts'
import { atMost } from '../at-most.ts'
import type { Engine } from '../ffmpeg/engine.ts'
import { createMeasureCache, type Measure, type Waveform } from './cache.ts'
import { measureMedia } from './measure.ts'
import { createShared } from './shared.ts'

export type { Measure, Waveform } from './cache.ts'

export interface MeasuredMedia {
  readonly id: string
  readonly kind: MediaKind
  readonly name: string
  readonly path: string
}

export interface Measures {
  /** Decodes all of it, once and for all. */
  of(media: MeasuredMedia, signal?: AbortSignal): Promise<Measure>
  /** Only what a waveform needs: the picture is left alone, so that it comes soon. */
  peaksOf(media: MeasuredMedia, signal?: AbortSignal): Promise<Waveform>
  /** What `of` would answer at once; undefined if something would have to be decoded. */
  known(id: string): Promise<Measure | undefined>
}

export interface MeasuresParts {
  /** The data folder. */
  readonly folder: string
  readonly engine: () => Promise<Engine>
}

/** A decoder uses more than one core by itself. */
const AT_ONCE = 2

/**
 * What only decoding tells of a media: whether all of it decodes, how loud it is, its waveform. Kept in
 * `measures/`, which can be deleted at any time: what is missing or cannot be read is made again.
 */
export function createMeasures({ folder, engine }: MeasuresParts): Measures {
  const cache = createMeasureCache(folder)
  const shared = createShared<Measure>()
  const turn = atMost(AT_ONCE)

  async function get(media: MeasuredMedia, wanted: 'all' | 'sound', signal?: AbortSignal): Promise<Measure> {
    const whole = wanted === 'all' || media.kind !== 'video'
    const kept = await cache.read(media.id)
    if (kept && (kept.whole || !whole)) return kept.measure
    return shared(`${media.id} ${whole}`, signal, (ended) =>
      turn(async () => {
        if (ended.aborted) throw new AppError('stopped')
        const measure = await measureMedia(media, { whole, engine, signal: ended })
        const other = await cache.read(media.id)
        if (whole || !other?.whole) await cache.write(media.id, { whole, measure })
        return measure
      }),
    )
  }

  return {
    of: (media, signal) => get(media, 'all', signal),
    async peaksOf(media, signal) {
      const { perSecond, peaks } = await get(media, 'sound', signal)
      return { perSecond, peaks }
    },
    async known(id) {
      const kept = await cache.read(id)
      return kept?.whole ? kept.measure : undefined
    },
  }
}
