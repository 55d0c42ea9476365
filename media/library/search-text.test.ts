import { describe, expect, it } from 'vitest'
import { askFor, sortKey, wordsOf } from './search-text.ts'

const words = (named: string, told = '') => wordsOf({ named: [named], told: [told] }).split(' ')
/** As the index does it, without the index. */
function finds(asked: string, named: string, told = ''): boolean {
  const there = words(named, told)
  const terms = (askFor(asked) ?? '').split(' AND ')
  return terms.every((term) =>
    [...term.matchAll(/"([^"]+)"(\*?)/g)].some(([, word, open]) =>
      there.some((found) => (open ? found.startsWith(word!) : found === word)),
    ),
  )
}

describe('the words of a media', () => {
  it('are found by how they begin, each of them', () => {
    expect(finds('lan rai', 'Rainy lantern.mp4')).toBe(true)
    expect(finds('rai sun', 'Rainy lantern.mp4')).toBe(false)
    expect(finds('antern', 'Rainy lantern.mp4')).toBe(false)
  })

  it('begin at capitals and digits, too, as in the names of cameras', () => {
    expect(
      ['img', '1234', 'img1234', 'night', 'rainn', '4k', 'k'].filter(
        (asked) => !finds(asked, 'IMG1234 rainNight 4K.mov'),
      ),
    ).toEqual([])
  })

  it('are the same whatever their capitals, width or accents written in two', () => {
    expect(finds('CAFE\u0301 ночь ａｂｃ', 'Café НОЧЬ abc')).toBe(true)
  })

  it('of Chinese are any run of characters, not only the first', () => {
    expect(
      ['雨', '夜', '雨夜', '夜街', '街道', '夜街道', '雨夜街道', '道'].filter(
        (asked) => !finds(asked, '', '镜头：雨夜街道，霓虹'),
      ),
    ).toEqual([])
    expect(finds('雨街', '', '雨夜街道')).toBe(false)
    expect(finds('雨夜道街', '', '雨夜街道')).toBe(false)
  })

  it('of Chinese sound: whole, from any character on, however much of it', () => {
    const typed = ['yuye', 'yu', 'yuy', 'yejie', 'jiedao', 'yuyejiedao', 'yuyejiedaoshangdenvhai']
    expect(typed.filter((asked) => !finds(asked, '雨夜街道上的女孩'))).toEqual([])
    expect(typed.filter((asked) => !finds(asked, '', '雨夜街道上的女孩'))).toEqual([])
    expect(finds('nvhai', '女孩')).toBe(true)
    expect(finds('nühai', '女孩')).toBe(true)
    expect(finds('chongqing', '重庆')).toBe(true)
    expect(finds('yu ye', '雨夜')).toBe(true)
  })

  it('of Chinese have first letters: anywhere in a name, from the beginning of a word on in a prompt', () => {
    expect(['yy', 'yyj', 'yjd', 'jd'].filter((asked) => !finds(asked, '雨夜街道'))).toEqual([])
    expect(finds('yy', '', '镜头：雨夜街道')).toBe(true)
    expect(finds('jd', '', '雨夜街道')).toBe(true)
    expect(finds('xz', '雨夜街道')).toBe(false)
  })

  it('of other scripts without spaces are any run as well', () => {
    expect(finds('カメラ', 'ビデオカメラの映像')).toBe(true)
    expect(finds('กรุง', 'ในกรุงเทพ')).toBe(true)
    expect(finds('🌧', 'rain 🌧️')).toBe(true)
  })
})

describe('what a person types', () => {
  it('is never syntax', () => {
    for (const typed of [
      '"',
      'a"b',
      "O'Neil",
      'NOT',
      'a OR (',
      'NEAR(a b, 2)',
      '^a',
      'name:x',
      '{a b}: c',
      '-a',
      'a*',
    ]) {
      expect(askFor(typed) ?? '').toMatch(/^$|^(\(?"[\p{L}\p{N}]+"\*?( OR |\))?( AND )?)+$/u)
    }
  })

  it('asks for nothing when there is no word in it', () => {
    expect(
      ['', '   ', '%_', '"*"', '()', '。，', '\u0000'].filter((typed) => askFor(typed) !== undefined),
    ).toEqual([])
  })

  it('asks for half a character, or for thousands of words, without harm', () => {
    expect(askFor('\uD842')).toBeUndefined()
    expect(askFor('𠮷野家')).toBe('"𠮷野家"*')
    expect(askFor('a b '.repeat(5_000))).toBe('"a"* AND "b"*')
    expect(askFor(Array.from({ length: 500 }, (_, n) => `w${n}`).join(' '))!.split(' AND ')).toHaveLength(24)
  })
})

describe('the order of names', () => {
  it('counts, and puts Chinese where it sounds', () => {
    const names = ['clip 10', '雨夜', 'Zoo', 'clip 2', 'clip 002b', '阿姨', 'yacht', 'Alps']
    expect(names.toSorted((a, b) => (sortKey(a) < sortKey(b) ? -1 : 1))).toEqual([
      '阿姨',
      'Alps',
      'clip 2',
      'clip 002b',
      'clip 10',
      'yacht',
      '雨夜',
      'Zoo',
    ])
  })
})
