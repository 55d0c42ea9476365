import { mkdirSync } from 'node:fs'
import type { Locator, Page } from '@playwright/test'
import { expect, test } from './app.ts'
import { connectToFilm, makeClip, namesOf, playhead, shots, startWith, stripOf } from './cutting.ts'

test.beforeEach(async ({ page }, info) => {
  mkdirSync(info.outputDir, { recursive: true })
  const colors = { rain: 'red', door: 'lime', letter: 'blue' }
  await startWith(
    page,
    Object.entries(colors).map(([name, color]) => makeClip(info.outputDir, { name, color })),
  )
  await connectToFilm(page, Object.keys(colors))
  await page.keyboard.press('Alt+ArrowRight')
  await expect.poll(() => namesOf(page)).toEqual(['door', 'rain', 'letter'])
})

test('Escape gives up the edge that is dragged, and leaves no step', async ({ page }) => {
  const before = await stripOf(page)
  const stood = await playhead(page)
  for (const [edge, inwards] of [
    ['Beginning', 60],
    ['End', -60],
  ] as const) {
    await hold(page, page.getByRole('slider', { name: `${edge} of rain` }), inwards)
    await expect.poll(() => stripOf(page)).not.toEqual(before)
    await giveUp(page)
    expect(await stripOf(page)).toEqual(before)
    expect(await playhead(page)).toBe(stood)
  }
  await takesBackTheMove(page)
})

test('Escape gives up a shot that is carried and a slider that is held', async ({ page }) => {
  const before = await stripOf(page)
  await hold(page, shots(page).first(), 500)
  await expect.poll(() => stripOf(page)).not.toEqual(before)
  await giveUp(page)
  expect(await stripOf(page)).toEqual(before)

  const volume = page.getByRole('slider', { name: /^Volume/ })
  const stood = await volume.getAttribute('aria-valuenow')
  await hold(page, volume, -40)
  await expect(volume).not.toHaveAttribute('aria-valuenow', stood!)
  await giveUp(page)
  await expect(volume).toHaveAttribute('aria-valuenow', stood!)
  await takesBackTheMove(page)
})

async function hold(page: Page, handle: Locator, by: number): Promise<void> {
  await handle.scrollIntoViewIfNeeded()
  const { x, y, width, height } = (await handle.boundingBox())!
  const at = { x: x + width / 2, y: y + height / 2 }
  await page.mouse.move(at.x, at.y)
  await page.mouse.down()
  await page.mouse.move(at.x + by, at.y, { steps: 5 })
}

/** The pointer goes on for a while: it means nothing any more. */
async function giveUp(page: Page): Promise<void> {
  await page.keyboard.press('Escape')
  await page.mouse.move(600, 700, { steps: 3 })
  await page.mouse.up()
}

/** What is undone next is the step before the drags. */
async function takesBackTheMove(page: Page): Promise<void> {
  await page.keyboard.press('Control+z')
  await expect.poll(() => namesOf(page)).toEqual(['rain', 'door', 'letter'])
}
