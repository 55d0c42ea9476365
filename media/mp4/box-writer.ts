const UINT32 = 2 ** 32

export function box(type: string, ...parts: readonly Buffer[]): Buffer {
  const size = parts.reduce((sum, part) => sum + part.length, 8)
  return Buffer.concat([uint32(size), Buffer.from(type, 'latin1'), ...parts], size)
}

/** Version and flags open a "full" box. */
export function full(type: string, flags: number, ...parts: readonly Buffer[]): Buffer {
  return box(type, uint32(flags), ...parts)
}

/** Lengths that do not fit into 32 bits need the longer version of a full box. */
export function timed(
  { type, flags = 0, longest }: { type: string; flags?: number; longest: number },
  body: (count: (ticks: number) => Buffer) => Buffer,
): Buffer {
  const long = longest >= UINT32
  return box(type, uint32(((long ? 1 : 0) << 24) | flags), body(long ? uint64 : uint32))
}

export function uint8(...values: readonly number[]): Buffer {
  return Buffer.from(values)
}

export function uint16(...values: readonly number[]): Buffer {
  const bytes = Buffer.alloc(2 * values.length)
  for (const [index, value] of values.entries()) bytes.writeUInt16BE(value, 2 * index)
  return bytes
}

export function uint32(value: number): Buffer {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32BE(value)
  return bytes
}

export function uint64(value: number): Buffer {
  const bytes = Buffer.alloc(8)
  bytes.writeBigUInt64BE(BigInt(value))
  return bytes
}

/** A table of 32 bits each. */
export function numbers(values: ArrayLike<number>): Buffer {
  const table = Buffer.alloc(values.length * 4)
  for (let i = 0; i < values.length; i++) table.writeUInt32BE(values[i]!, i * 4)
  return table
}
