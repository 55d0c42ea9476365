import { execFileSync } from 'node:child_process'
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { afterAll, describe, expect, it } from 'vitest'
import { testEngine } from '../mp4/test-clips.ts'
import type { Engine } from './engine.ts'
import { runFfmpeg } from './run.ts'
import type { FfmpegJob } from './run.ts'

const folder = mkdtempSync(join(tmpdir(), 'sceneloom-run-'))
const at = (name: string) => join(folder, name)
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const card = { source: 'testsrc2=s=64x64:r=10:d=1', lavfi: true } as const
const h264 = ['-c:v', 'libx264', '-preset', 'ultrafast']
const job = (change: Partial<FfmpegJob> = {}): FfmpegJob => ({
  what: 'the clip',
  inputs: [card],
  options: h264,
  output: at('out.mp4'),
  seconds: 1,
  ...change,
})

/** An ffmpeg that does what the script says. */
function fake(script: string): Engine {
  const ffmpeg = at(`fake-${Math.random()}`)
  writeFileSync(ffmpeg, `#!/bin/sh\n${script}\n`)
  chmodSync(ffmpeg, 0o755)
  return { ...testEngine, ffmpeg }
}

const isRunning = (pid: string) => {
  try {
    return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'))
  } catch {
    return false
  }
}

describe('runFfmpeg', () => {
  it('makes a file and says how far it is, from nothing to all of it', async () => {
    const fractions: number[] = []
    await runFfmpeg(testEngine, job({ onProgress: (fraction) => fractions.push(fraction) }))
    expect(statSync(at('out.mp4')).size).toBeGreaterThan(500)
    expect(fractions.at(-1)).toBeGreaterThan(0.8)
    expect(fractions).toEqual(fractions.toSorted((a, b) => a - b))
  })

  it('writes over what is there, to names that mean something else to ffmpeg, from inputs named like that', async () => {
    for (const name of ['-y.mp4', 'a:b.mp4', "it's %03d.mp4", 'new\nline.mp4']) {
      writeFileSync(at(name), 'old')
      await runFfmpeg(testEngine, job({ output: at(name) }))
      await runFfmpeg(testEngine, job({ inputs: [{ source: at(name) }], options: ['-c', 'copy'] }))
      expect(statSync(at(name)).size).toBeGreaterThan(500)
    }
  })

  it('reads pictures from a stream', async () => {
    const frame = Buffer.alloc(16 * 16 * 3, 0x80)
    const source = Readable.from(Array.from({ length: 10 }, () => frame))
    const raw = ['-f', 'rawvideo', '-pix_fmt', 'rgb24', '-s', '16x16', '-r', '10']
    await runFfmpeg(testEngine, job({ inputs: [{ source, options: raw }], output: at('stream.mp4') }))
    const probe = ['-v', 'error', '-count_frames', '-show_entries', 'stream=nb_read_frames', '-of', 'csv=p=0']
    expect(
      execFileSync('ffprobe', [...probe, at('stream.mp4')])
        .toString()
        .trim(),
    ).toBe('10')
  })

  it('is stopped at once, and leaves no process behind', async () => {
    const stop = new AbortController()
    const endless = { source: 'testsrc2=s=320x320:r=30', lavfi: true } as const
    let told: (() => void) | undefined
    const begun = new Promise<void>((resolve) => (told = resolve))
    const running = runFfmpeg(
      testEngine,
      job({
        inputs: [endless],
        seconds: 1000,
        output: at('endless.mp4'),
        signal: stop.signal,
        onProgress: () => told?.(),
      }),
    )
    await begun
    stop.abort()
    await expect(running).rejects.toMatchObject({ code: 'stopped' })
    const left = execFileSync('sh', ['-c', `pgrep -f '${at('endless.mp4')}$' || true`]).toString()
    expect(left.trim()).toBe('')
  })

  it('does not start what was stopped before', async () => {
    await expect(
      runFfmpeg(testEngine, job({ output: at('never.mp4'), signal: AbortSignal.abort() })),
    ).rejects.toMatchObject({ code: 'stopped' })
    expect(existsSync(at('never.mp4'))).toBe(false)
  })

  it('kills one that does not listen', async () => {
    const stop = new AbortController()
    const deaf = fake(`echo $$ > '${at('pid')}'; trap '' TERM; while :; do sleep 0.1; done`)
    const running = runFfmpeg(deaf, job({ signal: stop.signal }))
    while (!existsSync(at('pid'))) await new Promise((resolve) => setTimeout(resolve, 20))
    stop.abort()
    await expect(running).rejects.toMatchObject({ code: 'stopped' })
    expect(isRunning(readFileSync(at('pid'), 'utf8').trim())).toBe(false)
  })

  it('says what was not finished, with the last words of ffmpeg in the log', async () => {
    await expect(runFfmpeg(testEngine, job({ options: ['-c:v', 'nonsense'] }))).rejects.toMatchObject({
      code: 'encode_unfinished',
      details: { what: 'the clip' },
      message: expect.stringContaining("Unknown encoder 'nonsense'"),
    })
    await expect(runFfmpeg(fake('kill -9 $$'), job())).rejects.toMatchObject({ code: 'encode_unfinished' })
  })

  it('tells a full disk and a missing program apart from that', async () => {
    const full = fake('echo "av_interleaved_write_frame(): No space left on device" >&2; exit 1')
    await expect(runFfmpeg(full, job())).rejects.toMatchObject({ code: 'disk_full' })
    const gone = { ...testEngine, ffmpeg: at('gone') }
    await expect(runFfmpeg(gone, job())).rejects.toMatchObject({ code: 'ffmpeg_missing' })
  })

  it('gives no key of this process to a decoder of strangers files', async () => {
    process.env['SCENELOOM_TEST_KEY'] = 'secret'
    try {
      await runFfmpeg(fake(`env > '${at('env.txt')}'`), job())
      expect(readFileSync(at('env.txt'), 'utf8')).not.toContain('secret')
    } finally {
      delete process.env['SCENELOOM_TEST_KEY']
    }
  })
})
