import type { Rational } from '../cut/rational.ts'
import { nominalRate } from './film.ts'

/** Only rates just below 30 and 60 leave numbers out, so that the clock on the wall and the timecode agree. */
export function dropsFrames({ num, den }: Rational): boolean {
  const rate = num / den
  return [29.97, 59.94].some((dropping) => Math.abs(rate - dropping) < 0.005)
}

export function toTimecode(frame: number, fps: Rational): string {
  const rate = nominalRate(fps)
  const drop = dropsFrames(fps)
  const number = drop ? withDropped(frame, rate) : frame
  const two = (value: number) => String(Math.floor(value)).padStart(2, '0')
  const seconds = Math.floor(number / rate)
  return [two(seconds / 3_600), two((seconds / 60) % 60), two(seconds % 60)]
    .join(':')
    .concat(drop ? ';' : ':', two(number % rate))
}

/** Undefined for anything that is not a timecode. */
export function fromTimecode(text: string, fps: Rational, drop = dropsFrames(fps)): number | undefined {
  const match = /^(\d{1,3})[:;.](\d{2})[:;.](\d{2})[:;.,](\d{2,3})$/.exec(text)
  if (!match) return undefined
  const [hours, minutes, seconds, frames] = match.slice(1).map(Number) as [number, number, number, number]
  const rate = nominalRate(fps)
  const number = ((hours * 60 + minutes) * 60 + seconds) * rate + frames
  if (!drop) return number
  const whole = hours * 60 + minutes
  return number - (rate / 15) * (whole - Math.floor(whole / 10))
}

/** Two numbers (four at 60) are left out at the start of each minute but every tenth. */
function withDropped(frame: number, rate: number): number {
  const dropped = rate / 15
  const perMinute = rate * 60 - dropped
  const perTen = perMinute * 10 + dropped
  const tens = Math.floor(frame / perTen)
  const rest = frame % perTen
  const minutes = rest < rate * 60 ? 0 : 1 + Math.floor((rest - rate * 60) / perMinute)
  return frame + dropped * (tens * 9 + minutes)
}
