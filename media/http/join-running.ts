import { join } from 'node:path'
import type { AppError } from '../../nodes/errors.ts'
import { openAppWindow } from './app-window.ts'
import { openDefaultBrowser } from './default-browser.ts'
import type { ShellOptions } from './options.ts'
import { readSessionNote } from './session-file.ts'

export interface Joined {
  readonly message: string
  /** Ends with the window, if this process has to live as long. */
  readonly closed?: Promise<void>
}

/**
 * A second start on a data folder that is in use: shows the app that already runs there and says so. Without
 * a note that leads to it, all there is to say is the error itself.
 */
export async function joinRunning(options: ShellOptions, inUse: AppError): Promise<Joined> {
  const note = readSessionNote(options.dataFolder)
  if (!note) throw inUse
  const already = `Sceneloom is already open on ${options.dataFolder}`
  if (!note.entryUrl) return { message: `${already}, in its own window.` }
  if (!options.window) return { message: `${already}: ${note.entryUrl}` }
  if (options.window === 'browser') {
    openDefaultBrowser(options.dataFolder, note.entryUrl)
    return { message: `${already}; it was opened in your default browser.` }
  }

  const cookie = await enter(note.entryUrl)
  if (!cookie) throw inUse
  const window = await openAppWindow({
    chromium: options.window,
    profileFolder: join(options.dataFolder, 'window', 'chromium'),
    origin: new URL(note.entryUrl).origin,
    cookie,
  })
  return { message: `${already}; this is another window of it.`, ...(window && { closed: window.closed }) }
}

async function enter(entryUrl: string) {
  const answer = await fetch(entryUrl).catch(() => undefined)
  const match = /^([^=]+)=([^;]+)/.exec(answer?.headers.getSetCookie()[0] ?? '')
  return match ? { cookieName: match[1]!, cookieValue: match[2]! } : undefined
}
