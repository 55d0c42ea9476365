import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { decodeFilm, soundOnsets } from '../../media/stitch/test-film.ts'
import { openFilmLab } from './lab.ts'
import { createBench } from './odd-file.ts'

/** Seconds after the first frame. */
const KNOCK = 0.2
/** Half a packet of AAC at 48 kHz, rounded up. */
const MOST_DRIFT = 0.011
const CLIPS = Number(process.env['SCENELOOM_DRIFT_CLIPS'] ?? 500)

const root = mkdtempSync(join(tmpdir(), 'sceneloom-drift-'))
afterAll(() => rmSync(root, { recursive: true, force: true }))

it.each(['as-is', 'even'] as const)(
  `keeps sound and picture together over ${CLIPS} clips, loudness %s`,
  async (loudness) => {
    const lab = await openFilmLab()
    const bench = createBench({ folder: root, ok: '', trap: '', listener: '' })
    // A knock a moment after the first frame, away from the joins: it tells when the clip begins.
    const rates = ['48000', '44100']
    const clips = []
    for (const [index, rate] of rates.entries()) {
      if (loudness === 'as-is' && index > 0) break
      const audio = `-f lavfi -i sine=1000:sample_rate=${rate}:duration=0.1,volume=2,adelay=${KNOCK * 1000}:all=1,apad=whole_dur=0.567`
      const video = '-f lavfi -i testsrc2=s=96x170:r=30:d=0.567'
      clips.push(await lab.bring(await bench.encode(`${loudness}-${index}.mp4`, { video, audio })))
    }
    const shots = Array.from({ length: CLIPS }, (_, at) => ({ wire: `wire-${at % clips.length}` }))
    const { path, plan, node } = await lab.film(clips, {
      cut: { shots, sound: { loudness, target: -14, peak: -1 } },
    })
    expect(node.error).toBeUndefined()

    const onsets = await soundOnsets(path!)
    const frame = plan!.fps.den / plan!.fps.num
    let start = KNOCK
    const drifts = onsets.map((onset, index) => {
      const drift = onset - start
      start += plan!.shots[index]!.frames * frame
      return drift
    })
    const decoded = await decodeFilm(path!)
    await lab.close()
    const seconds = plan!.frames * frame
    const worst = Math.max(...drifts.map(Math.abs))
    process.stdout.write(
      `\n${CLIPS} clips, ${loudness}: worst ${(worst * 1000).toFixed(1)} ms, at the end ${((decoded.samples / decoded.sampleRate - seconds) * 1000).toFixed(1)} ms\n`,
    )
    expect(onsets).toHaveLength(CLIPS)
    expect(worst).toBeLessThan(MOST_DRIFT)
    expect(Math.abs(decoded.samples / decoded.sampleRate - seconds)).toBeLessThan(1025 / decoded.sampleRate)
  },
)
