import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { performance } from 'node:perf_hooks'
import { locateEngine } from '../../media/ffmpeg/locate.ts'
import { runFfmpeg } from '../../media/ffmpeg/run.ts'
import { matchingClips } from './clips.ts'
import { compare, median, type Row } from './measure.ts'

/** What running a command through the app costs beside the command, and how long a stop takes. */
export async function benchRunner(folder: string): Promise<Row[]> {
  const [clip] = matchingClips(join(folder, 'clips'), 1)
  const engine = await locateEngine({})
  const output = join(folder, 'one.mp4')
  const options = '-frames:v 1 -c:v libx264 -preset ultrafast -an -f mp4'.split(' ')
  const rows = await compare('16 one short ffmpeg job', 15, [
    {
      name: 'spawn',
      run: () =>
        execFileSync(engine.ffmpeg, ['-nostdin', '-v', 'error', '-y', '-i', clip!, ...options, output]),
    },
    {
      name: 'Sceneloom',
      run: () => runFfmpeg(engine, { what: 'a frame', inputs: [{ source: clip! }], options, output }),
    },
  ])
  return [...rows, await benchStop(folder, clip!)]
}

/** Against the 300 ms in which nobody notices; also checks that no process and no file is left. */
async function benchStop(folder: string, clip: string): Promise<Row> {
  const engine = await locateEngine({})
  const times: number[] = []
  for (let round = 0; round < 5; round++) {
    const output = join(folder, `stopped-${round}.mp4`)
    const stop = new AbortController()
    const running = runFfmpeg(engine, {
      what: 'a film',
      inputs: [{ source: clip, options: ['-stream_loop', '20'] }],
      options: '-c:v libx264 -preset medium -an -f mp4'.split(' '),
      output,
      signal: stop.signal,
    }).catch(() => undefined)
    await new Promise((resolve) => setTimeout(resolve, 700))
    const before = performance.now()
    stop.abort()
    await running
    times.push(performance.now() - before)
    rmSync(output, { force: true })
    const left = spawnSync('pgrep', ['-f', output]).status === 0
    if (
      left ||
      existsSync(output) ||
      readdirSync(folder).some((name) => name.startsWith(`stopped-${round}.mp4.`))
    ) {
      throw new Error('Something is left of a stopped job')
    }
  }
  const medianMs = median(times)
  return {
    what: '17 stop of a running encode (against 300 ms)',
    name: 'Sceneloom',
    medianMs,
    ratio: medianMs / 300,
  }
}
