import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { root } from './paths.mjs'
import { ensurePrograms } from './programs.mjs'
import { providerReport } from './reports.mjs'
import { ensureModules, giveUp, modernNode, requireNode, toolEnvironment } from './setup.mjs'

/**
 * `npm run test:providers [matrix|kill|races|canary …]`: the real core against a fake of each provider, at full
 * length. `npm test` runs the same with the numbers of `briefly`.
 */
export const briefly = {
  SCENELOOM_KILLS: '40',
  SCENELOOM_RACES: '100',
  // Each way of speaking there is: an id alone, links of its own, a file behind a key, no key at all.
  SCENELOOM_KILL_PROTOCOLS: '^(Runway|fal|Google Gemini Omni|ComfyUI, newer)$',
}

/** Arguments of vitest for these tests. */
export const providerTests = [
  'run',
  '--config',
  'build/providers.vitest.config.ts',
  '--reporter=dot',
  '--reporter=json',
  `--outputFile.json=${providerReport}`,
]

if (process.argv[1] === import.meta.filename) {
  requireNode()
  ensureModules()
  const missing = ensurePrograms(['ffmpeg'])
  if (missing.length > 0) giveUp(`The tests need ${missing.join(' and ')}.`)
  const vitest = join(root, 'node_modules/vitest/vitest.mjs')
  const asked = process.argv.slice(2).map((name) => `e2e/providers/${name}`)
  const { status } = spawnSync(modernNode(), [vitest, ...providerTests, ...asked], {
    cwd: root,
    env: toolEnvironment(),
    stdio: 'inherit',
  })
  process.exitCode = status ?? 1
}
