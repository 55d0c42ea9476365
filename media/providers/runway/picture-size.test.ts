import { expect, it } from 'vitest'
import { pictureSize } from './picture-size.ts'

it.each([
  ['1280:720', '1920:1080'],
  ['720:1280', '1080:1920'],
  ['1104:832', '1168:880'],
  ['832:1104', '1080:1440'],
  ['960:960', '1024:1024'],
  ['1584:672', '1920:1080'],
  ['1280:768', '1920:1080'],
  ['768:1280', '1080:1920'],
])('makes a picture for a clip of %s in %s', (clip, picture) => {
  expect(pictureSize(clip)).toBe(picture)
})

it('makes a small upright picture for a clip of a size that it does not know', () => {
  expect(pictureSize('123:456')).toBe('720:1280')
})
