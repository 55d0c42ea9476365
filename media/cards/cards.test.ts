import { type Canvas, createCanvas } from '@napi-rs/canvas'
import { describe, expect, it } from 'vitest'
import { captionStyles, Card, Captions } from '../../nodes/cut/cut.ts'
import { drawCaption } from './draw-caption.ts'
import { drawCard } from './draw-card.ts'

const frames = [
  { width: 180, height: 320 },
  { width: 240, height: 240 },
  { width: 320, height: 180 },
]
const long =
  'She had been waiting in the rain since noon, and 她再也没有收到他的信。Nobody came at all, not even once.'

/** The edges of what is drawn, from the transparency or from the ground. */
function edgesOf(canvas: Canvas, isDrawn: (red: number, alpha: number) => boolean) {
  const { width, height } = canvas
  const { data } = canvas.getContext('2d').getImageData(0, 0, width, height)
  const drawn: { x: number; y: number }[] = []
  for (let at = 0; at < data.length; at += 4) {
    if (isDrawn(data[at]!, data[at + 3]!)) drawn.push({ x: (at / 4) % width, y: Math.floor(at / 4 / width) })
  }
  const [xs, ys] = [drawn.map(({ x }) => x), drawn.map(({ y }) => y)]
  const least = (values: number[]) => values.reduce((a, b) => Math.min(a, b), Infinity)
  const most = (values: number[]) => values.reduce((a, b) => Math.max(a, b), -Infinity)
  return { left: least(xs), right: most(xs), top: least(ys), bottom: most(ys), count: drawn.length }
}

describe.each(frames)('in a frame of $width × $height', (frame) => {
  it.each(captionStyles.flatMap((style) => [0.035, 0.1].map((size) => ({ style, size }))))(
    'captions of the style $style and the size $size stay inside, wherever they are put',
    async ({ style, size }) => {
      for (const bottom of [0.1, 0.8, 1]) {
        const drawn = (await drawCaption(long, { style, size, bottom }, frame))!
        // Seen: shadows may fade out beyond.
        const { left, right, top, bottom: lowest } = edgesOf(drawn.canvas, (_, alpha) => alpha > 60)
        expect(drawn.x + left).toBeGreaterThan(frame.width * 0.04)
        expect(drawn.x + right).toBeLessThan(frame.width * 0.96)
        expect(drawn.y + top).toBeGreaterThanOrEqual(0)
        expect(drawn.y + lowest).toBeLessThan(frame.height)
        expect([drawn.x, drawn.y, drawn.canvas.width, drawn.canvas.height].every((n) => n % 2 === 0)).toBe(
          true,
        )
      }
    },
  )

  it.each(['title', 'end'] as const)(
    'a card of the style %s is centred and keeps its distance',
    async (style) => {
      const card = Card.parse({ style, title: '雨夜归人', text: long, ground: '#000000' })
      const { left, right, top, bottom } = edgesOf(await drawCard(card, frame), (red) => red > 60)
      expect(left).toBeGreaterThan(frame.width * 0.05)
      expect(Math.abs(left - (frame.width - right))).toBeLessThan(frame.width * 0.04)
      expect(top).toBeGreaterThan(frame.height * 0.08)
      expect(frame.height - bottom).toBeGreaterThan(frame.height * 0.08)
    },
  )
})

const captions = Captions.parse({})

it('sets the last line where it was asked for', async () => {
  const frame = { width: 360, height: 640 }
  for (const text of ['Wait!', long]) {
    const drawn = (await drawCaption(text, { ...captions, style: 'plain', bottom: 0.7 }, frame))!
    const { bottom } = edgesOf(drawn.canvas, (red, alpha) => red > 200 && alpha > 200)
    expect((drawn.y + bottom) / frame.height).toBeGreaterThan(0.67)
    expect((drawn.y + bottom) / frame.height).toBeLessThan(0.705)
  }
})

it('draws nothing for words that draw nothing', async () => {
  expect(await drawCaption(' \n\u0007 ', captions, frames[0]!)).toBeUndefined()
})

it('writes dark on light grounds and light on dark ones', async () => {
  const ink = async (ground: string) => {
    const canvas = await drawCard(Card.parse({ title: 'Rain', ground }), { width: 200, height: 200 })
    const copy = createCanvas(200, 200)
    copy.getContext('2d').drawImage(canvas, 0, 0)
    const { data } = copy.getContext('2d').getImageData(0, 0, 200, 200)
    const reds = data.filter((_, at) => at % 4 === 0)
    return [reds.reduce((a, b) => Math.min(a, b), 255), reds.reduce((a, b) => Math.max(a, b), 0)]
  }
  expect(await ink('#f2ead8')).toEqual([expect.toSatisfy((red: number) => red < 40), 0xf2])
  expect(await ink('#101820')).toEqual([0x10, expect.toSatisfy((red: number) => red > 235)])
})
