import { expect, it } from 'vitest'
import { createProgressReader } from './progress.ts'

function read(seconds: number | undefined, ...lines: string[]) {
  const fractions: number[] = []
  const reader = createProgressReader(seconds, (fraction) => fractions.push(fraction))
  return { understood: lines.map((line) => reader(line)), fractions }
}

it('reads how far ffmpeg is from its microseconds', () => {
  const lines = [
    'frame=12',
    'out_time_us=500000',
    'out_time_ms=500000',
    'out_time_us=2500000',
    'progress=end',
  ]
  expect(read(2, ...lines)).toEqual({ understood: [true, true, true, true, true], fractions: [0.25, 1] })
})

it('says nothing where there is no length, no time yet, or a time before the start', () => {
  expect(read(undefined, 'out_time_us=500000').fractions).toEqual([])
  expect(read(2, 'out_time_us=N/A').fractions).toEqual([])
  expect(read(2, 'out_time_us=-21333').fractions).toEqual([0])
})

it("leaves ffmpeg's own words to the caller", () => {
  expect(read(2, 'Error while decoding stream #0:0', '[mov @ 0x5] moov atom not found').understood).toEqual([
    false,
    false,
  ])
})
