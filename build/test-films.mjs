import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { root } from './paths.mjs'
import { ensurePrograms } from './programs.mjs'
import { filmReport } from './reports.mjs'
import { ensureModules, giveUp, modernNode, requireNode, toolEnvironment } from './setup.mjs'

/**
 * `npm run test:films [cases|deviations|exact …]`: whole films out of odd, hostile and randomly cut files, at full
 * length. `npm test` runs the same with the numbers of `filmsBriefly`.
 */
export const filmsBriefly = { SCENELOOM_EDITS: '25', SCENELOOM_DRIFT_CLIPS: '120' }

/** Arguments of vitest for these tests. */
export const filmTests = [
  'run',
  '--config',
  'build/films.vitest.config.ts',
  '--reporter=dot',
  '--reporter=json',
  `--outputFile.json=${filmReport}`,
]

if (process.argv[1] === import.meta.filename) {
  requireNode()
  ensureModules()
  const missing = ensurePrograms(['ffmpeg'])
  if (missing.length > 0) giveUp(`The tests need ${missing.join(' and ')}.`)
  const vitest = join(root, 'node_modules/vitest/vitest.mjs')
  const asked = process.argv.slice(2).map((name) => `e2e/films/${name}`)
  const { status } = spawnSync(modernNode(), [vitest, ...filmTests, ...asked], {
    cwd: root,
    env: toolEnvironment(),
    stdio: 'inherit',
  })
  process.exitCode = status ?? 1
}
