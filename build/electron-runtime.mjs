import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from './paths.mjs'

const folder = join(root, 'node_modules/electron')
const REACHABLE_MS = 4_000

/** The Electron program, if it is on this machine. Not by `require('electron')`: that would download it. */
export function findElectron() {
  const { ELECTRON_OVERRIDE_DIST_PATH } = process.env
  try {
    const program = readFileSync(join(folder, 'path.txt'), 'utf8')
    const file = join(ELECTRON_OVERRIDE_DIST_PATH ?? join(folder, 'dist'), program)
    return existsSync(file) ? file : undefined
  } catch {
    return undefined
  }
}

/** Downloads the runtime, unless the place it comes from does not answer soon. */
export async function fetchElectron(node) {
  const source = process.env.ELECTRON_MIRROR ?? process.env.npm_config_electron_mirror ?? 'https://github.com'
  const isReachable = await fetch(source, { method: 'HEAD', signal: AbortSignal.timeout(REACHABLE_MS) }).then(
    () => true,
    () => false,
  )
  if (!isReachable) return undefined
  console.log('Downloading the Electron runtime, once…')
  spawnSync(node, [join(folder, 'install.js')], { cwd: root, stdio: 'inherit' })
  return findElectron()
}
