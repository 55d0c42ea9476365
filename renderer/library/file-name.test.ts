import { expect, it } from 'vitest'
import { fileNameOf } from './file-name.ts'

it('leaves a name that is one of a file, but for signs that some systems do not take', () => {
  expect(fileNameOf({ name: '雨夜 窗前.mov', kind: 'video', codec: 'prores' })).toBe('雨夜 窗前.mov')
  expect(fileNameOf({ name: 'Act 1: rain?.png', kind: 'image' })).toBe('Act 1- rain-.png')
})

it('gives what was made here the name of what it is', () => {
  expect(fileNameOf({ name: 'Motion 1', kind: 'video', codec: 'h264' })).toBe('Motion 1.mp4')
  expect(fileNameOf({ name: 'Still 1.2', kind: 'image', codec: 'mjpeg' })).toBe('Still 1.2.jpg')
  expect(fileNameOf({ name: '', kind: 'audio', codec: 'pcm_s16le' })).toBe('Sceneloom.wav')
})
