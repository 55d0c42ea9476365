import { expect, it } from 'vitest'
import { countWords } from './count-words.ts'

it.each([
  ['', 0, 0],
  [' \n ', 0, 0],
  ['A cat on the roof.', 0, 5],
  ['林薇回头。', 4, 0],
  ['A cat on the roof. 林薇回头。', 4, 5],
  ['林薇用iPhone拍照', 5, 1],
  ["It doesn't stop - a well-known 3.5 s shot", 0, 8],
  ['नमस्ते दुनिया', 0, 2],
])('counts %j as %i characters and %i words', (text, characters, words) => {
  expect(countWords(text)).toEqual({ characters, words })
})
