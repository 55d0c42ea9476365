import { expect, it } from 'vitest'
import { zoomedOn } from './in-view.ts'

const frame = { width: 1000, height: 800 }
const centre = { x: 5_000, y: 5_000 }

it('zooms around the middle while what counts stays in view', () => {
  const box = { x: 4_900, y: 4_900, width: 200, height: 200 }
  expect(zoomedOn(box, { centre, frame, zoom: 1 })).toEqual({ x: -4_500, y: -4_600, zoom: 1 })
})

it('moves to what counts when the zoom would push it out of the window', () => {
  const box = { x: 300, y: 4_900, width: 200, height: 200 }
  const { x, y } = zoomedOn(box, { centre, frame, zoom: 1 })
  expect(box.x + x).toBeGreaterThanOrEqual(0)
  expect(box.x + box.width + x).toBeLessThanOrEqual(frame.width)
  expect(y).toBe(-4_600)
})
