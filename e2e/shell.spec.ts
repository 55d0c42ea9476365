import { createServer } from 'node:http'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { enter, expect, runToEnd, startApp, takeOut, test } from './app.ts'
import { node } from './window.ts'

test('opens its window from a one-time address, which opens nothing a second time', async ({
  stranger,
  app,
}) => {
  const { url } = app
  const first = await stranger()
  await first.goto(url)
  await expect(first).toHaveTitle(/Sceneloom/)
  await expect(first).toHaveURL(`${app.origin}/`)

  const second = await stranger()
  expect((await second.goto(url))?.status()).toBe(401)
  expect((await second.goto(app.origin))?.status()).toBe(401)
  expect((await second.goto(`${app.origin}/media/${'a'.repeat(64)}`))?.status()).toBe(401)
})

test('a web page in the same browser reaches nothing, whatever it tries', async ({
  page,
  app,
  consoleErrors,
}) => {
  const hostile = await hostilePage()
  const tab = await page.context().newPage()
  await tab.goto(hostile.url)
  const outcome = await tab.evaluate(async (origin) => {
    const settled = (promise: Promise<unknown>) =>
      promise.then(
        (value) => value,
        () => 'refused',
      )
    const loads = (element: HTMLImageElement | HTMLScriptElement | HTMLIFrameElement) =>
      new Promise((resolve) => {
        element.addEventListener('load', () => resolve('loaded'))
        element.addEventListener('error', () => resolve('refused'))
        element.src = `${origin}/`
        document.body.append(element)
      })
    const socket = (url: string) =>
      new Promise((resolve) => {
        const line = new WebSocket(url)
        line.addEventListener('open', () => resolve('open'))
        line.addEventListener('error', () => resolve('refused'))
      })
    const upload = { method: 'POST', body: 'x', credentials: 'include' } as const
    return {
      read: await settled(fetch(origin, { credentials: 'include' }).then((answer) => answer.text())),
      // Without CORS the answer is hidden, but a request that had an effect would have had it.
      write: await settled(
        fetch(`${origin}/upload?name=a.png`, { ...upload, mode: 'no-cors' }).then(() => 'sent'),
      ),
      image: await loads(new Image()),
      script: await loads(document.createElement('script')),
      socket: await socket(`${origin.replace('http', 'ws')}/rpc`),
    }
  }, app.origin)
  expect(outcome).toEqual({
    read: 'refused',
    write: 'refused',
    image: 'refused',
    script: 'refused',
    socket: 'refused',
  })

  // A form and a sandboxed frame (its origin is "null") navigate, so they see the refusal itself.
  const form = await tab.context().newPage()
  await form.setContent(
    `<form method="post" action="${app.origin}/upload?name=b.png"><button>Win</button></form>`,
  )
  const [answer] = await Promise.all([form.waitForResponse(/upload/), form.click('button')])
  expect(answer.status()).toBe(403)
  hostile.close()

  const library = await ask(page, 'media.list', { limit: 10, offset: 0 })
  expect(library).toMatchObject({ ok: true, value: { total: 0 } })
  consoleErrors.length = 0
})

test('a name that was rebound to this machine reaches nothing', async ({ stranger, app }) => {
  const page = await stranger()
  const { port } = new URL(app.origin)
  expect((await page.goto(`http://rebound.example:${port}/`))?.status()).toBe(421)
  expect((await page.goto(app.url.replace('127.0.0.1', 'rebound.example')))?.status()).toBe(421)
})

test('the window may load nothing from elsewhere and runs no injected script', async ({
  page,
  consoleErrors,
}) => {
  const ran = await page.evaluate(async () => {
    const attempt = async (action: () => unknown) => {
      try {
        return await action()
      } catch (error) {
        return (error as Error).name
      }
    }
    // What this test itself evaluates may evaluate more; what runs later is the page's own.
    await new Promise((resolve) => setTimeout(resolve))
    const inline = document.createElement('script')
    document.body.append(inline)
    return {
      text: await attempt(() => (inline.textContent = 'document.title = "mine"')),
      markup: await attempt(() => (document.body.innerHTML = '<img src=x onerror="document.title = 1">')),
      handler: await attempt(() => inline.setAttribute('onclick', 'document.title = "mine"')),
      code: await attempt(() => new Function('return true')() as boolean),
      network: await attempt(() => fetch('https://elsewhere.example/')),
      title: document.title,
    }
  })
  const refused = 'TypeError'
  expect(ran).toMatchObject({ text: refused, markup: refused, handler: refused, network: refused })
  expect(ran.code).toBe('EvalError')
  expect(ran.title).toContain('Sceneloom')
  expect(consoleErrors.some((text) => text.includes('Content Security Policy'))).toBe(true)
  consoleErrors.length = 0
})

test('keeps its secrets where only this user can read them', async ({ app }) => {
  const mode = (file: string) => (statSync(file).mode & 0o777).toString(8)
  expect(mode(app.dataFolder)).toBe('700')
  expect(mode(join(app.dataFolder, 'session.json'))).toBe('600')
  const token = new URL(app.url).searchParams.get('token')!
  expect(readFileSync(`/proc/${app.pid}/cmdline`, 'utf8')).not.toContain(token)
  expect(readFileSync(`/proc/${app.pid}/environ`, 'utf8')).not.toContain(token)
})

test('a second start leads to the first', async ({ app, stranger }) => {
  const second = await runToEnd(['--data', app.dataFolder])
  expect(second.code).toBe(0)
  expect(second.output).toContain(`Sceneloom is already open on ${app.dataFolder}`)
  const page = await stranger()
  await page.goto(/http:\S+/.exec(second.output)![0])
  await expect(page).toHaveURL(`${app.origin}/`)
})

test('says in a sentence why it cannot start', async ({ app }) => {
  const folder = mkdtempSync(join(tmpdir(), 'sceneloom-e2e-'))
  const { port } = new URL(app.origin)
  const taken = await runToEnd(['--data', folder, '--port', port])
  expect(taken).toEqual({
    code: 1,
    output: `Port ${port} is used by another program. Leave the port out to let Sceneloom choose one.\n`,
  })

  writeFileSync(join(folder, 'file'), '')
  const unwritable = await runToEnd(['--data', join(folder, 'file')])
  expect(unwritable.code).toBe(1)
  expect(unwritable.output).toMatch(/^Nothing can be written to .*file\. Check its permissions.*\n$/)
  expect((await runToEnd(['--data', folder, '--port', 'many'])).output).toMatch(/^--port must be a number/)
  rmSync(folder, { recursive: true })
})

test('ends cleanly on Ctrl+C and opens again after a power cut', async ({ stranger }) => {
  const app = await startApp()
  expect(await app.stop()).toBe(0)
  const again = await startApp({ dataFolder: app.dataFolder })
  await again.kill9()
  await again.restart()
  await enter(await stranger(), again)
  expect(await again.stop()).toBe(0)
  rmSync(app.dataFolder, { recursive: true })
})

test('a window that was left open saves its work by itself after a crash', async ({
  page,
  app,
  consoleErrors,
}) => {
  const { origin } = app
  const words = node(page, 'Shot 1').getByRole('textbox', { name: 'Text' })
  const line = 'She finds the letter after the lights went out.'
  await expect(words).toBeVisible()
  await app.kill9()
  await words.fill(line)
  await expect(page.getByText('The Sceneloom core does not answer.')).toBeVisible()

  await app.restart()
  expect(app.origin).toBe(origin)
  await expect(page.getByText('The Sceneloom core does not answer.')).toBeHidden({ timeout: 20_000 })
  await expect.poll(() => savedWords(page)).toContain(line)
  takeOut(consoleErrors, 'ERR_CONNECTION_REFUSED')

  await page.reload()
  await expect(words).toHaveValue(line)
})

test('a window of an older session says so, and is let in by the next window', async ({
  page,
  app,
  context,
  consoleErrors,
}) => {
  const words = node(page, 'Shot 1').getByRole('textbox', { name: 'Text' })
  const line = 'He reads it twice.'
  await expect(words).toBeVisible()
  await app.kill9()
  writeFileSync(join(app.dataFolder, 'window-session.json'), forgotten(app.origin))
  await words.fill(line)
  await app.restart()
  await expect(page.getByText('Sceneloom was started anew.').first()).toBeVisible()

  const next = await context.newPage()
  await enter(next, app)
  await expect.poll(() => savedWords(next)).toContain(line)
  await expect(page.getByText('Sceneloom was started anew.')).toHaveCount(0)
  takeOut(consoleErrors, 'ERR_CONNECTION_REFUSED', '401', 'HTTP Authentication failed')
})

/** A page of another origin, with the whole browser at its disposal. */
async function hostilePage() {
  const server = createServer((_request, response) => {
    response.setHeader('content-type', 'text/html')
    response.end('<title>Free wallpapers</title>')
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  return {
    url: `http://localhost:${port}/`,
    close: () => void (server.closeAllConnections(), server.close()),
  }
}

/** The same port with a secret that is too old to be used again. */
function forgotten(origin: string): string {
  return JSON.stringify({ port: Number(new URL(origin).port), secret: 'x'.repeat(43), since: 0 })
}

/** What the library has of the open workflow, asked past the window's own state. */
async function savedWords(page: Page): Promise<string> {
  return JSON.stringify(await ask(page, 'workflows.open', {}))
}

/** One call over a socket of the page's own. */
function ask(page: Page, name: string, input: unknown): Promise<unknown> {
  return page.evaluate(
    ([name, input]) =>
      new Promise((resolve, reject) => {
        const socket = new WebSocket(`ws://${location.host}/rpc`)
        socket.addEventListener('error', () => reject(new Error('no socket')))
        socket.addEventListener('open', () => socket.send(JSON.stringify({ id: 1, name, input })))
        socket.addEventListener('message', ({ data }) => {
          const frame = JSON.parse(String(data)) as { id?: number; reply?: unknown }
          if (frame.id === 1) resolve(frame.reply)
        })
      }),
    [name, input] as const,
  )
}
