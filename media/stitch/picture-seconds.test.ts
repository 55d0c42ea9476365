import { expect, it } from 'vitest'
import { createSpanReader } from './picture-seconds.ts'

const lines = '0.021000,0.040000\n0.101000,0.040000\n0.061000,0.040000\n0.141000,N/A\n'

it('finds the span of reordered packets, the last of which does not say how long it is', () => {
  const reader = createSpanReader()
  reader.read(lines)
  expect(reader.seconds()).toBeCloseTo(0.16, 6)
})

it('does not mind in which pieces the lines arrive', () => {
  const reader = createSpanReader()
  for (const character of lines) reader.read(character)
  expect(reader.seconds()).toBeCloseTo(0.16, 6)
})

it('knows nothing of a file without packets', () => {
  expect(createSpanReader().seconds()).toBeUndefined()
})
