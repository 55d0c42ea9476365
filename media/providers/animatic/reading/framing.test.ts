import { expect, it } from 'vitest'
import { createRandom } from '../random.ts'
import { readFraming } from './framing.ts'

it.each([
  ['Wide shot. A narrow street at night.', 'WS'],
  ['Medium shot. In the hallway she opens a wet letter.', 'MS'],
  ['Close-up. Her face lit by the window.', 'CU'],
  ['CLOSE UP on his eyes', 'CU'],
  ['Extreme close-up: an eye opens', 'ECU'],
  ['ECU. A tear.', 'ECU'],
  ['Medium close-up of the detective', 'MCU'],
  ['Full shot, he leaves the house', 'FS'],
  ['Extreme wide shot of the desert', 'EWS'],
  ['Aerial. The city at dawn.', 'EWS'],
  ['Establishing shot: a hospital', 'WS'],
  ['Over-the-shoulder, she looks at him', 'OTS'],
  ['Insert: a key on the table', 'INS'],
  ['Close-up of the letter, the ink runs', 'INS'],
  ['Two-shot in the car', 'MS'],
  ['WS – the harbour', 'WS'],
  ['特写。她的脸被窗光照亮。', 'CU'],
  ['大特写：一滴眼泪', 'ECU'],
  ['中景，走廊里，她打开信', 'MS'],
  ['中近景 他抬头', 'MCU'],
  ['近景：老人的侧脸', 'MCU'],
  ['全景。深夜的窄巷', 'WS'],
  ['远景：清晨的海边', 'WS'],
  ['大远景 雪山', 'EWS'],
  ['过肩镜头，他看着她', 'OTS'],
  ['手机特写。屏幕亮起', 'INS'],
  ['特写：一封湿透的信', 'INS'],
  ['全身。他转身离开', 'FS'],
] as const)('reads %s as %s', (prompt, framing) => {
  expect(readFraming(prompt, createRandom('any'))).toBe(framing)
})

it('takes the framing that is named first, for later ones describe what is seen', () => {
  expect(
    readFraming('Close-up. Behind her, through the glass, a wide shot of the city', createRandom('a')),
  ).toBe('CU')
})

it('does not take a name or a verb for a framing', () => {
  const framings = ['Ms. Chen waits', 'She inserts the coin'].map((prompt) =>
    readFraming(`${prompt} near the sea`, createRandom('a')),
  )
  expect(framings).toEqual(['WS', 'WS'])
})

it('looks at what the sentence looks at when no framing is named', () => {
  expect(readFraming('Tears in his eyes', createRandom('a'))).toBe('CU')
  expect(readFraming('群山之间，一条小路', createRandom('a'))).toBe('WS')
  expect(readFraming('She reads the letter', createRandom('a'))).toBe('MS')
})

it('leaves the rest to chance, and chance to the name it is given', () => {
  const some = Array.from({ length: 40 }, (_, index) => readFraming('Morning', createRandom(`${index}`)))
  expect(new Set(some).size).toBeGreaterThan(2)
  expect(readFraming('Morning', createRandom('7'))).toBe(some[7])
})
