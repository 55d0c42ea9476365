import { spawn } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { programEnv } from '../keys/program-env.ts'

const openers: Partial<Record<NodeJS.Platform, readonly [string, ...string[]]>> = {
  darwin: ['open'],
  win32: ['explorer.exe'],
}

/**
 * Opens an address that holds a secret. It goes through a file that only this user can read: the command line
 * of a browser can be read by everybody on this machine.
 */
export function openDefaultBrowser(dataFolder: string, url: string): void {
  const file = join(dataFolder, 'open.html')
  writeFileSync(file, `<!doctype html><meta http-equiv="refresh" content="0; url=${url}">\n`, { mode: 0o600 })
  const [program, ...args] = openers[process.platform] ?? ['xdg-open']
  const opener = spawn(program, [...args, file], { env: programEnv(), stdio: 'ignore', detached: true })
  // Without an opener the person still has the printed address.
  opener.on('error', () => undefined)
  opener.unref()
}
