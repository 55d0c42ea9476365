import type { SampleTable } from './samples.ts'

/** What to write behind the head, in order: bytes of a clip's file, or bytes of our own. */
export type Piece =
  { readonly file: number; readonly offset: number; readonly bytes: number } | { readonly data: Buffer }

/** Samples of a track that lie one behind the other in the new file; where, is known when they are laid down. */
export interface PlacedChunk {
  offset: number
  readonly samples: number
}

/** Samples that lie one behind the other in a clip's file. */
export interface Run {
  readonly offset: number
  readonly bytes: number
  readonly chunk: PlacedChunk
  /** Bytes of our own that belong to the first of the samples. */
  readonly prefix?: Buffer | undefined
}

export interface RunsOf {
  readonly samples: SampleTable
  readonly first: number
  readonly count: number
  readonly prefix?: ((sample: number) => Buffer | undefined) | undefined
}

export function contiguousRuns({ samples: { offsets, sizes }, first, count, prefix }: RunsOf): Run[] {
  const runs: Run[] = []
  let from = first
  let bytes = 0
  for (let sample = first; sample < first + count; sample++) {
    bytes += sizes[sample]!
    const next = sample + 1
    const goesOn = next < first + count && offsets[next] === offsets[from]! + bytes && !prefix?.(next)
    if (goesOn) continue
    const chunk = { offset: 0, samples: next - from }
    runs.push({ offset: offsets[from]!, bytes, chunk, prefix: prefix?.(from) })
    from = next
    bytes = 0
  }
  return runs
}

/** Smaller holes between samples are copied along: one long read is cheaper than two short ones. */
const MAX_HOLE = 16 * 1024

export function createPayload() {
  const pieces: Piece[] = []
  let end = 0

  const copy = (file: number, offset: number, bytes: number) => {
    const last = pieces.at(-1)
    if (last && 'file' in last && last.file === file && last.offset + last.bytes === offset) {
      pieces[pieces.length - 1] = { file, offset: last.offset, bytes: last.bytes + bytes }
    } else {
      pieces.push({ file, offset, bytes })
    }
    end += bytes
  }
  /** Answers where the bytes went. */
  const addData = (data: Buffer): number => {
    pieces.push({ data })
    end += data.length
    return end - data.length
  }
  return {
    pieces,
    bytes: () => end,
    addData,
    /** Lays the runs down in the order of their file, and notes in their chunks where they went. */
    addRuns(file: number, runs: readonly Run[]) {
      const ordered = runs.toSorted((a, b) => a.offset - b.offset)
      for (let from = 0; from < ordered.length;) {
        const { offset, prefix } = ordered[from]!
        const own = prefix ? prefix.length : 0
        if (prefix) addData(prefix)
        const base = end
        let stop = offset
        let to = from
        do {
          const run = ordered[to++]!
          run.chunk.offset = base + run.offset - offset - (run === ordered[from] ? own : 0)
          stop = Math.max(stop, run.offset + run.bytes)
        } while (to < ordered.length && !ordered[to]!.prefix && ordered[to]!.offset <= stop + MAX_HOLE)
        copy(file, offset, stop - offset)
        from = to
      }
    },
  }
}

export type Payload = ReturnType<typeof createPayload>
