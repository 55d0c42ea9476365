import {
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { expect, test } from './app.ts'
import { makeMedia } from './film.ts'
import { command, openSettings, startBlank } from './window.ts'

const stored = (dataFolder: string) =>
  readdirSync(join(dataFolder, 'objects'), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))

test('a moved file is found by its content and brought back', async ({ page, app }, info) => {
  const picture = makeMedia(
    info.outputPath('rain.png'),
    ...'-f lavfi -i color=red:s=320x240 -frames:v 1'.split(' '),
  )
  await startBlank(page)
  const body = readFileSync(picture).toString('base64')
  await page.evaluate(async (text) => {
    const bytes = Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0))
    await fetch('/upload?name=rain.png', { method: 'POST', body: bytes })
  }, body)
  await expect.poll(() => stored(app.dataFolder).length).toBe(1)
  const [file] = stored(app.dataFolder)
  renameSync(file!, info.outputPath('somewhere else'))

  const health = await openSettings(page, 'Library health')
  await test.step('look, and be told what is wrong', async () => {
    await health.getByRole('button', { name: /^Examine/ }).click()
    await expect(health.getByText('Missing rain.png')).toBeVisible()
    await health.getByLabel('Also look in this folder').fill(info.outputDir)
    await health.getByLabel('Also look in this folder').press('Enter')
    await health.getByRole('button', { name: 'Examine again' }).click()
    await expect(health.getByText('found at')).toBeVisible()
    await health.screenshot({ path: info.outputPath('health.png') })
  })
  await test.step('read what would be done, and have it done', async () => {
    await health.getByRole('button', { name: 'Bring back: rain.png' }).click()
    const asked = page.getByRole('alertdialog')
    await expect(asked.getByText('The one there stays.')).toBeVisible()
    expect(stored(app.dataFolder)).toEqual([])
    await asked.getByRole('button', { name: 'Bring back' }).click()
    await expect(page.getByText('Done: one.')).toBeVisible()
    expect(stored(app.dataFolder)).toEqual([file])
    await health.getByRole('button', { name: 'Examine again' }).click()
    await expect(health.getByText('Everything is where it belongs.')).toBeVisible()
  })
})

test('all that a crash left is set aside at once, and is looked through only before and after', async ({
  page,
  app,
}) => {
  const sent: string[] = []
  page.on('websocket', (socket) => socket.on('framesent', ({ payload }) => sent.push(String(payload))))
  await page.reload()
  const old = Date.now() / 1000 - 3600
  for (let n = 0; n < 120; n++) {
    writeFileSync(join(app.dataFolder, 'temp', `${n}.part`), 'half')
    utimesSync(join(app.dataFolder, 'temp', `${n}.part`), old, old)
  }
  await startBlank(page)
  const health = await openSettings(page, 'Library health')
  await health.getByRole('button', { name: /^Examine/ }).click()
  await health.getByRole('button', { name: 'Set aside: all 120' }).click()
  const orders = () => sent.filter((frame) => frame.includes('doctor.mend'))
  const lookedThrough = () => orders().filter((frame) => frame.includes('"dryRun":true')).length
  const before = lookedThrough()
  await page.getByRole('alertdialog').getByRole('button', { name: 'Set aside' }).click()
  await expect(page.getByText('Done: 120.')).toBeVisible()
  expect(readdirSync(join(app.dataFolder, 'temp'))).toEqual([])
  expect(orders().length - lookedThrough()).toBe(5)
  // One look for each remedy, at most.
  expect(lookedThrough()).toBeLessThanOrEqual(before + 6)
})

test('a backup is put back without leaving the window', async ({ page }, info) => {
  await startBlank(page)
  const backups = await openSettings(page, 'Backups')
  await expect(backups.getByText('No backup yet.')).toBeVisible()
  await backups.getByRole('button', { name: 'Back up now' }).click()
  await expect(backups.getByText('2 workflows')).toBeVisible()
  await backups.screenshot({ path: info.outputPath('backups.png') })
  await page.keyboard.press('Escape')
  await command(page, 'New workflow')
  const again = await openSettings(page, 'Backups')
  await again.getByRole('button', { name: /^Restore the backup of/ }).click()
  await page.getByRole('alertdialog').getByRole('button', { name: 'Put it back' }).click()
  await Promise.all([page.waitForEvent('load'), again.getByRole('button', { name: 'Restart now' }).click()])
  const put = await openSettings(page, 'Backups')
  await expect(put.getByText('2 workflows')).toBeVisible()
})

test('a damaged library opens from its backup and says so once', async ({ page, app, consoleErrors }) => {
  await startBlank(page)
  const backups = await openSettings(page, 'Backups')
  await backups.getByRole('button', { name: 'Back up now' }).click()
  await expect(backups.getByText('2 workflows')).toBeVisible()
  await app.kill9()
  truncateSync(join(app.dataFolder, 'library.db'), 10_000)
  rmSync(join(app.dataFolder, 'library.db-wal'), { force: true })
  await app.restart()
  await page.goto(app.url)
  await expect(page.getByText('it was put back from the backup of')).toBeVisible()
  await page.reload()
  await expect(page.getByRole('region', { name: 'Toolbar' })).toBeVisible()
  await expect(page.getByText('it was put back from the backup of')).toBeHidden()
  // The page that was open tried in vain while nobody was there.
  consoleErrors.length = 0
})
