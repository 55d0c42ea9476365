import { spawn } from 'node:child_process'
import { root } from './paths.mjs'
import { toolEnvironment } from './setup.mjs'

/**
 * Runs one tool and prints a line with its time. Only when it did not succeed, what `why` finds in its report,
 * or else all that it printed.
 */
export async function step(name, command, { args, env, why }) {
  const started = performance.now()
  const { code, output } = await run(command, args, env)
  const seconds = ((performance.now() - started) / 1000).toFixed(1).padStart(6)
  console.log(`${code === 0 ? 'ok  ' : 'FAIL'} ${name.padEnd(16)} ${seconds} s`)
  if (code !== 0) process.stdout.write(`\n${why?.() || output}\n`)
  return code === 0
}

function run(command, args, env) {
  return new Promise((resolve, reject) => {
    const windows = process.platform === 'win32'
    const child = spawn(command, args, {
      cwd: root,
      env: { ...toolEnvironment(), NO_COLOR: '1', ...env },
      shell: windows,
    })
    let output = ''
    const collect = (chunk) => (output += chunk)
    child.stdout.on('data', collect)
    child.stderr.on('data', collect)
    child.on('error', reject)
    child.on('exit', (code) => resolve({ code, output }))
  })
}
