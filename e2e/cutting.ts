import { join } from 'node:path'
import type { Locator, Page } from '@playwright/test'
import { expect } from './app.ts'
import { makeMedia } from './film.ts'
import { command, connections, expectState, fit, node, pick, startBlank } from './window.ts'

/** A short clip of one colour and one tone, so that a picture tells where it comes from. */
export interface ClipWish {
  readonly name: string
  readonly color: string
  readonly rate?: number
  readonly seconds?: number
}

export function makeClip(folder: string, { name, color, rate = 24, seconds = 1 }: ClipWish): string {
  return makeMedia(
    join(folder, `${name}.mp4`),
    ...`-f lavfi -i color=${color}:s=180x320:r=${rate}:d=${seconds}`.split(' '),
    ...`-f lavfi -i sine=440:r=48000:d=${seconds} -ac 2`.split(' '),
    ...'-c:v libx264 -preset ultrafast -pix_fmt yuv420p -g 12 -c:a aac -b:a 96k'.split(' '),
  )
}

/** An empty workflow with these files as nodes on its canvas. */
export async function startWith(page: Page, files: readonly string[]): Promise<void> {
  await startBlank(page)
  const choose = page.waitForEvent('filechooser')
  await page.keyboard.press('Control+i')
  await (await choose).setFiles([...files])
  await expect(page.locator('.react-flow__node').first()).toBeVisible()
  await fit(page)
  await expect(page.locator('.react-flow__node')).toHaveCount(files.length)
}

export const dock = (page: Page): Locator => page.locator('[data-region="dock"]')

/** Joins what is on the canvas to a new film, clip by clip, and goes to the dock in which it is cut. */
export async function connectToFilm(page: Page, names: readonly string[]): Promise<void> {
  await page.keyboard.press('Escape')
  await page.keyboard.press('Shift+A')
  await pick(page, 'stitch', 'Video Stitcher')
  await expect(node(page, 'Video Stitcher')).toBeVisible()
  await fit(page)
  for (const [done, name] of names.entries()) {
    await node(page, name).click()
    const card = page.locator('.react-flow__node.selected')
    await expect(card).toHaveCount(1)
    await expect(card).toContainText(name)
    await page.keyboard.press('c')
    await pick(page, 'stitch', 'Video Stitcher')
    await expect(connections(page)).toHaveCount(done + 1)
  }
  await command(page, 'Stitch')
  await expect(shots(page)).toHaveCount(names.length)
  await expect(shots(page).first()).toBeFocused()
}

export const shots = (page: Page): Locator => page.locator('[data-shot]')

/** Everything the strip says about the film: its shots with their places, transitions, captions and length. */
export async function stripOf(page: Page) {
  return page.locator('[data-scope="stitch"]').evaluate((dock) => {
    const all = (selector: string) => [...dock.querySelectorAll<HTMLElement>(selector)]
    const place = ({ style }: HTMLElement) => `${style.left} ${style.width}`
    return {
      shots: all('[data-shot]').map((shot) => [shot.ariaLabel, place(shot.closest('li')!)]),
      transitions: all('[data-join]').map(({ ariaLabel }) => ariaLabel),
      captions: all('ul[aria-label="Captions"] button').map((line) => [line.textContent, place(line)]),
    }
  })
}

/** Renders the film that is cut, and saves what came of it. */
export async function renderTo(page: Page, file: string): Promise<void> {
  await command(page, 'Render the film')
  await expectState(page, 'Video Stitcher', 'Up to date')
  const download = page.waitForEvent('download')
  await page.keyboard.press('Control+Shift+e')
  await (await download).saveAs(file)
}

/** The names of the shots in their order. */
export const namesOf = async (page: Page): Promise<string[]> =>
  (await stripOf(page)).shots.map(([label]) => /: (.+), [\d.]+ sec/.exec(label ?? '')?.[1] ?? '')

/** Where the playhead stands, in frames of a film of 24 a second. */
export async function playhead(page: Page): Promise<number> {
  return Number(
    await page.getByRole('slider', { name: 'Position in the film' }).getAttribute('aria-valuenow'),
  )
}

/** How many frames the dock says that the film has. */
export async function framesPromised(page: Page): Promise<number> {
  const last = await page.getByRole('slider', { name: 'Position in the film' }).getAttribute('aria-valuemax')
  return Number(last) + 1
}
