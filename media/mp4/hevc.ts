export interface HvcConfig {
  readonly lengthBytes: number
  /** Video, sequence and picture parameter sets, and whatever else a decoder is told once. */
  readonly units: readonly Buffer[]
}

/** ISO/IEC 14496-15, 8.3.3.1. */
export function readHvcConfig(hvcC: Buffer): HvcConfig {
  const lengthBytes = (hvcC.readUInt8(21) & 3) + 1
  const units: Buffer[] = []
  let position = 23
  for (let arrays = hvcC.readUInt8(22); arrays > 0; arrays--) {
    const count = hvcC.readUInt16BE(position + 1)
    position += 3
    for (let i = 0; i < count; i++) {
      const end = position + 2 + hvcC.readUInt16BE(position)
      if (end > hvcC.length) throw new RangeError('A parameter set is longer than hvcC')
      units.push(hvcC.subarray(position + 2, end))
      position = end
    }
  }
  return { lengthBytes, units }
}
