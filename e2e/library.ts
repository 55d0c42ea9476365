import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Locator, Page } from '@playwright/test'
import { makeMedia } from './film.ts'
import { startBlank } from './window.ts'

/** A folder as people keep them: pictures, a clip, a sound, one of them in a folder further down. */
export function makeFolder(folder: string): string {
  mkdirSync(join(folder, '第一集'), { recursive: true })
  const picture = (name: string, color: string) =>
    makeMedia(join(folder, name), '-f', 'lavfi', '-i', `color=${color}:s=90x160`, '-frames:v', '1')
  picture('雨夜 窗前.png', 'navy')
  picture('林薇 特写.png', 'maroon')
  picture('letter.png', 'gray')
  const clip = '-f lavfi -i testsrc2=s=90x160:r=24:d=1 -c:v libx264 -pix_fmt yuv420p'.split(' ')
  makeMedia(join(folder, '第一集', '街道 空镜.mp4'), ...clip)
  makeMedia(join(folder, '主题音乐.wav'), ...'-f lavfi -i sine=f=300:d=1'.split(' '))
  return folder
}

export const panelOf = (page: Page): Locator => page.getByRole('region', { name: 'Media' })
export const tile = (within: Locator, name: string): Locator =>
  within
    .getByRole('group', { name: 'Files of the library' })
    .getByRole('button', { name: new RegExp(`^${name}`) })
export const tiles = (within: Locator): Locator => within.locator('[data-media]')

export async function openPanel(page: Page): Promise<Locator> {
  await startBlank(page)
  await page.getByRole('button', { name: 'Media', exact: true }).click()
  return panelOf(page)
}

export async function importFolder(page: Page, folder: string): Promise<void> {
  await panelOf(page).getByRole('button', { name: 'Import a folder…' }).click()
  const dialog = page.getByRole('dialog', { name: 'Import a folder' })
  await dialog.getByRole('textbox', { name: 'Folder of this computer' }).fill(folder)
  await dialog.getByRole('button', { name: 'Import', exact: true }).click()
}

export async function search(within: Locator, text: string): Promise<void> {
  await within.getByRole('searchbox', { name: 'Search media' }).fill(text)
}

/** Carries a tile, or a type of node, to a point of the window and lets it go there. */
export async function dropTile(page: Page, from: Locator, to: { x: number; y: number }): Promise<void> {
  await from.scrollIntoViewIfNeeded()
  const box = (await from.boundingBox())!
  await page.mouse.move(box.x + box.width / 2, box.y + 20)
  await page.mouse.down()
  await page.mouse.move(to.x - 20, to.y - 20, { steps: 8 })
  await page.mouse.move(to.x, to.y, { steps: 4 })
  await page.mouse.up()
}
