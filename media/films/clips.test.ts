import { execFileSync } from 'node:child_process'
import { copyFileSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { afterAll, expect, it } from 'vitest'
import { testEngine } from '../mp4/test-clips.ts'
import { createClips } from './clips.ts'

const folder = mkdtempSync(join(tmpdir(), 'clips-'))
afterAll(() => rmSync(folder, { recursive: true }))

it('measures only a few clips at a time, however many are asked for', async () => {
  const sound = join(folder, 'sound.wav')
  execFileSync('ffmpeg', ['-v', 'error', '-f', 'lavfi', '-i', 'sine=440:duration=0.1', sound])
  const paths = Array.from({ length: 12 }, (_, index) => join(folder, `${index}.wav`))
  for (const path of paths) copyFileSync(sound, path)
  let [now, most] = [0, 0]
  const clips = createClips({
    async engine() {
      most = Math.max(most, ++now)
      await setTimeout(5)
      now--
      return testEngine
    },
  })
  const all = await Promise.all(
    paths.map((path) => clips.of({ id: path, kind: 'audio', name: 'sound', path })),
  )
  expect(all.map(({ facts }) => facts.kind)).toEqual(paths.map(() => 'audio'))
  expect(most).toBeLessThanOrEqual(4)
})
