import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createCanvas, loadImage } from '@napi-rs/canvas'
import { afterAll, describe, expect, it } from 'vitest'
import { ffmpeg, testEngine } from '../mp4/test-clips.ts'
import { inspectFile } from '../inspect-file.ts'
import type { Probe } from '../ffmpeg/probe.ts'
import { makeStrip, STRIP_CELLS } from './strips.ts'

const root = mkdtempSync(join(tmpdir(), 'sceneloom-strips-'))
afterAll(() => rmSync(root, { recursive: true, force: true }))

/** How bright the middle of each cell is, from a clip that goes from black to white at an even pace. */
async function cellsOf(name: string, options: string): Promise<number[]> {
  const file = join(root, name)
  const ramp = 'color=black:s=180x320:r=30:d=4,geq=lum=N*255/119:cb=128:cr=128,format=yuv420p'
  await ffmpeg(['-f', 'lavfi', '-i', ramp, ...options.split(' '), file])
  const { facts } = await inspectFile(file, { engine: async () => testEngine })
  const temp = join(root, `${name}.jpg`)
  await makeStrip(testEngine, { probe: facts as Probe, path: file, temp })
  const image = await loadImage(temp)
  expect([image.width, image.height]).toEqual([54 * STRIP_CELLS, 96])
  const brush = createCanvas(image.width, image.height).getContext('2d')
  brush.drawImage(image, 0, 0)
  return Array.from(
    { length: STRIP_CELLS },
    (_, cell) => brush.getImageData(54 * cell + 27, 48, 1, 1).data[0]!,
  )
}

describe('the strip of a clip', () => {
  it.each([
    ['few whole pictures', 'few.mp4', '-c:v libx264 -preset ultrafast -g 120 -bf 2'],
    ['many whole pictures', 'many.mp4', '-c:v libx264 -preset ultrafast -g 6'],
    ['another container', 'other.webm', '-c:v libvpx-vp9 -deadline realtime -cpu-used 8'],
  ])('shows it from end to end, with %s', async (_, name, options) => {
    const cells = await cellsOf(name, options)
    const step = 255 / STRIP_CELLS
    for (const [cell, level] of cells.entries()) expect(Math.abs(level - cell * step)).toBeLessThan(step)
    expect(cells).toEqual(cells.toSorted((a, b) => a - b))
  })

  it('repeats the picture of a clip of one frame', async () => {
    const cells = await cellsOf('one.mp4', '-frames:v 1 -c:v libx264 -preset ultrafast')
    expect(new Set(cells).size).toBe(1)
  })
})
