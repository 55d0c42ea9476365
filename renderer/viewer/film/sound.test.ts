import { expect, it } from 'vitest'
import { Music } from '../../../nodes/cut/cut.ts'
import { musicSecondsAt } from './sound.ts'

const music = (words: Partial<Music> = {}) => Music.parse(words)

it('begins the music where it was trimmed', () => {
  expect(musicSecondsAt(music({ from: 3 }), 2, 10)).toBe(5)
})

it('begins it again from there when it ends before the film', () => {
  expect(musicSecondsAt(music({ from: 3 }), 8, 10)).toBe(4)
  expect(musicSecondsAt(music({ from: 3, loop: false }), 8, 10)).toBeUndefined()
})

it('plays none where nothing is left of it, or its length is not known', () => {
  expect(musicSecondsAt(music({ from: 12 }), 1, 10)).toBeUndefined()
  expect(musicSecondsAt(music(), 1, Number.NaN)).toBeUndefined()
})
