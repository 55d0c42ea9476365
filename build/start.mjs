import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { fetchElectron, findElectron } from './electron-runtime.mjs'
import { dist, root } from './paths.mjs'
import { ensurePrograms, findChromium } from './programs.mjs'
import { ensureBuild, ensureModules, giveUp, modernNode, requireNode, windowEnvironment } from './setup.mjs'

/** `npm start`: installs what is missing, builds what is stale, picks a shell and opens it. */
const USAGE = `npm start -- [--data <folder>] [--port <number>] [--serve]

  --data <folder>   the library to open; $SCENELOOM_DATA otherwise, or this system's place for app data
  --port <number>   the port of the browser shell; any free one otherwise
  --serve           no window: print the address of the browser shell`

requireNode()
const options = readOptions()
ensureModules()
const node = modernNode()
const shell = await chooseShell()
ensureBuild()
process.exitCode = await run(shell)

function readOptions() {
  const known = {
    data: { type: 'string' },
    port: { type: 'string' },
    serve: { type: 'boolean' },
    help: { type: 'boolean' },
  }
  try {
    const { values } = parseArgs({ options: known })
    if (!values.help) return values
    console.log(USAGE)
    return process.exit(0)
  } catch (error) {
    return giveUp(`${error.message}\n\n${USAGE}`)
  }
}

/** A program and its arguments. The shell says itself when it is ready, and why it was chosen. */
async function chooseShell() {
  const data = options.data ? ['--data', options.data] : []
  const server = (...more) => ({
    program: node,
    args: [join(dist, 'server.mjs'), ...data, ...(options.port ? ['--port', options.port] : []), ...more],
  })
  if (options.serve || !hasScreen()) {
    ensurePrograms(['ffmpeg'])
    return server('--because', options.serve ? 'without a window, as asked' : 'there is no screen here')
  }

  const electron = findElectron() ?? (await fetchElectron(node))
  if (electron) {
    ensurePrograms(['ffmpeg'])
    console.log('Sceneloom opens in its own window (the Electron runtime is on this machine).')
    // Chromium refuses its sandbox to root.
    const asRoot = process.platform === 'linux' && process.getuid() === 0 ? ['--no-sandbox'] : []
    return { program: electron, args: [...asRoot, root, ...data] }
  }

  ensurePrograms(['ffmpeg', 'chromium'])
  const because = 'the Electron runtime is not on this machine and could not be downloaded'
  const chromium = findChromium()
  if (chromium) return server('--window', chromium, '--because', because)
  return server('--window', 'browser', '--because', `${because}, and no Chromium was found`)
}

function hasScreen() {
  if (process.platform !== 'linux') return true
  return Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY)
}

/** Ends with the shell's own exit code, after the shell has closed the library. */
function run({ program, args }) {
  const child = spawn(program, args, { env: windowEnvironment(), stdio: 'inherit' })
  // After Ctrl+C the child has it already and does not mind; any other way to stop this process is handed on.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal))
  return new Promise((resolve) => {
    child.on('error', (error) => giveUp(`${program} could not be started: ${error.message}`))
    child.on('exit', (code) => resolve(code ?? 1))
  })
}
