import { atMost } from '../at-most.ts'
import type { Measure, Measures } from '../measure/measures.ts'
import type { ClipSource } from '../stitch/inspect.ts'
import type { OnProgress } from '../stitch/share-progress.ts'
import type { InspectedClip } from './clips.ts'

/** A decoder uses more than one core by itself. */
const AT_ONCE = 2

export interface MeasuringOptions {
  readonly signal?: AbortSignal | undefined
  readonly onProgress?: OnProgress | undefined
}

/** Decodes what was never decoded before, so that the plan knows of damage and loudness. */
export async function measureAll(
  measures: Measures,
  sources: readonly ClipSource[],
  { signal, onProgress }: MeasuringOptions,
): Promise<Map<string, Measure>> {
  const different = [...new Map(sources.map((source) => [source.id, source])).values()]
  const moving = different.filter(({ kind }) => kind !== 'image')
  const turn = atMost(AT_ONCE)
  let done = 0
  const measured = await Promise.all(
    moving.map((source) =>
      turn(async () => {
        const measure = await measures.of(source, signal)
        onProgress?.(++done / moving.length)
        return [source.id, measure] as const
      }),
    ),
  )
  return new Map(measured)
}

/** A clip with what its decoder says of it. */
export function withMeasure(clip: InspectedClip, measure: Measure | undefined): InspectedClip {
  if (!measure) return clip
  const { damage, loudness } = measure
  return { ...clip, ...(damage !== undefined && { damage }), ...(loudness !== undefined && { loudness }) }
}
