import { describe, expect, it } from 'vitest'
import { answerRange } from './range.ts'

const SIZE = 1000
const slice = (header: string, openEndedBytes?: number) => {
  const answer = answerRange(header, SIZE, openEndedBytes)
  return answer.status === 206 ? [answer.slice.start, answer.slice.end] : answer.status
}

describe('a range request', () => {
  it('answers exactly the bytes that were asked for', () => {
    expect(slice('bytes=0-0')).toEqual([0, 0])
    expect(slice('bytes=200-299')).toEqual([200, 299])
    expect(answerRange('bytes=200-299', SIZE)).toMatchObject({ contentRange: 'bytes 200-299/1000' })
  })

  it('answers to the end when the end is open or beyond the file', () => {
    expect(slice('bytes=900-')).toEqual([900, 999])
    expect(slice('bytes=900-5000')).toEqual([900, 999])
  })

  it('answers the last bytes for a suffix', () => {
    expect(slice('bytes=-10')).toEqual([990, 999])
    expect(slice('bytes=-5000')).toEqual([0, 999])
  })

  it('limits only the open-ended answer', () => {
    expect(slice('bytes=0-', 100)).toEqual([0, 99])
    expect(slice('bytes=950-', 100)).toEqual([950, 999])
    expect(slice('bytes=0-499', 100)).toEqual([0, 499])
    expect(slice('bytes=-500', 100)).toEqual([500, 999])
  })

  it('says that a range after the end cannot be had, and how long the file is', () => {
    expect(answerRange('bytes=1000-', SIZE)).toEqual({ status: 416, contentRange: 'bytes */1000' })
    expect(slice('bytes=-0')).toBe(416)
    expect(answerRange('bytes=0-', 0)).toEqual({ status: 416, contentRange: 'bytes */0' })
  })

  it('answers the whole file to anything else', () => {
    for (const header of [
      'bytes=5-2',
      'bytes=-',
      'bytes=0-1,5-6',
      'items=0-1',
      'bytes=a-b',
      'bytes=1-2-3',
      '',
    ]) {
      expect({ header, answer: slice(header) }).toEqual({ header, answer: 200 })
    }
    expect(answerRange(undefined, SIZE)).toEqual({ status: 200 })
  })
})
