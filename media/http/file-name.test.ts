import { expect, it } from 'vitest'
import { toFileName } from './file-name.ts'

it('gives a film that has a title the end that players look for', () => {
  expect(toFileName('Final cut', '/o/ab/abc.mp4')).toBe('Final cut.mp4')
  expect(toFileName('Scene 1.5', '/o/ab/abc.mp4')).toBe('Scene 1.5.mp4')
  expect(toFileName('雨夜来信', '/o/ab/abc.mp4')).toBe('雨夜来信.mp4')
})

it('leaves the name of a file as it was', () => {
  expect(toFileName('rain.MP4', '/o/ab/abc.mp4')).toBe('rain.MP4')
  expect(toFileName('door.jpeg', '/o/ab/abc.jpg')).toBe('door.jpeg')
})

it('is a name on every system', () => {
  expect(toFileName('Act 1/2: "Why?"', '/o/ab/abc.mp4')).toBe('Act 1-2- -Why--.mp4')
  expect(toFileName('../../etc/passwd', '/o/ab/abc.mp4')).toBe('..-..-etc-passwd.mp4')
  expect(toFileName('a\u0000b\n', '/o/ab/abc.png')).toBe('a-b-.png')
  expect(toFileName('  ', '/o/ab/abc.png')).toBe('Sceneloom.png')
})
