/** Reads numbers that do not end at byte borders. Past the end it throws RangeError, like Buffer. */
export interface Bits {
  read(count: number): number
  flag(): boolean
  /** Exp-Golomb, as H.264 writes its numbers. */
  unsigned(): number
  signed(): number
  readonly left: number
}

export function createBits(bytes: Uint8Array): Bits {
  let position = 0
  const bit = () => {
    const byte = bytes[position >> 3]
    if (byte === undefined) throw new RangeError('The bits end here')
    return (byte >> (7 - (position++ & 7))) & 1
  }
  const read = (count: number) => {
    let value = 0
    for (let i = 0; i < count; i++) value = value * 2 + bit()
    return value
  }
  const unsigned = () => {
    let zeros = 0
    while (bit() === 0) if (++zeros > 32) throw new RangeError('A number is too long')
    return 2 ** zeros - 1 + read(zeros)
  }
  return {
    read,
    flag: () => bit() === 1,
    unsigned,
    signed() {
      const value = unsigned()
      return value % 2 === 1 ? (value + 1) / 2 : -value / 2
    },
    get left() {
      return bytes.length * 8 - position
    },
  }
}
