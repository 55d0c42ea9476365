import { execFileSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { _electron, expect, test, type ElectronApplication, type Page } from '@playwright/test'
import type { DesktopBridge } from '../nodes/contract/bridge.ts'

const root = join(import.meta.dirname, '..')
const runtime = findRuntime()
const WHY_NOT =
  'the Electron runtime is not on this machine; "npm start" downloads it where it can be reached'

if (!runtime) console.log(`Not run: the tests in Electron, because ${WHY_NOT}.`)
test.skip(!runtime, WHY_NOT)

let folder: string
let app: ElectronApplication
let page: Page

test.beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'sceneloom-electron-'))
  const asRoot = process.getuid?.() === 0 ? ['--no-sandbox'] : []
  const args = [...asRoot, root, '--data', join(folder, 'library')]
  app = await _electron.launch({ ...(runtime && { executablePath: runtime }), args })
  page = await app.firstWindow()
})

test.afterEach(async () => {
  await app.close()
  rmSync(folder, { recursive: true, force: true })
})

test('opens a confined window on the core', async () => {
  await expect(page).toHaveTitle(/Sceneloom/)
  expect(page.url()).toBe('app://sceneloom/')
  const inPage = await page.evaluate(async () => ({
    node: 'require' in window || 'process' in window,
    info: await (window as unknown as { core: DesktopBridge<File> }).core.call('app.info', {}),
  }))
  expect(inPage).toMatchObject({ node: false, info: { ok: true } })
})

test('imports a picked file by its path and seeks in it', async () => {
  const clip = join(folder, 'clip.mp4')
  const source = ['-f', 'lavfi', '-i', 'testsrc2=s=180x320:r=24:d=4']
  execFileSync('ffmpeg', ['-v', 'error', ...source, '-c:v', 'libx264', '-pix_fmt', 'yuv420p', clip])
  await page.evaluate(() => {
    document.body.append(Object.assign(document.createElement('input'), { type: 'file', id: 'picked' }))
  })
  await page.setInputFiles('#picked', clip)
  const seekedTo = await page.evaluate(async () => {
    const { core } = window as unknown as { core: DesktopBridge<File> }
    const input = document.querySelector<HTMLInputElement>('#picked')!
    const [reply] = await core.importFiles([...input.files!])
    const { media } = (reply as { value: { media: { id: string } } }).value
    const video = document.createElement('video')
    video.src = `/media/${media.id}`
    await new Promise((resolve, reject) => {
      video.addEventListener('loadedmetadata', resolve)
      video.addEventListener('error', reject)
    })
    video.currentTime = 3
    await new Promise((resolve) => video.addEventListener('seeked', resolve))
    return video.currentTime
  })
  expect(seekedTo).toBeCloseTo(3, 1)
})

test('sends the commands of its native menu to the window', async () => {
  const sent = page.evaluate(
    () =>
      new Promise((resolve) =>
        (window as unknown as { core: DesktopBridge<File> }).core.onCommand((id) => resolve(id)),
      ),
  )
  await app.evaluate(({ Menu }) => Menu.getApplicationMenu()?.getMenuItemById('undo')?.click())
  expect(await sent).toBe('undo')
})

function findRuntime(): string | undefined {
  const folder = join(root, 'node_modules/electron')
  const note = join(folder, 'path.txt')
  const program = existsSync(note) ? join(folder, 'dist', readFileSync(note, 'utf8')) : undefined
  return program && existsSync(program) ? program : undefined
}
