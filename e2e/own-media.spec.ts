import { mkdirSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Locator, Page } from '@playwright/test'
import { expect, test } from './app.ts'
import { makeClip, startWith } from './cutting.ts'
import { decodeWhole, makeMedia, probeFilm } from './film.ts'
import {
  connections,
  drag,
  expectState,
  fit,
  node,
  port,
  previews,
  runAndWait,
  startBlank,
} from './window.ts'

const objectsIn = (dataFolder: string) =>
  readdirSync(join(dataFolder, 'objects'), { recursive: true, withFileTypes: true }).filter((entry) =>
    entry.isFile(),
  )

test('a clip that begins to play under a press is selected by it', async ({ page }, info) => {
  mkdirSync(info.outputDir, { recursive: true })
  await startWith(page, [makeClip(info.outputDir, { name: 'rain', color: 'red' })])
  await page.keyboard.press('Escape')
  const selected = page.locator('.react-flow__node.selected')
  await expect(selected).toHaveCount(0)
  const picture = node(page, 'rain').locator('img[src*="/media/"]')
  await expect(picture).toBeVisible()
  const { x, y, width, height } = (await picture.boundingBox())!
  await page.mouse.move(10, 400)
  await page.mouse.move(x + width / 2, y + height / 2)
  await page.mouse.down()
  await expect(node(page, 'rain').locator('video')).toBeVisible()
  await page.mouse.up()
  await expect(selected).toContainText('rain')
})

test('own picture and own silent clip of another size become one film with sound', async ({
  page,
  app,
}, info) => {
  const picture = makeMedia(
    info.outputPath('my café.jpg'),
    '-f',
    'lavfi',
    '-i',
    'testsrc2=s=1200x900',
    '-frames:v',
    '1',
  )
  const clip = makeMedia(
    info.outputPath('-my clip.mp4'),
    ...'-f lavfi -i testsrc2=s=640x360:r=30:d=2 -c:v libx264 -pix_fmt yuv420p'.split(' '),
  )

  await test.step('start with an empty canvas', async () => {
    await startBlank(page)
    await expect(page.locator('.react-flow__node')).toHaveCount(0)
  })

  await test.step('bring both files in through the Media panel, one of them twice', async () => {
    await page.getByRole('button', { name: 'Media', exact: true }).click()
    const choose = page.waitForEvent('filechooser')
    await page.getByRole('region', { name: 'Media' }).getByRole('button', { name: 'Import…' }).first().click()
    await (await choose).setFiles([picture, clip, picture])
    const panel = page.getByRole('region', { name: 'Media' })
    await expect(
      panel
        .getByRole('img', { name: /my café/ })
        .or(panel.getByText('my café.jpg'))
        .first(),
    ).toBeVisible()
    await expect.poll(() => objectsIn(app.dataFolder).length).toBe(2)
  })

  await test.step('build the graph by hand', async () => {
    const canvas = (await page.getByRole('region', { name: 'Canvas' }).boundingBox())!
    const at = (x: number, y: number) => ({ x: canvas.x + canvas.width * x, y: canvas.y + canvas.height * y })
    const tiles = page.getByRole('region', { name: 'Media' })
    await dropTile(page, tiles.getByRole('button', { name: 'my café.jpg, picture' }), at(0.1, 0.1))
    await dropTile(page, tiles.getByRole('button', { name: '-my clip.mp4, video' }), at(0.1, 0.55))
    await page.getByRole('button', { name: 'Nodes', exact: true }).click()
    await dropTile(page, page.getByRole('button', { name: 'Add Image to Video' }), at(0.45, 0.1))
    await dropTile(page, page.getByRole('button', { name: 'Add Video Stitcher' }), at(0.75, 0.4))
    await fit(page)
    await drag(
      page,
      port(page, 'Picture, picture output of my café'),
      port(page, 'First frame, picture input of Image to Video'),
    )
    await drag(
      page,
      port(page, 'Clip, video output of Image to Video'),
      port(page, 'Clips, video input of Video Stitcher'),
    )
    await drag(
      page,
      port(page, 'Video, video output of -my clip'),
      port(page, 'Clips, video input of Video Stitcher'),
    )
    await expect(connections(page)).toHaveCount(3)
  })

  await test.step('run it and take the film', async () => {
    await runAndWait(page, 'Video Stitcher')
    await node(page, 'Video Stitcher').click()
    const download = page.waitForEvent('download')
    await page.getByRole('menuitem', { name: 'Workflow' }).click()
    await page.getByRole('menuitem', { name: /^Save a copy/ }).click()
    const file = info.outputPath('film.mp4')
    await (await download).saveAs(file)
    const film = probeFilm(file)
    expect(film).toMatchObject({ width: 720, height: 1280, fps: 24, videoCodec: 'h264', audioCodec: 'aac' })
    expect(Math.abs(film.seconds - 5)).toBeLessThanOrEqual(2 / 24)
    expect(decodeWhole(file)).toBe('')
  })

  await test.step('all of it is there after a reload', async () => {
    const before = await previews(page)
    await page.reload()
    expect(await previews(page)).toEqual(before)
    await expectState(page, 'Video Stitcher', 'Up to date')
    await expect(connections(page)).toHaveCount(3)
  })
})

/** HTML drag and drop with the mouse, as a person does it. */
async function dropTile(page: Page, from: Locator, to: { x: number; y: number }): Promise<void> {
  const box = (await from.boundingBox())!
  await page.mouse.move(box.x + box.width / 2, box.y + 20)
  await page.mouse.down()
  await page.mouse.move(to.x - 20, to.y - 20, { steps: 8 })
  await page.mouse.move(to.x, to.y, { steps: 4 })
  await page.mouse.up()
}
