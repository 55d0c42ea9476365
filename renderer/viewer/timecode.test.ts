import { describe, expect, it } from 'vitest'
import { formatLength, formatTimecode, frameAt, parseTimecode, timeOfFrame } from './timecode.ts'

describe('a timecode', () => {
  it.each([
    [0, 24, '00:00:00:00'],
    [3.5, 24, '00:00:03:12'],
    [0.041666, 24, '00:00:00:01'],
    [59.99, 25, '00:00:59:24'],
    [3723.04, 25, '01:02:03:01'],
    [1.001, 29.97, '00:00:01:00'],
  ])('of %d s at %d fps is %s', (seconds, fps, text) => {
    expect(formatTimecode(seconds, fps)).toBe(text)
  })

  it.each([23.976, 24, 25, 29.97, 30, 50, 59.94, 60])('names every frame of %d fps once', (fps) => {
    for (let frame = 0; frame < 5_000; frame++) expect(frameAt(timeOfFrame(frame, fps), fps)).toBe(frame)
  })

  it('steps by exactly one frame wherever it starts', () => {
    for (const start of [0, 0.3, 1.999, 7.77]) {
      const frame = frameAt(start, 24)
      expect(frameAt(timeOfFrame(frame + 1, 24), 24) - frame).toBe(1)
    }
  })
})

describe('a typed time', () => {
  it.each([
    ['12', '00:00:00:12'],
    ['312', '00:00:03:12'],
    ['10203', '00:01:02:03'],
    ['3:12', '00:00:03:12'],
    ['1:02:03:04', '01:02:03:04'],
    ['０：03', undefined],
    ['00：03', '00:00:00:03'],
    [' 2.05 ', '00:00:02:05'],
    ['99', '00:00:04:03'],
  ])('"%s" goes to %s', (typed, expected) => {
    const seconds = parseTimecode(typed, 24)
    expect(seconds === undefined ? undefined : formatTimecode(seconds, 24)).toBe(expected)
  })

  it.each(['', 'abc', '1:2:3:4:5', '-3', '1::2'])('"%s" is no time', (typed) => {
    expect(parseTimecode(typed, 24)).toBeUndefined()
  })
})

describe('a length', () => {
  it.each([
    [3, '0:03'],
    [9.04, '0:09'],
    [725, '12:05'],
    [3600, '1:00:00'],
  ])('of %d s reads %s', (seconds, text) => expect(formatLength(seconds)).toBe(text))
})
