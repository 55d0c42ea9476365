import { createRequire } from 'node:module'
import { join } from 'node:path'
import { root } from './paths.mjs'

// Not a public part of electron-builder (its version is pinned), but the only way to have a misspelt option
// found without packaging.
const load = createRequire(join(root, 'node_modules/electron-builder/package.json'))
const { getConfig, validateConfiguration } = load('app-builder-lib/out/util/config/config.js')
const { DebugLogger } = load('builder-util')

try {
  const config = await getConfig(root, 'build/electron-builder.yml', undefined)
  await validateConfiguration(config, new DebugLogger(false))
} catch (error) {
  console.error(error.message)
  process.exitCode = 1
}
