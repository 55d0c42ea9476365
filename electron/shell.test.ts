import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { runInNewContext } from 'node:vm'
import { buildSync } from 'esbuild'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { DesktopBridge } from '../nodes/contract/bridge.ts'
import type { CoreEvent } from '../nodes/contract/events.ts'
import type { FilmExport } from '../nodes/contract/films.ts'
import { emptyDocument, WorkflowDocument } from '../nodes/graph/document.ts'
import type { Media } from '../nodes/media.ts'
import * as fake from './fake-electron.ts'
import { startShell } from './shell.ts'

vi.mock('electron', () => import('./fake-electron.ts'))

const preload = buildSync({
  entryPoints: [join(import.meta.dirname, 'preload.ts')],
  bundle: true,
  write: false,
  format: 'cjs',
  external: ['electron'],
}).outputFiles[0]!.text
/** The smallest picture: one pixel. */
const PIXEL = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
)

let folder: string
let picture: string

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'sceneloom-electron-'))
  mkdirSync(join(folder, 'renderer'))
  writeFileSync(join(folder, 'renderer', 'index.html'), '<title>window</title>')
  picture = join(folder, '雨.png')
  writeFileSync(picture, PIXEL)
  fake.restart()
})

afterEach(async () => {
  if (fake.windows[0]) await quit()
  rmSync(folder, { recursive: true, force: true })
})

describe('starting', () => {
  it('shows a confined window when it is ready', async () => {
    const { window } = await start()
    expect(window.options).toMatchObject({ show: false, backgroundColor: '#131416', minWidth: 1024 })
    expect(window.options.webPreferences).toMatchObject({
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
    })
    await expect.poll(() => window.shown).toBe(true)
    expect(window.webContents.mainFrame.url).toBe('app://sceneloom/')
  })

  it('brings its window to the front when it is started once more', async () => {
    const { window } = await start()
    fake.app.emit('second-instance')
    expect(window.focused).toBe(1)
  })

  it('opens nothing as the second on the same library', async () => {
    fake.answers.isFirst = false
    await startShell(paths())
    expect(fake.windows).toHaveLength(0)
    expect(existsSync(join(folder, 'library', 'library.db'))).toBe(false)
    expect(fake.said.exitCode).toBe(0)
  })

  it('says why it cannot start and ends', async () => {
    writeFileSync(join(folder, 'file'), '')
    await startShell({ ...paths(), dataFolder: join(folder, 'file') })
    expect(fake.said.errors[0]).toMatch(/^Sceneloom could not start: .+file/)
    expect(fake.said.exitCode).toBe(1)
    expect(fake.windows).toHaveLength(0)
  })

  it('closes the library before it ends, so that it can be opened again', async () => {
    await start()
    await quit()
    expect(fake.said.exitCode).toBe(0)
    fake.restart()
    await start()
    expect(fake.said.errors).toEqual([])
  })
})

describe('the window', () => {
  it('is served from its own scheme with its policy, and nothing else is', async () => {
    await start()
    const page = await fake.chromium.fetch('app://sceneloom/')
    expect(await page.text()).toBe('<title>window</title>')
    expect(page.headers.get('content-type')).toBe('text/html; charset=utf-8')
    expect(page.headers.get('content-security-policy')).toContain("default-src 'none'")
    for (const url of [
      'app://elsewhere/',
      'app://sceneloom/../library.db',
      'app://sceneloom/media/library.db',
    ]) {
      expect((await fake.chromium.fetch(url)).status).toBe(404)
    }
  })

  it('plays media in the ranges that a player asks for', async () => {
    const { core } = await start()
    const id = await importPicture(core)
    const whole = await fake.chromium.fetch(`app://sceneloom/media/${id}`)
    expect(Buffer.from(await whole.arrayBuffer())).toEqual(PIXEL)
    const part = await fake.chromium.fetch(`app://sceneloom/media/${id}`, { headers: { range: 'bytes=1-' } })
    expect(part.status).toBe(206)
    expect(part.headers.get('content-range')).toBe(`bytes 1-${PIXEL.length - 1}/${PIXEL.length}`)
    expect(Buffer.from(await part.arrayBuffer())).toEqual(PIXEL.subarray(1))
  })

  it('plays what was exported, by its place in the list and by nothing else', async () => {
    const { core } = await start()
    const { id, files } = await exportPicture(core, join(folder, 'out'))
    const url = `app://sceneloom/export/${id}/0`
    const part = await fake.chromium.fetch(url, { headers: { range: 'bytes=4-7' } })
    expect([part.status, part.headers.get('content-type')]).toEqual([206, 'video/mp4'])
    expect(await part.text()).toBe('ftyp')
    expect(part.headers.get('content-security-policy')).toContain("default-src 'none'")
    const whole = await fake.chromium.fetch(url)
    expect(Buffer.from(await whole.arrayBuffer())).toEqual(readFileSync(files[0]!))
    for (const path of [`${id}/9`, `${id}/2`, `${id}/../../library.db`, 'x/0', id])
      expect([path, (await fake.chromium.fetch(`app://sceneloom/export/${path}`)).status]).toEqual([
        path,
        404,
      ])
  })

  it('cannot leave, open windows or use devices', async () => {
    const { window } = await start()
    const leave = (url: string) => !fake.emitPreventable(window.webContents, 'will-navigate', { url })
    expect(['https://evil.example/', 'file:///etc/passwd', 'app://sceneloom/media/x'].every(leave)).toBe(true)
    expect(leave('app://sceneloom/')).toBe(false)
    expect(['media', 'geolocation', 'notifications', 'openExternal'].map(fake.chromium.allows)).toEqual([
      false,
      false,
      false,
      false,
    ])
    expect(fake.chromium.allows('fullscreen')).toBe(true)
  })

  it('opens in the browser only addresses that the app knows', async () => {
    const { window } = await start()
    const addresses = [
      'https://ffmpeg.org/download.html',
      'http://ffmpeg.org/',
      'https://ffmpeg.org.evil.example/',
      'https://evil.example/?https://ffmpeg.org/',
      'javascript:alert(1)',
      'file:///etc/passwd',
      'smb://server/share',
      'nonsense',
    ]
    for (const url of addresses) expect(window.webContents.openHandler?.({ url })).toEqual({ action: 'deny' })
    await expect.poll(() => fake.said.opened).toEqual(['https://ffmpeg.org/download.html'])
  })

  it('comes back after a crash, but not for ever', async () => {
    const { window } = await start()
    const crash = (reason: string) => window.webContents.emit('render-process-gone', {}, { reason })
    crash('clean-exit')
    expect(window.webContents.reloads).toBe(0)
    crash('crashed')
    crash('crashed')
    expect(window.webContents.reloads).toBe(1)
  })

  it('is where it was at the next start', async () => {
    const { window } = await start()
    window.maximize()
    await quit()
    fake.restart()
    expect((await start()).window.maximized).toBe(true)
  })
})

describe('the border between window and core', () => {
  it('carries calls, replies and events', async () => {
    const { core } = await start()
    const events: CoreEvent[] = []
    const stop = core.onEvent((event) => events.push(event))
    expect(await core.call('settings.set', { patch: { theme: 'light' } })).toMatchObject({ ok: true })
    expect(events).toMatchObject([{ type: 'settings.changed', settings: { theme: 'light' } }])
    expect(fake.nativeTheme.themeSource).toBe('light')

    stop()
    await core.call('settings.set', { patch: { theme: 'dark' } })
    expect(events).toHaveLength(1)
    expect(await core.call('no.method', {})).toMatchObject({ ok: false, error: { code: 'invalid_input' } })
  })

  it('listens to nobody but the page of its window', async () => {
    const { window } = await start()
    const { mainFrame } = window.webContents
    const strangers = [null, { url: 'app://sceneloom/' }, { ...mainFrame }]
    for (const frame of strangers) {
      await expect(fake.invokeFrom(frame, 'call', ['app.info', {}])).rejects.toThrow(/foreign frame/)
    }
    mainFrame.url = 'about:blank'
    await expect(fake.invokeFrom(mainFrame, 'call', ['app.info', {}])).rejects.toThrow(/foreign frame/)
  })

  it('imports files that were picked by their paths, and what the page made by its bytes alone', async () => {
    const { core, page } = await start()
    const picked = page.pick(picture)
    const made = new File([PIXEL], 'Final cut 00-00-03-12.png')
    const [first, second] = await core.importFiles([picked, made])
    expect(first).toMatchObject({
      ok: true,
      value: { media: { name: '雨.png', kind: 'image' }, existed: false },
    })
    expect(second).toMatchObject({ ok: true, value: { existed: true } })
    const words = await core.importFiles([new File(['x'], 'invented.png')])
    expect(words).toMatchObject([{ ok: false, error: { code: 'file_not_media' } }])
  })

  it('saves a copy where the person says, and only then', async () => {
    const { core } = await start()
    const id = await importPicture(core)
    expect(await core.saveFile(id, '雨.png')).toEqual({ ok: true, value: false })
    fake.answers.savePath = join(folder, 'copy.png')
    expect(await core.saveFile(id, '雨.png')).toEqual({ ok: true, value: true })
    expect(readFileSync(fake.answers.savePath)).toEqual(PIXEL)
    fake.answers.savePath = join(folder, 'gone', 'copy.png')
    expect(await core.saveFile(id, '雨.png')).toMatchObject({ error: { code: 'folder_not_writable' } })
    expect(await core.saveFile('../library.db', 'x')).toMatchObject({ error: { code: 'media_missing' } })
  })

  it('imports a folder whose path the page never sees, and refuses what is no path', async () => {
    const { core } = await start()
    const told: CoreEvent[] = []
    core.onEvent((event) => told.push(event))
    const footage = join(folder, 'footage')
    mkdirSync(join(footage, '第一天'), { recursive: true })
    writeFileSync(join(footage, '第一天', '雨.png'), PIXEL)
    const { mainFrame } = fake.windows[0]!.webContents
    const reply = await fake.invokeFrom(mainFrame, 'import-paths', [[footage], 'link'])
    expect(reply).toMatchObject({ ok: true, value: { state: 'running', way: 'link', name: 'footage' } })
    await expect
      .poll(() => told.findLast((event) => event.type === 'import.changed')?.import)
      .toMatchObject({ state: 'done', counts: { imported: 1 } })
    const { media } = told.find((event) => event.type === 'media.changed')!
    expect(media.linkedPath).toBe(join(footage, '第一天', '雨.png'))
    // A file that the page made up has no path.
    expect(await core.importPaths([new File([], 'x')], 'copy')).toMatchObject({
      ok: false,
      error: { code: 'invalid_input' },
    })
  })

  it('lets a drag carry real files under their own names, which are copies', async () => {
    const { core, window } = await start()
    const id = await importPicture(core)
    core.startDrag(['../library.db', id, 'f'.repeat(64)])
    const { drags } = window.webContents
    await expect.poll(() => drags.length).toBe(1)
    const { file, files } = drags[0]!
    expect([file, files]).toEqual([expect.stringMatching(/雨\.png$/), [file]])
    writeFileSync(file, 'an editor wrote over it')
    core.startDrag([id])
    await expect.poll(() => drags.length).toBe(2)
    expect(readFileSync(drags[1]!.file)).toEqual(PIXEL)
    core.startDrag(['no id'])
    expect(drags).toHaveLength(2)
  })

  it('picks a folder, and shows what was exported and nothing else', async () => {
    const { core } = await start()
    expect(await core.pickFolder()).toEqual({ ok: true, value: null })
    const out = join(folder, 'out')
    fake.answers.folder = out
    expect(await core.pickFolder('/somewhere')).toEqual({ ok: true, value: out })

    const { id, files } = await exportPicture(core, out)
    expect(files).toEqual([join(out, 'film.mp4'), join(out, 'film.csv'), join(out, 'film media')])
    expect(await core.showFile(id)).toEqual({ ok: true, value: true })
    expect(await core.showFile(id, 2)).toEqual({ ok: true, value: true })
    expect(fake.said.shown).toEqual([files[0], files[2]])
    rmSync(files[1]!)
    for (const [asked, index] of [[id, 1], [id, 3], [out, 0], ['/etc/passwd']] as const) {
      expect(await core.showFile(asked, index)).toMatchObject({ error: { code: 'not_found' } })
    }
    expect(fake.said.shown).toHaveLength(2)
  })

  it("shows the window's menu and brings back what is chosen from it", async () => {
    const { core } = await start()
    expect(fake.said.menu).toMatchObject([{ submenu: [{ type: 'separator' }, { role: 'quit' }] }])
    core.setMenu([{ label: 'Edit', items: [{ id: 'undo', label: 'Undo', enabled: true }] }])
    const commands: string[] = []
    core.onCommand((id) => commands.push(id))

    const items = fake.said.menu.flatMap(({ submenu }) => (Array.isArray(submenu) ? submenu : []))
    const undo = items.find((item) => item.id === 'undo')?.click as ((...args: object[]) => void) | undefined
    undo?.({}, {}, {})
    expect(commands).toEqual(['undo'])
  })
})

function paths() {
  return {
    dataFolder: join(folder, 'library'),
    rendererFolder: join(folder, 'renderer'),
    preload: join(folder, 'preload.cjs'),
  }
}

/** Starts the shell and runs the built preload in its window, where it may require nothing but electron. */
async function start() {
  await startShell(paths())
  expect(fake.said.errors).toEqual([])
  const window = fake.windows[0]!
  const filePaths = new Map<unknown, string>()
  const side = fake.preloadSide(window, filePaths)
  const require = (name: string) => {
    if (name !== 'electron') throw new Error(`module not found: ${name}`)
    return side.electron
  }
  runInNewContext(preload, { require, module: { exports: {} }, exports: {}, process: { platform: 'linux' } })
  const page = {
    pick(path: string): File {
      const file = new File([readFileSync(path)], path.split('/').at(-1)!)
      filePaths.set(file, path)
      return file
    },
  }
  return { window, page, core: side.page['core'] as DesktopBridge<File> }
}

async function importPicture(core: DesktopBridge<File>): Promise<string> {
  const reply = await fake.invokeFrom(fake.windows[0]!.webContents.mainFrame, 'import-files', [
    [{ name: '雨.png', path: picture }],
  ])
  const [imported] = reply as [{ value: { media: Media } }]
  expect(imported.value.media.id).toBe(createHash('sha256').update(PIXEL).digest('hex'))
  expect(await core.call('media.get', { ids: [imported.value.media.id] })).toMatchObject({ ok: true })
  return imported.value.media.id
}

/** A film of one picture, exported to a folder. */
async function exportPicture(core: DesktopBridge<File>, out: string): Promise<FilmExport> {
  const mediaId = await importPicture(core)
  const place = { version: 1, position: { x: 0, y: 0 } }
  const cut = { shots: [{ wire: 'w', seconds: 0.1 }] }
  const nodes = [
    { ...place, id: 'still', type: 'media', params: { mediaId, kind: 'image' } },
    { ...place, id: 'film', type: 'video-stitcher', params: { size: '720x1280', cut } },
  ]
  const connections = [
    { id: 'w', from: { node: 'still', port: 'image' }, to: { node: 'film', port: 'clips' } },
  ]
  const document = WorkflowDocument.parse({ ...emptyDocument(), nodes, connections })
  const workflow = await ask<{ id: string }>(core, 'workflows.create', { name: 'Rain', document })
  const order = { workflowId: workflow.id, nodeId: 'film', preset: 'same', folder: out, name: 'film' }
  const ended = new Promise<FilmExport>((resolve) => {
    core.onEvent((event) => {
      if (event.type === 'export.changed' && event.export.state !== 'running') resolve(event.export)
    })
  })
  await ask(core, 'exports.start', { ...order, handoff: ['csv'] })
  return ended
}

async function ask<T>(core: DesktopBridge<File>, name: string, input: unknown): Promise<T> {
  const reply = await core.call(name, input)
  if (!reply.ok) throw new Error(reply.error.message)
  return reply.value as T
}

async function quit(): Promise<void> {
  fake.windows[0]!.close()
  await expect.poll(() => fake.said.exitCode).toBeDefined()
}
