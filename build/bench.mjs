import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { root } from './paths.mjs'
import { isStale } from './stale.mjs'
import { ensurePrograms } from './programs.mjs'
import { ensureModules, giveUp, modernNode, requireNode, toolEnvironment } from './setup.mjs'

/** `npm run bench [executor|metadata|stitch|import|library|window …]`: a table of ratios; never part of the tests. */
requireNode()
ensureModules()
const missing = ensurePrograms(['ffmpeg', 'chromium'])
if (missing.length > 0) giveUp(`The benchmarks need ${missing.join(' and ')}.`)
if (isStale()) spawnSync(modernNode(), [join(root, 'build/bundle.mjs')], { stdio: 'inherit' })

const main = join(root, 'e2e/bench/main.ts')
const { status } = spawnSync(
  modernNode(),
  ['--disable-warning=ExperimentalWarning', main, ...process.argv.slice(2)],
  {
    cwd: root,
    env: toolEnvironment(),
    stdio: 'inherit',
  },
)
process.exitCode = status ?? 1
