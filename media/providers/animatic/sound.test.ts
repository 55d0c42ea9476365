import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { expect, it } from 'vitest'
import { createRandom } from './random.ts'
import { readScene } from './reading/scene.ts'
import { soundGraph } from './sound.ts'

const graph = (prompt: string, seconds: number) =>
  soundGraph(readScene(prompt, { random: createRandom(prompt), cast: createRandom('') }), {
    name: prompt,
    seconds,
  })

/** What ffmpeg's own meters say about a graph. */
async function meter(source: string, filters: string): Promise<string> {
  const args = ['-hide_banner', '-nostats', '-nostdin', '-f', 'lavfi', '-i', source]
  const { stderr } = await promisify(execFile)('ffmpeg', [...args, '-af', filters, '-f', 'null', '-'])
  return stderr
}

async function loudness(source: string): Promise<{ lufs: number; peak: number }> {
  const report = await meter(source, 'ebur128=peak=sample')
  const last = (pattern: RegExp) => Number([...report.matchAll(pattern)].at(-1)?.[1])
  return { lufs: last(/I:\s+(\S+) LUFS/g), peak: last(/Peak:\s+(\S+) dBFS/g) }
}

it.each([
  'rain in the street at night',
  'the sea at dawn',
  'a room at night',
  'wind over the mountains',
  'a bonfire in the forest, flames',
  'the forest at night',
  'the city by day',
])('is a quiet bed that never clips: %s', async (prompt) => {
  const { lufs, peak } = await loudness(graph(prompt, 4))
  expect(lufs).toBeGreaterThan(-28.5)
  expect(lufs).toBeLessThan(-23.5)
  expect(peak).toBeLessThan(-9)
})

it('begins and ends in silence, so that a cut does not click', async () => {
  const edges = await Promise.all(
    ['atrim=end=0.004', 'atrim=start=1.996'].map((cut) => meter(graph('rain', 2), `${cut},volumedetect`)),
  )
  for (const report of edges) expect(Number(/max_volume: (\S+) dB/.exec(report)?.[1])).toBeLessThan(-40)
})

it('holds no word of the prompt: user text must not reach a filter graph', () => {
  expect(graph("rain'];movie=/etc/passwd[x];[x", 2)).not.toMatch(/movie|passwd/)
})

it('differs between prompts and is the same for the same one', () => {
  expect(graph('rain', 2)).toBe(graph('rain', 2))
  expect(graph('rain', 2)).not.toBe(graph('rain again', 2))
})
