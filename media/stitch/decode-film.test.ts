import { expect, it } from 'vitest'
import { createFrameCount } from './decode-film.ts'

it('counts the frames that were decoded by whole lines, however they arrive', () => {
  const count = createFrameCount()
  expect(['frame=  12\nfps=0', '.0\nfra', 'me=1', '44\n', 'progress=end\nframe=9'].map(count)).toEqual([
    12, 12, 12, 144, 144,
  ])
})
