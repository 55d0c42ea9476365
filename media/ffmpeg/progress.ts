/**
 * Reads the `key=value` lines of `-progress`. Answers true for a line it understood, so that the caller can
 * keep the others as ffmpeg's own words.
 */
export function createProgressReader(
  seconds: number | undefined,
  onFraction: (fraction: number) => void,
): (line: string) => boolean {
  return (line) => {
    const match = /^([a-z_0-9]+)=\s*(\S*)\s*$/.exec(line)
    if (!match) return false
    // Despite its name `out_time_ms` is in microseconds too; `out_time_us` exists since ffmpeg 4.
    if (match[1] === 'out_time_us' && seconds !== undefined && seconds > 0) {
      const done = Number(match[2]) / 1e6 / seconds
      if (Number.isFinite(done)) onFraction(Math.min(Math.max(done, 0), 1))
    }
    return true
  }
}
