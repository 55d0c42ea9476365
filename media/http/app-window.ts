import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, realpathSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
import type { Readable, Writable } from 'node:stream'
import { programEnv } from '../keys/program-env.ts'
import type { Session } from './guard.ts'

export interface AppWindow {
  /** Ends when the person closes the window. */
  readonly closed: Promise<void>
  readonly close: () => void
}

const UNRESPONSIVE_MS = 5_000

interface AppWindowOptions {
  readonly chromium: string
  /** Keeps the window's place on the screen; belongs to this app alone. */
  readonly profileFolder: string
  readonly origin: string
  readonly cookie: Pick<Session, 'cookieName' | 'cookieValue'>
}

/**
 * Opens the app in a Chromium window without tabs or address bar. Every user of this machine can read a
 * command line, so the window starts on a page that anyone may see; the cookie that lets it in is set over a
 * pipe, which no other process can open. When this process ends, however it ends, the pipe closes and the
 * window with it.
 *
 * Answers nothing when a Chromium that already ran on this profile opened the window, with the cookie it has:
 * that one lives and dies with the process that started it.
 */
export async function openAppWindow(asked: AppWindowOptions): Promise<AppWindow | undefined> {
  const options = { ...asked, profileFolder: reachableBy(asked.chromium, asked.profileFolder) }
  mkdirSync(options.profileFolder, { recursive: true, mode: 0o700 })
  const child = spawn(options.chromium, chromiumArguments(options), {
    env: programEnv(),
    stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe'],
  })
  const ended = once(child, 'exit') as Promise<[code: number | null]>
  const browser = devtools(child.stdio[3] as Writable, child.stdio[4] as Readable)
  try {
    await letIn(browser, options)
  } catch (cause) {
    const kill = setTimeout(() => child.kill('SIGKILL'), UNRESPONSIVE_MS)
    const [code] = await ended.finally(() => clearTimeout(kill))
    if (code === 0) return undefined
    throw new Error(`${options.chromium} ended with code ${code}`, { cause })
  }
  return {
    closed: ended.then(() => undefined),
    close: () => void browser.send('Browser.close').catch(() => child.kill()),
  }
}

/** A Chromium that is packed as a snap sees no hidden folder of the home folder, and ours is in one. */
function reachableBy(chromium: string, profileFolder: string): string {
  if (!realpathSync(chromium).endsWith('/snap')) return profileFolder
  return join(homedir(), 'snap', 'chromium', 'common', 'sceneloom')
}

async function letIn(browser: Devtools, { cookie, origin }: AppWindowOptions): Promise<void> {
  const { cookieName: name, cookieValue: value } = cookie
  await browser.send('Storage.setCookies', {
    cookies: [{ name, value, url: origin, httpOnly: true, sameSite: 'Strict' }],
  })
  const targetId = await firstPage(browser)
  const { sessionId } = await browser.send('Target.attachToTarget', { targetId, flatten: true })
  await browser.send('Page.navigate', { url: `${origin}/` }, sessionId as string)
  await browser.send('Target.detachFromTarget', { sessionId })
}

function chromiumArguments({ origin, profileFolder }: AppWindowOptions): string[] {
  return [
    `--app=${origin}/enter`,
    `--user-data-dir=${profileFolder}`,
    '--remote-debugging-pipe',
    '--window-size=1440,900',
    '--no-first-run',
    '--no-default-browser-check',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
    '--password-store=basic',
    '--hide-crash-restore-bubble',
    '--disable-features=Translate',
    // Chromium refuses its sandbox to root, and would show a warning bar about it.
    ...(process.getuid?.() === 0 ? ['--no-sandbox', '--test-type'] : []),
  ]
}

interface Devtools {
  readonly send: (method: string, params?: object, sessionId?: string) => Promise<Record<string, unknown>>
}

interface DevtoolsMessage {
  readonly id?: number
  readonly result?: Record<string, unknown>
  readonly error?: { readonly message: string }
}

/** The DevTools protocol over a pipe: JSON texts that end with a zero byte. */
function devtools(input: Writable, output: Readable): Devtools {
  const waiting = new Map<number, (message: DevtoolsMessage) => void>()
  let lastId = 0
  let rest = ''
  const ended = (message: string) => {
    for (const settle of waiting.values()) settle({ error: { message } })
    waiting.clear()
  }
  input.on('error', (error) => ended(error.message))
  output.on('close', () => ended('the window closed'))
  output.setEncoding('utf8').on('data', (text: string) => {
    const messages = (rest + text).split('\0')
    rest = messages.pop()!
    for (const message of messages.map((json) => JSON.parse(json) as DevtoolsMessage)) {
      const settle = waiting.get(message.id ?? 0)
      waiting.delete(message.id ?? 0)
      settle?.(message)
    }
  })
  return {
    send: (method, params = {}, sessionId) =>
      new Promise((resolve, reject) => {
        const id = ++lastId
        waiting.set(id, ({ result, error }) =>
          error ? reject(new Error(error.message)) : resolve(result ?? {}),
        )
        input.write(`${JSON.stringify({ id, method, params, sessionId })}\0`)
      }),
  }
}

interface TargetInfo {
  readonly targetId: string
  readonly type: string
}

async function firstPage(browser: Devtools): Promise<string> {
  for (;;) {
    const { targetInfos } = (await browser.send('Target.getTargets')) as { targetInfos: TargetInfo[] }
    const page = targetInfos.find((target) => target.type === 'page')
    if (page) return page.targetId
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}
