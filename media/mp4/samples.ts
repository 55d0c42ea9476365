import { type Box, damaged, findBox, needBox, toSafeNumber } from './boxes.ts'

/**
 * Where every sample is and when it is shown, one entry per sample in decode order. Kept in typed arrays
 * because an hour holds hundreds of thousands of them.
 */
export interface SampleTable {
  readonly count: number
  readonly sizes: Uint32Array
  readonly offsets: Float64Array
  readonly durations: Uint32Array
  /** Shown this much later than decoded; absent when every sample is shown in decode order at once. */
  readonly compositions?: Int32Array | undefined
  /** 1 where decoding may start; absent when it may start anywhere. */
  readonly sync?: Uint8Array | undefined
  /** Sum of the durations, in ticks of the track. */
  readonly ticks: number
}

export const noSamples: SampleTable = {
  count: 0,
  sizes: new Uint32Array(0),
  offsets: new Float64Array(0),
  durations: new Uint32Array(0),
  ticks: 0,
}

/**
 * How many samples the boxes announce, told from bytes that exist: a table of sizes must really be there.
 * A constant size needs no table, so the count alone is believed and the caller's budget decides.
 */
export function announcedSamples(stbl: readonly Box[]): number {
  const stsz = findBox(stbl, 'stsz')
  if (stsz) {
    const count = stsz.readUInt32BE(8)
    if (stsz.readUInt32BE(4) === 0) needEntries({ table: 'stsz', body: stsz, header: 12, bytes: 4 * count })
    return count
  }
  const stz2 = needBox(stbl, 'stz2')
  const count = stz2.readUInt32BE(8)
  const bytes = Math.ceil((stz2.readUInt8(7) * count) / 8)
  needEntries({ table: 'stz2', body: stz2, header: 12, bytes })
  return count
}

/**
 * Unfolds the tables, or answers undefined where they disagree about the number of samples: ffmpeg forgives
 * such files in its own way, so it is asked instead of guessing.
 */
export function readSamples(stbl: readonly Box[]): SampleTable | undefined {
  const count = announcedSamples(stbl)
  if (count === 0) return noSamples
  const sizes = readSizes(stbl, count)
  const durations = readDurations(needBox(stbl, 'stts'), count)
  const offsets = readOffsets(stbl, sizes)
  const ctts = findBox(stbl, 'ctts')
  const compositions = ctts && readCompositions(ctts, count)
  if (!durations || !offsets || (ctts && !compositions)) return undefined

  const stss = findBox(stbl, 'stss')
  const sync = stss && readSync(stss, count)
  let ticks = 0
  for (const duration of durations) ticks += duration
  return { count, sizes, offsets, durations, compositions, sync, ticks }
}

function readSizes(stbl: readonly Box[], count: number): Uint32Array {
  const sizes = new Uint32Array(count)
  const stsz = findBox(stbl, 'stsz')
  if (stsz) {
    const constant = stsz.readUInt32BE(4)
    if (constant !== 0) return sizes.fill(constant)
    for (let i = 0; i < count; i++) sizes[i] = stsz.readUInt32BE(12 + 4 * i)
    return sizes
  }
  const stz2 = needBox(stbl, 'stz2')
  const bits = stz2.readUInt8(7)
  if (bits !== 4 && bits !== 8 && bits !== 16) throw damaged(`stz2 has fields of ${bits} bits`)
  for (let i = 0; i < count; i++) {
    if (bits === 16) sizes[i] = stz2.readUInt16BE(12 + 2 * i)
    else if (bits === 8) sizes[i] = stz2.readUInt8(12 + i)
    else sizes[i] = (stz2.readUInt8(12 + (i >> 1)) >> (i % 2 === 0 ? 4 : 0)) & 15
  }
  return sizes
}

function readDurations(stts: Buffer, count: number): Uint32Array | undefined {
  const durations = new Uint32Array(count)
  const filled = unfold(stts, count, (at, from, to) => durations.fill(stts.readUInt32BE(at), from, to))
  return filled ? durations : undefined
}

function readCompositions(ctts: Buffer, count: number): Int32Array | undefined {
  const compositions = new Int32Array(count)
  // Version 0 should be unsigned, but encoders write negative offsets there as well, and players read them so.
  const filled = unfold(ctts, count, (at, from, to) => compositions.fill(ctts.readInt32BE(at), from, to))
  return filled ? compositions : undefined
}

/** stts and ctts share one shape: runs of (count, value). False unless they cover every sample exactly. */
function unfold(body: Buffer, count: number, fill: (at: number, from: number, to: number) => void): boolean {
  const runs = body.readUInt32BE(4)
  needEntries({ table: 'A table of times', body, header: 8, bytes: 8 * runs })
  let filled = 0
  for (let run = 0; run < runs; run++) {
    const at = 8 + 8 * run
    const length = body.readUInt32BE(at)
    if (length > count - filled) return false
    fill(at + 4, filled, filled + length)
    filled += length
  }
  return filled === count
}

function readSync(stss: Buffer, count: number): Uint8Array {
  const entries = stss.readUInt32BE(4)
  needEntries({ table: 'stss', body: stss, header: 8, bytes: 4 * entries })
  const sync = new Uint8Array(count)
  for (let i = 0; i < entries; i++) {
    const number = stss.readUInt32BE(8 + 4 * i)
    if (number >= 1 && number <= count) sync[number - 1] = 1
  }
  return sync
}

/** Chunks hold runs of samples; undefined unless the chunks hold exactly the samples that have sizes. */
function readOffsets(stbl: readonly Box[], sizes: Uint32Array): Float64Array | undefined {
  const chunks = readChunkOffsets(stbl)
  const stsc = needBox(stbl, 'stsc')
  const runs = stsc.readUInt32BE(4)
  needEntries({ table: 'stsc', body: stsc, header: 8, bytes: 12 * runs })

  const offsets = new Float64Array(sizes.length)
  let sample = 0
  for (let run = 0; run < runs; run++) {
    const first = stsc.readUInt32BE(8 + 12 * run)
    const next = run + 1 < runs ? stsc.readUInt32BE(8 + 12 * (run + 1)) : chunks.length + 1
    const perChunk = stsc.readUInt32BE(12 + 12 * run)
    if (first < 1 || next < first || next > chunks.length + 1) return undefined
    for (let chunk = first; chunk < next; chunk++) {
      if (perChunk > sizes.length - sample) return undefined
      let offset = chunks[chunk - 1]!
      for (let i = 0; i < perChunk; i++) {
        offsets[sample] = offset
        offset += sizes[sample]!
        sample++
      }
    }
  }
  return sample === sizes.length ? offsets : undefined
}

function readChunkOffsets(stbl: readonly Box[]): Float64Array {
  const stco = findBox(stbl, 'stco')
  const table = stco ?? needBox(stbl, 'co64')
  const width = stco ? 4 : 8
  const count = table.readUInt32BE(4)
  needEntries({ table: stco ? 'stco' : 'co64', body: table, header: 8, bytes: width * count })
  const chunks = new Float64Array(count)
  for (let i = 0; i < count; i++) {
    chunks[i] = stco ? stco.readUInt32BE(8 + 4 * i) : toSafeNumber(table.readBigUInt64BE(8 + 8 * i))
  }
  return chunks
}

/** Asked before anything is allocated: a count is only believed when its entries are in the file. */
function needEntries(entries: { table: string; body: Buffer; header: number; bytes: number }): void {
  if (entries.bytes > entries.body.length - entries.header) {
    throw damaged(`${entries.table} is shorter than it says`)
  }
}
