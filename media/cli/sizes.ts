const units = ['B', 'KB', 'MB', 'GB', 'TB'] as const

/** As a person reads it: "1.2 GB". */
export function inBytes(bytes: number): string {
  let size = bytes
  let unit = 0
  while (size >= 1_000 && unit < units.length - 1) {
    size /= 1_000
    unit += 1
  }
  return `${unit === 0 || size >= 10 ? Math.round(size) : size.toFixed(1)} ${units[unit]}`
}
