import { expect, it } from 'vitest'
import { createRandom } from '../random.ts'
import { readCamera } from './camera.ts'

const read = (prompt: string) => readCamera(prompt, 'auto', createRandom('any'))

it.each([
  ['She begins to smile. Slow push in.', 'push'],
  ['The camera pushes in on the letter', 'push'],
  ['dolly in', 'push'],
  ['Zoom in to her face', 'push'],
  ['Slow zoom', 'push'],
  ['zoom out', 'pull'],
  ['Slowly pull back to show the room', 'pull'],
  ['dolly out, then black', 'pull'],
  ['Pan left across the shelves', 'pan-left'],
  ['The camera pans slowly to the left', 'pan-left'],
  ['pan right', 'pan-right'],
  ['Slow pan over the crowd', 'pan-right'],
  ['Tracking shot along the platform', 'pan-right'],
  ['Tilt up to the sky', 'tilt-up'],
  ['Crane up', 'tilt-up'],
  ['tilt down to her hands', 'tilt-down'],
  ['Static shot. Nobody moves.', 'static'],
  ['Locked-off camera', 'static'],
  ['缓推', 'push'],
  ['她笑了。缓推。', 'push'],
  ['镜头缓缓推近她的脸', 'push'],
  ['推，她的眼睛', 'push'],
  ['拉远，露出整条街', 'pull'],
  ['镜头后退', 'pull'],
  ['夜色中，拉。', 'pull'],
  ['向左摇', 'pan-left'],
  ['镜头右移', 'pan-right'],
  ['镜头横移，扫过众人', 'pan-right'],
  ['摇。人群散去', 'pan-right'],
  ['镜头上摇到天空', 'tilt-up'],
  ['镜头下摇', 'tilt-down'],
  ['固定镜头。', 'static'],
  ['远景，固定', 'static'],
] as const)('reads %s as %s', (prompt, move) => {
  expect(read(prompt)).toBe(move)
})

it.each([
  'She pushes the door and walks in',
  '她推开门',
  '他拉住她的手',
  '她摇头',
  '她拉开窗帘',
  'She cooks in a frying pan',
  'a static noise on the radio',
])('finds no camera in %s', (prompt) => {
  const moves = Array.from({ length: 30 }, (_, index) => readCamera(prompt, 'auto', createRandom(`${index}`)))
  expect(new Set(moves).size).toBeGreaterThan(1)
})

it('lets the choice in the form win over the words', () => {
  expect(readCamera('Slow push in.', 'tilt-down', createRandom('any'))).toBe('tilt-down')
})

it('never stands still by chance: a still clip looks broken', () => {
  for (let index = 0; index < 60; index++)
    expect(readCamera('Rain', 'auto', createRandom(`${index}`))).not.toBe('static')
})
