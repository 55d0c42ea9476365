import { mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from './app.ts'
import { makeMedia } from './film.ts'
import { command, startBlank } from './window.ts'

const storedIn = (dataFolder: string) =>
  readdirSync(join(dataFolder, 'objects'), { recursive: true, withFileTypes: true }).filter((entry) =>
    entry.isFile(),
  ).length

test('a folder comes in by its path, linked, and its files are watched where they lie', async ({
  page,
  app,
}, info) => {
  const footage = info.outputPath('素材 day 1')
  mkdirSync(join(footage, 'B roll'), { recursive: true })
  const still = (name: string, colour: string) =>
    makeMedia(join(footage, name), ...`-f lavfi -i color=${colour}:s=320x240 -frames:v 1`.split(' '))
  still('雨夜.png', 'red')
  still('B roll/door.png', 'green')
  writeFileSync(join(footage, 'notes.txt'), 'Rain. A door.')
  await startBlank(page)
  const media = page.getByRole('region', { name: 'Media' })

  await test.step('name the folder and leave its files where they are', async () => {
    await command(page, 'Import a folder')
    const dialog = page.getByRole('dialog', { name: 'Import a folder' })
    await dialog.getByLabel('Folder of this computer').fill('footage')
    await dialog.getByRole('button', { name: 'Import', exact: true }).click()
    await expect(dialog.getByText('is not a whole path')).toBeVisible()
    await dialog.getByLabel('Folder of this computer').fill(footage)
    await dialog.getByRole('radio', { name: /Leave them where they are/ }).click()
    await dialog.getByRole('button', { name: 'Import', exact: true }).click()
    await expect(dialog).toBeHidden()
  })

  await test.step('see what came in and what did not', async () => {
    await expect(media.getByText('2 imported, 1 left aside')).toBeVisible()
    await media.getByText('Show why').click()
    await expect(media.getByText(/notes\.txt is not a picture/)).toBeVisible()
    expect(storedIn(app.dataFolder)).toBe(0)
  })

  await test.step('play it where it lies, also after it was moved', async () => {
    const posters = media.locator('img[src*="/media/"]')
    await expect(posters).toHaveCount(2)
    const srcs = await posters.evaluateAll((images) => images.map((image) => (image as HTMLImageElement).src))
    const served = () =>
      Promise.all(srcs.map(async (src) => (await page.request.get(src.replace(/\?.*$/, ''))).status()))
    await expect.poll(served).toEqual([200, 200])
    renameSync(join(footage, '雨夜.png'), join(footage, 'B roll', 'night.png'))
    await expect.poll(served).toEqual([200, 200])
    await page.screenshot({ path: info.outputPath('imported.png') })
    rmSync(join(footage, 'B roll', 'door.png'))
    await expect.poll(async () => (await served()).toSorted()).toEqual([200, 404])
  })
})

test('a folder that is chosen in the browser is uploaded file by file', async ({ page, app }, info) => {
  const footage = info.outputPath('Footage')
  mkdirSync(join(footage, 'deep'), { recursive: true })
  const picture = makeMedia(
    join(footage, 'deep', 'a.png'),
    '-f',
    'lavfi',
    '-i',
    'testsrc2=s=64x48',
    '-frames:v',
    '1',
  )
  writeFileSync(join(footage, '.hidden'), 'x')
  writeFileSync(join(footage, 'cut.png'), 'no picture at all')
  expect(picture).toContain('deep')
  await startBlank(page)
  await command(page, 'Import a folder')
  const choose = page.waitForEvent('filechooser')
  await page.getByRole('dialog').getByRole('button', { name: 'Choose in the browser…' }).click()
  await (await choose).setFiles(footage)
  const media = page.getByRole('region', { name: 'Media' })
  await expect(media.getByText('1 imported, 2 left aside')).toBeVisible()
  expect(storedIn(app.dataFolder)).toBe(1)
})
