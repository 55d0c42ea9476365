import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { cutThePower, expect, test } from './app.ts'
import { decodeWhole, probeFilm } from './film.ts'
import { expectState, fit, node, previews } from './window.ts'

const objectsIn = (dataFolder: string) => readdirSync(join(dataFolder, 'objects'), { recursive: true }).length

test('a newcomer presses one button, watches the scene, changes a line, and finds all of it again', async ({
  page,
  app,
  consoleErrors,
}, info) => {
  const foreign: string[] = []
  page.on('request', (request) => {
    // Also asked for by a window that has outlived its core, so the address is not looked up again.
    if (new URL(request.url()).hostname !== '127.0.0.1') foreign.push(request.url())
  })

  await test.step('the sample is on the canvas with one call to action', async () => {
    for (const title of ['Shot 1', 'Still 2', 'Motion 3', 'Final cut'])
      await expect(node(page, title)).toBeVisible()
    await expect(page.getByText('free, offline, about 20 seconds')).toBeVisible()
  })

  await test.step('it becomes a playable vertical film', async () => {
    await page.getByRole('button', { name: 'Run sample' }).click()
    await expect(page.getByText('Your scene is ready.')).toBeVisible({ timeout: 240_000 })
    await expectState(page, 'Final cut', 'Up to date')
    const download = page.waitForEvent('download')
    await page.getByRole('button', { name: 'Save a copy…' }).click()
    const file = info.outputPath('film.mp4')
    await (await download).saveAs(file)
    expect(probeFilm(file)).toEqual({
      width: 720,
      height: 1280,
      fps: 24,
      seconds: 9,
      videoCodec: 'h264',
      audioCodec: 'aac',
    })
    expect(decodeWhole(file)).toBe('')
    const video = page.getByRole('region', { name: 'Viewer' }).locator('video')
    await expect
      .poll(() => video.evaluate((player: HTMLVideoElement) => player.currentTime))
      .toBeGreaterThan(0)
    expect(await video.evaluate((player: HTMLVideoElement) => player.error)).toBeNull()
  })

  const before = await previews(page)
  const objects = objectsIn(app.dataFolder)

  await test.step('after a reload everything is where it was, and nothing ran', async () => {
    await page.reload()
    expect(await previews(page)).toEqual(before)
    await expect(page.getByRole('button', { name: 'Up to date' })).toBeVisible()
  })

  await test.step('after a restart too, even with the power cut', async () => {
    await cutThePower(page, { app, consoleErrors })
    expect(await previews(page)).toEqual(before)
    await expect(page.getByRole('button', { name: 'Up to date' })).toBeVisible()
    expect(objectsIn(app.dataFolder)).toBe(objects)
  })

  await test.step('one changed line makes again exactly its chain', async () => {
    await fit(page)
    const words = node(page, 'Shot 2').getByRole('textbox', { name: 'Text' })
    await words.fill('Medium shot. He waits in the rain with a paper lantern.')
    for (const title of ['Still 2', 'Motion 2', 'Final cut']) await expectState(page, title, 'Out of date')
    for (const title of ['Still 1', 'Motion 1', 'Still 3', 'Motion 3'])
      await expectState(page, title, 'Up to date')
    await page.getByRole('button', { name: /^Run 3 of 7/ }).click()
    await expectState(page, 'Final cut', 'Up to date')
    const after = await previews(page)
    expect(after.filter((picture) => before.includes(picture))).toHaveLength(4)
    expect(after).toHaveLength(before.length)
  })

  expect(foreign).toEqual([])
})
