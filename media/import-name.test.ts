import { expect, it } from 'vitest'
import { importName } from './import-name.ts'

it.each([
  ['Scene 1 – 雨夜 🌧️.mp4', 'Scene 1 – 雨夜 🌧️.mp4'],
  [`quo'te"dbl.mp4`, `quo'te"dbl.mp4`],
  ['new\nline\tand\u001b[31m.mp4', 'new line and [31m.mp4'],
  ['gpj.\u202e4pm.exe', 'gpj.4pm.exe'],
  ['  ', 'Untitled'],
  ['\n', 'Untitled'],
  ['lone \ud800 half', 'lone \ufffd half'],
  ['🌧️'.repeat(300), '🌧️'.repeat(100)],
])('makes a label of %j', (name, label) => {
  expect(importName(name)).toBe(label)
})
