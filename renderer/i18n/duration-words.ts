import { i18n } from './index.ts'

const MINUTE = 60
const HOUR = 60 * MINUTE

/** "20 s", "4 min", "2 hr": one unit is exact enough for a wait. */
export function durationText(milliseconds: number): string {
  const seconds = Math.max(0, Math.ceil(milliseconds / 1_000))
  const [value, unit] =
    seconds < 100
      ? ([seconds, 'second'] as const)
      : seconds < 100 * MINUTE
        ? ([Math.floor(seconds / MINUTE), 'minute'] as const)
        : ([Math.floor(seconds / HOUR), 'hour'] as const)
  return new Intl.NumberFormat(i18n.language, { style: 'unit', unit, unitDisplay: 'short' }).format(value)
}
