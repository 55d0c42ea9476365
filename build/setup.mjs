import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { root } from './paths.mjs'
import { isStale } from './stale.mjs'

const modules = join(root, 'node_modules')
const OLDEST_NODE = [20, 19]

/** Ends the process with a sentence when this Node cannot even install the rest. */
export function requireNode() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
  if (major > OLDEST_NODE[0] || (major === OLDEST_NODE[0] && minor >= OLDEST_NODE[1])) return
  giveUp(
    `Sceneloom needs Node ${OLDEST_NODE.join('.')} or newer; this is ${process.versions.node}. See https://nodejs.org`,
  )
}

/** Installs the npm packages when they are not the ones that package-lock.json asks for. */
export function ensureModules() {
  if (hasAllPackages()) return
  console.log('Installing the npm packages…')
  // Windows does not let go of a running program, and ours may be one of the packages.
  const command = process.platform === 'win32' && existsSync(modules) ? 'install' : 'ci'
  const { status } = npm([command, '--no-audit', '--no-fund', '--loglevel=error'])
  if (status !== 0) giveUp(`The npm packages could not be installed: "npm ${command}" ended with ${status}.`)
}

/** npm keeps what it installed in a second lock file inside of node_modules. */
function hasAllPackages() {
  try {
    const wanted = readLock(join(root, 'package-lock.json'))
    const installed = readLock(join(modules, '.package-lock.json'))
    return Object.entries(wanted).every(
      ([path, { version, optional }]) =>
        path === '' || (installed[path] ? installed[path].version === version : optional === true),
    )
  } catch {
    return false
  }
}

function readLock(file) {
  return JSON.parse(readFileSync(file, 'utf8')).packages
}

function npm(args) {
  const cli = process.env.npm_execpath
  // Not `process.execPath`: that may be the Node inside of node_modules, which `npm ci` takes away.
  const node = process.env.npm_node_execpath
  if (cli?.endsWith('.js') && node) return spawnSync(node, [cli, ...args], { cwd: root, stdio: 'inherit' })
  return spawnSync('npm', args, { cwd: root, stdio: 'inherit', shell: process.platform === 'win32' })
}

/** A Node that the database driver runs on (Node-API 10): the one among the npm packages, or this one. */
export function modernNode() {
  const system = process.platform === 'win32' ? 'win' : process.platform
  const file = process.platform === 'win32' ? 'node.exe' : 'node'
  const packaged = join(modules, `node-${system}-${process.arch}`, 'bin', file)
  if (existsSync(packaged)) return packaged
  if (Number(process.versions.napi) >= 10) return process.execPath
  return giveUp(
    `Sceneloom needs Node 22.14 or newer on this system; this is ${process.versions.node}. See https://nodejs.org`,
  )
}

/** Builds dist/ when the sources are others than it was built from. Not to stdout: that may belong to a command. */
export function ensureBuild() {
  if (!isStale()) return
  const { status } = spawnSync(modernNode(), [join(root, 'build/bundle.mjs')], {
    cwd: root,
    stdio: ['ignore', 2, 2],
  })
  if (status !== 0) giveUp('Sceneloom could not be built.')
}

/** In a locale without UTF-8, as servers and containers have it, Chromium cannot open a file named 雨.png. */
export function windowEnvironment() {
  const { LC_ALL, LC_CTYPE, LANG } = process.env
  const isUtf8 = /utf-?8/i.test(LC_ALL || LC_CTYPE || LANG || '')
  return isUtf8 || process.platform !== 'linux' ? process.env : { ...process.env, LC_ALL: 'C.UTF-8' }
}

/** The environment in which a tool from node_modules runs on the right Node. */
export function toolEnvironment() {
  return { ...process.env, PATH: join(modules, '.bin') + delimiter + process.env.PATH }
}

export function giveUp(sentence) {
  console.error(sentence)
  process.exit(1)
}
