import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test as base, type BrowserContext, type Page } from '@playwright/test'

const server = join(import.meta.dirname, '../dist/server.mjs')

export interface StartOptions {
  /** A temporary one unless given; only a temporary one is removed at the end. */
  readonly dataFolder?: string
  readonly args?: readonly string[]
  readonly env?: Readonly<Record<string, string>>
}

/** The built app in the browser shell, as a process of its own. */
export interface App {
  readonly dataFolder: string
  /** A new one-time address; each can be opened once. */
  readonly url: string
  /** The address without a secret. */
  readonly origin: string
  readonly pid: number
  /** Null while it runs. */
  readonly exitCode: number | null
  /** Everything it said so far. */
  readonly output: string
  /** Ends it the way Ctrl+C does and answers its exit code. */
  stop(): Promise<number | null>
  /** Ends it the way a power cut does. */
  kill9(): Promise<void>
  /** Starts it again on the same library. */
  restart(): Promise<void>
}

export async function startApp(options: StartOptions = {}): Promise<App> {
  const dataFolder = options.dataFolder ?? mkdtempSync(join(tmpdir(), 'sceneloom-e2e-'))
  const note = join(dataFolder, 'session.json')
  const url = () => (JSON.parse(readFileSync(note, 'utf8')) as { entryUrl: string }).entryUrl
  let running = await launch(dataFolder, options)
  return {
    dataFolder,
    get url() {
      return url()
    },
    get origin() {
      return new URL(url()).origin
    },
    get pid() {
      return running.child.pid!
    },
    get exitCode() {
      return running.child.exitCode
    },
    get output() {
      return running.output()
    },
    stop: () => end(running.child, 'SIGINT'),
    kill9: async () => void (await end(running.child, 'SIGKILL')),
    async restart() {
      await end(running.child, 'SIGINT')
      running = await launch(dataFolder, options)
    },
  }
}

/** Runs the program to its end: for starts that are refused. */
export async function runToEnd(args: readonly string[]): Promise<{ code: number | null; output: string }> {
  const { child, output } = spawnServer(args)
  const [code] = (await once(child, 'close')) as [number | null]
  return { code, output: output() }
}

async function launch(dataFolder: string, { args = [], env }: StartOptions) {
  const { child, output } = spawnServer(['--data', dataFolder, ...args], env)
  const ended = once(child, 'close').then(([code]) => {
    throw new Error(`the app ended with ${code}:\n${output()}`)
  })
  const isReady = () => output().includes('Sceneloom is ready')
  const ready = new Promise<void>((resolve) => child.stdout!.on('data', () => isReady() && resolve()))
  await Promise.race([ready, ended])
  ended.catch(() => undefined)
  return { child, output }
}

function spawnServer(args: readonly string[], env: StartOptions['env'] = {}) {
  const child = spawn(process.execPath, [server, ...args], {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let output = ''
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => (output += String(chunk)))
  return { child: child as ChildProcess, output: () => output }
}

async function end(child: ChildProcess, signal: 'SIGINT' | 'SIGKILL'): Promise<number | null> {
  if (child.exitCode !== null || child.signalCode !== null) return child.exitCode
  child.kill(signal)
  await once(child, 'exit')
  return child.exitCode
}

export interface Fixtures {
  /** How this file or test wants its app started. */
  readonly appOptions: StartOptions
  /** Its own app and library for each test. */
  readonly app: App
  /** A page of somebody who was never let in, closed with the test: one that is left open disturbs those behind it. */
  readonly stranger: () => Promise<Page>
  /** What any page wrote to its console as an error. Empty at the end, or the test takes them out itself. */
  readonly consoleErrors: string[]
}

/** `page` is open on the app. */
export const test = base.extend<Fixtures>({
  appOptions: [{}, { option: true }],
  app: async ({ appOptions }, provide) => {
    const app = await startApp(appOptions)
    await provide(app)
    await app.stop()
    if (!appOptions.dataFolder) rmSync(app.dataFolder, { recursive: true, force: true })
  },
  stranger: async ({ browser }, provide) => {
    const contexts: BrowserContext[] = []
    await provide(async () => {
      const context = await browser.newContext()
      contexts.push(context)
      return context.newPage()
    })
    await Promise.all(contexts.map((context) => context.close()))
  },
  consoleErrors: async ({ context }, provide) => {
    const errors: string[] = []
    context.on('weberror', (error) => errors.push(String(error.error())))
    context.on('console', (message) => {
      if (message.type() === 'error') errors.push(`${message.text()} (${message.location().url})`)
    })
    await provide(errors)
    expect(errors).toEqual([])
  },
  // Named so that the console is watched from the first page on.
  page: async ({ page, app, consoleErrors: _watched }, provide) => {
    await enter(page, app)
    await provide(page)
  },
})

export { expect }

/** Lets a page into the app, also after a restart. */
export async function enter(page: Page, app: Pick<App, 'url' | 'origin'>): Promise<void> {
  // From the first moment on: a chooser that opens before the browser knows that it is waited for is cancelled.
  page.on('filechooser', () => undefined)
  await page.goto(app.url)
  await page.waitForURL(`${app.origin}/`)
}

/** Takes out of the console what a test itself brought about. */
export function takeOut(consoleErrors: string[], ...expected: string[]): void {
  const others = consoleErrors.filter((line) => !expected.some((part) => line.includes(part)))
  consoleErrors.splice(0, Infinity, ...others)
}

interface Cut {
  readonly app: App
  readonly consoleErrors: string[]
}

/** Ends the app as a power cut does, starts it again, and opens its window as a new start would. */
export async function cutThePower(page: Page, { app, consoleErrors }: Cut): Promise<void> {
  await app.kill9()
  // The window goes with the power. Left open it would ask the new start who it is, without its cookie.
  await page.goto('about:blank')
  await page.context().clearCookies()
  await app.restart()
  await enter(page, app)
  // Until it went, the page could only say that nobody answers.
  takeOut(consoleErrors, 'ERR_CONNECTION_REFUSED')
}
