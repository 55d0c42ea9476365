const steps = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
] as const

/** "3 hours ago"; after a week the date. */
export function timeAgo(time: number, language: string, now: number = Date.now()): string {
  const passed = now - time
  if (passed > 7 * 86_400_000) return new Intl.DateTimeFormat(language, { dateStyle: 'medium' }).format(time)
  const relative = new Intl.RelativeTimeFormat(language, { numeric: 'auto' })
  for (const [unit, size] of steps) {
    if (passed >= size) return relative.format(-Math.floor(passed / size), unit)
  }
  return relative.format(0, 'second')
}
