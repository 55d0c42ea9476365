import { describe, expect, it } from 'vitest'
import { bestScore, matchScore } from './match.ts'

describe('a search', () => {
  it.each([
    ['文生图', 'wst'],
    ['文生图', 'wensheng'],
    ['文生图', '生图'],
    ['视频拼接', 'pinjie'],
    ['Text to Image', 'tti'],
    ['Text to Image', 'image'],
    ['Video Stitcher', 'VID'],
  ])('finds %s by "%s"', (text, search) => expect(matchScore(text, search)).toBeGreaterThan(0))

  it.each([
    ['文生图', 'spj'],
    ['Text to Image', 'video'],
    ['Prompt', 'xyz'],
  ])('does not find %s by "%s"', (text, search) => expect(matchScore(text, search)).toBe(0))

  it('puts what begins with the words first', () => {
    expect(matchScore('Image to Video', 'im')).toBeGreaterThan(matchScore('Text to Image', 'im'))
  })

  it('finds a name in any of its languages', () => {
    expect(bestScore(['文生图', 'Text to Image'], 'text')).toBeGreaterThan(0)
  })

  it('finds everything while nothing is asked', () => expect(matchScore('Prompt', '  ')).toBeGreaterThan(0))
})
