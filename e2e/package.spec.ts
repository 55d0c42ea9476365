import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { enter, expect, startApp, test } from './app.ts'
import { exportPackage, openPackage } from './packages.ts'
import { command, expectState, node } from './window.ts'

test.beforeEach(({ browser: _browser }, info) => void mkdirSync(info.outputDir, { recursive: true }))

const clip = (id: string, y: number) => ({
  id,
  type: 'text-to-video',
  version: 1,
  title: id,
  position: { x: 0, y },
  params: { prompt: `${id} over the harbour`, seconds: 1 },
})
const drama = {
  format: 'sceneloom-workflow',
  version: 1,
  connections: [],
  nodes: [clip('Rain', 0), clip('Night', 500)],
}

/** A library in which a workflow was made, without a window. */
function makeLibrary(): string {
  const folder = mkdtempSync(join(tmpdir(), 'sceneloom-drama-'))
  const [file, data] = [join(folder, 'Drama.json'), join(folder, 'library')]
  writeFileSync(file, JSON.stringify(drama))
  const cli = join(import.meta.dirname, '../dist/cli.mjs')
  execFileSync(process.execPath, [cli, 'run', file, '--data', data], { stdio: 'ignore' })
  return data
}

test('a drama goes in one file to another library, and opens there as it is here', async ({
  browser,
}, info) => {
  test.slow()
  const context = await browser.newContext()
  const page = await context.newPage()
  const app = await startApp({ dataFolder: makeLibrary() })
  await enter(page, app)
  await expectState(page, 'Rain', 'Up to date')
  await command(page, 'Export a package…')
  const dialog = page.getByRole('dialog', { name: 'Export a package' })
  await expect(dialog.getByRole('radio', { name: /^All takes.*B/ })).toBeVisible()
  await expect(dialog.getByRole('radio', { name: /^Workflows only.*B/ })).toBeVisible()
  const file = info.outputPath('rain.sceneloom')
  await exportPackage(page, { name: '雨夜', file })

  const other = await startApp()
  const window = await context.newPage()
  await enter(window, other)
  await expect(node(window, 'Final cut')).toBeVisible()
  await openPackage(window, file)
  const opened = window.getByRole('dialog', { name: 'Open a package' })
  await expect(opened.getByText('Nothing runs and nothing is paid until you press Run.')).toBeVisible()
  await opened.getByRole('button', { name: 'Import', exact: true }).click()
  await expect(opened).toBeHidden()
  await expectState(window, 'Night', 'Up to date')

  // The same once more is known.
  await openPackage(window, file)
  await expect(opened.getByText('here already', { exact: true })).toBeVisible()
  await context.close()
  await Promise.all([app.stop(), other.stop()])
  for (const folder of [dirname(app.dataFolder), other.dataFolder])
    rmSync(folder, { recursive: true, force: true })
})

test('a file that is no package is refused in words', async ({ page }, info) => {
  const file = info.outputPath('evil.sceneloom')
  writeFileSync(file, 'PK and nothing more')
  await expect(node(page, 'Final cut')).toBeVisible()
  await openPackage(page, file)
  const dialog = page.getByRole('dialog', { name: 'Open a package' })
  await expect(dialog.getByRole('alert')).toContainText('evil.sceneloom cannot be let in')
  await page.keyboard.press('Escape')
  await expect(dialog).toBeHidden()
})
