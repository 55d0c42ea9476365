import { describe, expect, it } from 'vitest'
import type { ClipFacts } from './facts.ts'
import { filmShape } from './format.ts'

const clip = (width: number, height: number, num = 24): ClipFacts => ({
  id: 'a'.repeat(64),
  kind: 'video',
  name: 'clip',
  hasSound: false,
  fps: { num, den: 1 },
  frames: 48,
  width,
  height,
})
const picture: ClipFacts = {
  id: 'b'.repeat(64),
  kind: 'image',
  name: 'p',
  hasSound: false,
  width: 801,
  height: 600,
}
const auto = { size: 'auto', fps: 'auto' } as const

describe('the shape of a film', () => {
  it('is that of most clips', () => {
    const clips = [clip(1280, 720, 30), clip(720, 1280), clip(720, 1280)]
    expect(filmShape(auto, clips)).toEqual({ width: 720, height: 1280, fps: { num: 24, den: 1 } })
  })

  it('is that of the first where they are equally many', () => {
    expect(filmShape(auto, [clip(1280, 720, 30), clip(720, 1280, 24)])).toMatchObject({ width: 1280 })
  })

  it('runs at the rate of the clips that have its size', () => {
    const clips = [clip(720, 1280, 24), clip(720, 1280, 24), clip(1280, 720, 30), clip(640, 360, 30)]
    expect(filmShape(auto, [...clips, clip(320, 180, 30)])).toMatchObject({ width: 720, fps: { num: 24 } })
  })

  it('is what was asked for', () => {
    const asked = { size: '1080x1080', fps: '60' } as const
    const shape = { width: 1080, height: 1080, fps: { num: 60, den: 1 } }
    expect(filmShape(asked, [clip(720, 1280)])).toEqual(shape)
  })

  it('follows pictures only where nothing moves, in even numbers', () => {
    expect(filmShape(auto, [picture, picture, clip(720, 1280)])).toMatchObject({ width: 720 })
    expect(filmShape(auto, [picture])).toEqual({ width: 802, height: 600, fps: { num: 24, den: 1 } })
    const photo = { ...picture, width: 3000, height: 4000 }
    expect(filmShape(auto, [photo])).toMatchObject({ width: 1440, height: 1920 })
    expect(filmShape(auto, [])).toEqual({ width: 1080, height: 1920, fps: { num: 24, den: 1 } })
  })
})
