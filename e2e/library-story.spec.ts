import { mkdirSync, rmSync } from 'node:fs'
import type { Locator, Page } from '@playwright/test'
import { enter, expect, startApp, test } from './app.ts'
import { connectToFilm, makeClip, renderTo } from './cutting.ts'
import { decodeWhole } from './film.ts'
import { dropTile, importFolder, openPanel, panelOf, search, tile, tiles } from './library.ts'
import { exportPackage, openPackage } from './packages.ts'
import { expectState, fit, node } from './window.ts'

const names = ['林薇 推门', '雨夜 街道'] as const

test('a folder becomes a film, and the film goes to another library with all that belongs to it', async ({
  page,
  context,
}, info) => {
  test.slow()
  const file = info.outputPath('雨夜.sceneloom')
  const panel = await openPanel(page)

  await test.step('a folder comes in, and Chinese names are found by pinyin', async () => {
    const folder = info.outputPath('素材')
    mkdirSync(folder, { recursive: true })
    makeClip(folder, { name: names[0], color: 'red' })
    makeClip(folder, { name: names[1], color: 'lime' })
    await importFolder(page, folder)
    await expect(tiles(panel)).toHaveCount(2)
    await search(panel, 'tuimen')
    await expect(tiles(panel)).toHaveCount(1)
  })

  await test.step('it is given a role', async () => {
    await tile(panel, names[0]).click()
    await page.keyboard.press('t')
    await page.keyboard.type('Character: 林薇')
    await page.getByRole('option', { name: 'New: Character: 林薇' }).click()
    await expect(panel.getByRole('button', { name: 'Remove Character: 林薇' })).toBeVisible()
    await panel.getByRole('searchbox').fill('')
    await expect(tiles(panel)).toHaveCount(2)
  })

  await test.step('both are carried into the graph and become a film', async () => {
    const canvas = (await page.getByRole('region', { name: 'Canvas' }).boundingBox())!
    for (const [index, name] of names.entries()) {
      const x = canvas.x + canvas.width * (0.3 + index * 0.35)
      await dropTile(page, tile(panel, name), { x, y: canvas.y + canvas.height * 0.3 })
      await expect(node(page, name)).toBeVisible()
    }
    await fit(page)
    await connectToFilm(page, names)
    const film = info.outputPath('film.mp4')
    await renderTo(page, film)
    expect(decodeWhole(film)).toBe('')
  })

  await test.step('what the film needs says so before it goes, and undo brings it back', async () => {
    await throwAway(page, panel, names[0])
    await page.keyboard.press('Control+z')
    await expect(tile(panel, names[0])).toBeVisible()
    await expectState(page, 'Video Stitcher', 'Up to date')
  })

  await test.step('so does the trash', async () => {
    await throwAway(page, panel, names[0])
    await panel.getByRole('button', { name: 'Trash', exact: true }).click()
    await tile(panel, names[0]).click()
    await panel.getByRole('button', { name: 'Put back' }).click()
    await panel.getByRole('button', { name: 'Show everything' }).click()
    await expect(tile(panel, names[0])).toBeVisible()
    await expectState(page, 'Video Stitcher', 'Up to date')
    await exportPackage(page, { name: '雨夜', file })
  })

  const other = await startApp()
  const fresh = await context.newPage()
  try {
    await enter(fresh, other)
    await expect(node(fresh, 'Final cut')).toBeVisible()
    await openPackage(fresh, file)
    const opened = fresh.getByRole('dialog', { name: 'Open a package' })
    await opened.getByRole('button', { name: 'Import', exact: true }).click()
    await expect(opened).toBeHidden()
    await expectState(fresh, 'Video Stitcher', 'Up to date')
    await fit(fresh)
    for (const title of [...names, 'Video Stitcher']) await plays(fresh, title)
    await fresh.getByRole('button', { name: 'Media', exact: true }).click()
    await search(panelOf(fresh), 'linwei')
    await tile(panelOf(fresh), names[0]).click()
    await expect(panelOf(fresh).getByRole('button', { name: 'Remove Character: 林薇' })).toBeVisible()
  } finally {
    await fresh.close()
    await other.stop()
    rmSync(other.dataFolder, { recursive: true, force: true })
  }
})

async function throwAway(page: Page, panel: Locator, name: string): Promise<void> {
  await tile(panel, name).click()
  await page.keyboard.press('Delete')
  const asked = page.getByRole('alertdialog')
  await expect(asked).toContainText(name)
  await asked.getByRole('button', { name: 'Move to trash' }).click()
  await expect(asked).toBeHidden()
  await expect(tile(panel, name)).toHaveCount(0)
}

async function plays(page: Page, title: string): Promise<void> {
  await node(page, title).click({ position: { x: 12, y: 10 } })
  await page
    .getByRole('toolbar', { name: 'Tools of this node' })
    .getByRole('button', { name: 'View' })
    .click()
  const viewer = page.getByRole('region', { name: 'Viewer' })
  const video = viewer.locator('video')
  await expect.poll(() => video.evaluate((player: HTMLVideoElement) => player.readyState)).toBeGreaterThan(1)
  const start = await video.evaluate((player: HTMLVideoElement) => player.currentTime)
  await viewer.getByRole('button', { name: 'Play', exact: true }).click()
  await expect
    .poll(() => video.evaluate((player: HTMLVideoElement) => player.currentTime))
    .toBeGreaterThan(start)
  expect(await video.evaluate((player: HTMLVideoElement) => player.error)).toBeNull()
  await page.keyboard.press('Escape')
}
