import { createCanvas } from '@napi-rs/canvas'
import { expect, it } from 'vitest'
import { loadFonts } from './fonts.ts'

/** Draws a text and the box that stands for a missing glyph; the same picture means there was no glyph. */
async function isDrawn(text: string): Promise<boolean> {
  const { family } = await loadFonts(text, 500)
  const picture = (drawn: string) => {
    const canvas = createCanvas(64, 64)
    const brush = canvas.getContext('2d')
    brush.font = `500 40px ${family}`
    brush.fillText(drawn, 4, 48)
    return canvas.data()
  }
  return !picture(text).equals(picture('\u{10ffff}'))
}

it.each([
  'a',
  'ž',
  'Ж',
  'Ω',
  'ế',
  '雨',
  '臺',
  '灣',
  'あ',
  '骨',
  '한',
  'ع',
  'ש',
  'ฝ',
  'न',
  '①',
  '★',
  '→',
  '“',
  '…',
])('can draw %s on every machine', async (character) => {
  expect(await isDrawn(character)).toBe(true)
})

it('draws Han characters the Japanese way among kana and the Chinese way elsewhere', async () => {
  expect((await loadFonts('直す', 500)).family).toMatch(/^"noto-sans-jp/)
  expect((await loadFonts('直接', 500)).family).toMatch(/^"noto-sans-sc/)
  expect((await loadFonts('直接 한국', 500)).family).not.toMatch(/noto-sans-jp/)
})

it('takes quotes and dashes from the script that the text is mostly in', async () => {
  expect((await loadFonts('“You came back” — 你', 500)).family).toMatch(/^"noto-sans latin/)
  expect((await loadFonts('她说：“我回来了”', 500)).family).toMatch(/^"noto-sans-sc/)
})

it('never shows an empty box for an emoji', async () => {
  const { text } = await loadFonts('Rain 👩‍❤️‍👨 falls 😀 on 5 ★', 500)
  const shown = [...text].filter((character) => /\p{Extended_Pictographic}/u.test(character))
  for (const emoji of shown) expect(await isDrawn(emoji)).toBe(true)
  expect(text).toMatch(/^Rain .*falls .*on 5 ★$/u)
  expect(text.includes('\u200d') && shown.length === 0).toBe(false)
})
