import { describe, expect, it } from 'vitest'
import { isRightToLeft, wrapCaption } from './wrap-caption.ts'

/** Every grapheme is as wide as in a terminal: 2 for East Asian and emoji, else 1. */
function measure(text: string): number {
  let width = 0
  for (const { segment } of new Intl.Segmenter('und', { granularity: 'grapheme' }).segment(text)) {
    width +=
      /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Extended_Pictographic}\u3000-\u303f\uff01-\uff60]/u.test(
        segment,
      )
        ? 2
        : 1
  }
  return width
}

const wrap = (text: string, width: number, lines = 9) =>
  wrapCaption(text, { width, lines, measure }).map(({ text }) => text)

describe('a caption', () => {
  it('breaks Latin text between words and after hyphens', () => {
    expect(wrap('Rain on the half-lit street', 11)).toEqual(['Rain on', 'the half-', 'lit street'])
    expect(wrap('a well-known-person', 11)).toEqual(['a well-', 'known-', 'person'])
  })

  it('leaves no last line of a single word where evener lines fit', () => {
    const lines = wrap('She opens the wet letter in the hall tonight', 40)
    expect(lines).toHaveLength(2)
    expect(Math.abs(measure(lines[0]!) - measure(lines[1]!))).toBeLessThan(12)
  })

  it('breaks Chinese between any two characters', () => {
    expect(wrap('深夜的窄巷里有一盏灯', 10)).toEqual(['深夜的窄巷', '里有一盏灯'])
  })

  it('never begins a line with closing punctuation nor ends one with opening punctuation', () => {
    for (let width = 6; width < 30; width++) {
      for (const line of wrap(
        '她说：“我回来了。”《雨夜来信》（第一场），他笑……没有回答——门关上了！',
        width,
      )) {
        expect(line).not.toMatch(/^[，。、：；！？”》）…—]/u)
        expect(line).not.toMatch(/[“《（]$/u)
      }
    }
  })

  it('keeps small kana and long vowel marks with what they belong to', () => {
    for (let width = 8; width < 20; width++) {
      for (const line of wrap('ちょっとしたスーパーマーケット', width)) expect(line).not.toMatch(/^[ょっー]/u)
    }
  })

  it('breaks Korean between words', () => {
    expect(wrap('비 오는 밤 그녀는 편지를', 8)).toEqual(['비 오는 밤', '그녀는 편지를'])
  })

  it('breaks Thai only between words, which have no spaces', () => {
    const text = 'หญิงสาวยืนอยู่ริมหน้าต่าง'
    const words = new Set(
      [...new Intl.Segmenter('th', { granularity: 'word' }).segment(text)].map(({ index }) => index),
    )
    const lines = wrap(text, 10)
    expect(lines.join('')).toBe(text)
    let at = 0
    for (const line of lines) {
      expect(words).toContain(at)
      at += line.length
    }
  })

  it('keeps emoji and combining marks whole', () => {
    const family = '👩‍👩‍👧'
    const flag = '🇨🇳'
    const lines = wrap(`${family}${flag}${family}${flag}e\u0301e\u0301`, 4)
    expect(lines.join('')).toBe(`${family}${flag}${family}${flag}éé`)
    for (const line of lines) expect(line).not.toMatch(/^\u200d|\u200d$/u)
    expect(lines[0]).toBe(`${family}${flag}`)
  })

  it('breaks a word that is wider than the line only where it must', () => {
    expect(wrap('see https://example.com/a', 10)).toEqual(['see', 'https://ex', 'ample.com/', 'a'])
  })

  it('keeps the line breaks of the writer and drops empty lines', () => {
    expect(wrap('INT. ROOM\r\n\r\n  NIGHT \n', 40)).toEqual(['INT. ROOM', 'NIGHT'])
  })

  it('ends with an ellipsis that fits, not with a comma before it', () => {
    const lines = wrap('one two three, four five six seven eight', 12, 2)
    expect(lines).toHaveLength(2)
    expect(lines[1]).toBe('three, four…')
    expect(wrap('她在雨里站了很久，很久，很久', 10, 1)).toEqual(['她在雨里…'])
  })

  it('is empty for a prompt without anything to read', () => {
    expect(wrap('', 10)).toEqual([])
    expect(wrap(' \n\t ', 10)).toEqual([])
  })

  it('stays quick and short for a prompt of a hundred thousand characters', () => {
    expect(wrap('雨'.repeat(100_000), 40, 5)).toHaveLength(5)
  })

  it('drops control characters and direction overrides', () => {
    expect(wrap('a\u202eb\u0007c', 10)).toEqual(['a b c'])
  })

  it.each([
    ['She smiles', false],
    ['مرحبا (hello)', true],
    ['12. שלום', true],
    ['“雨夜”', false],
    ['Hello مرحبا', false],
  ])('reads the direction of %s from its first letter', (text, rightToLeft) => {
    expect(isRightToLeft(text)).toBe(rightToLeft)
    expect(wrapCaption(text, { width: 100, lines: 1, measure })[0]!.rightToLeft).toBe(rightToLeft)
  })
})

describe('captions of whole words', () => {
  const whole = (text: string, width: number) =>
    wrapCaption(text, { width, lines: 9, measure, wholeWords: true }).map(({ text }) => text)

  it('keep Chinese words together, and punctuation with the word before it', () => {
    expect(whole('她的声音轻得几乎听不见。', 15)).toEqual(['她的声音轻得', '几乎听不见。'])
    expect(whole('“你到底去了哪里？”她说。', 20)).toEqual(['“你到底去了', '哪里？”她说。'])
  })

  it('are parted where a speaker would pause, if there are two lines', () => {
    expect(whole('“你到底去了哪里？”她说，声音轻得几乎听不见。', 38)).toEqual([
      '“你到底去了哪里？”她说，',
      '声音轻得几乎听不见。',
    ])
    expect(whole('I never said that, and you know it very well.', 34)).toEqual([
      'I never said that,',
      'and you know it very well.',
    ])
    expect(whole('Yes, I never said that I would come back.', 34)).toEqual([
      'Yes, I never said that',
      'I would come back.',
    ])
  })

  it('leave Latin words and numbers among them whole', () => {
    expect(whole('我在Tokyo-3等了3.5小时，don’t go', 14)).toEqual([
      '我在Tokyo-3等',
      '了3.5小时，',
      'don’t go',
    ])
  })
})
