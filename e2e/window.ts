import type { Locator, Page } from '@playwright/test'
import { expect } from './app.ts'

/** Hands and eyes of a person in the window: everything by what is on screen, nothing by what is behind it. */
export const node = (page: Page, title: string): Locator =>
  page.getByRole('group', { name: new RegExp(`^${escape(title)}, `) })

/** The state in words, as a screen reader says it. */
export async function expectState(page: Page, title: string, state: string): Promise<void> {
  await expect(
    page.getByRole('group', { name: new RegExp(`^${escape(title)}, .*${escape(state)}`) }),
  ).toBeVisible({
    timeout: 90_000,
  })
}

export const port = (page: Page, name: string): Locator => page.getByRole('button', { name })

export async function drag(page: Page, from: Locator, to: Locator | { x: number; y: number }): Promise<void> {
  const start = await centre(from)
  const end = 'x' in to ? to : await centre(to)
  await page.mouse.move(start.x, start.y)
  await page.mouse.down()
  await page.mouse.move((start.x + end.x) / 2, (start.y + end.y) / 2, { steps: 5 })
  await page.mouse.move(end.x, end.y, { steps: 5 })
  await page.mouse.up()
}

/** Brings the whole graph into view and waits until it has stopped moving. */
export async function fit(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Fit', exact: true }).click()
  const view = page.locator('.react-flow__viewport')
  const seen: (string | null)[] = []
  // On a busy machine it may not have begun to move when it is looked at twice.
  await expect
    .poll(
      async () => {
        seen.push(await view.getAttribute('style'))
        return seen.length > 3 && new Set(seen.slice(-4)).size === 1
      },
      { intervals: [100] },
    )
    .toBe(true)
}

/** Leaves the sample for an empty canvas, and waits until that is there. */
export async function startBlank(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Start blank' }).click()
  await expect(page.getByText('Double-click to add a node')).toBeVisible()
  await expect(page.locator('.react-flow__pane')).toBeVisible()
}

/** Every connection by its ends, such as "from still-1 to motion-1". */
export const connections = (page: Page): Locator => page.locator('.react-flow__edge')

export async function runAndWait(page: Page, film: string): Promise<void> {
  await page.getByRole('button', { name: /^Run \d+ of \d+/ }).click()
  await expectState(page, film, 'Up to date')
  await expect(page.getByRole('button', { name: 'Up to date' })).toBeVisible()
}

/** The addresses of all pictures on the cards: the same addresses are the same files. */
export async function previews(page: Page): Promise<string[]> {
  await fit(page)
  const pictures = page.locator('.react-flow__node img[src*="/media/"]')
  await expect(pictures.first()).toBeVisible()
  const read = async () => {
    const addresses = await pictures.evaluateAll((all) =>
      all.map((picture) => new URL((picture as HTMLImageElement).src).pathname),
    )
    return [...new Set(addresses)].toSorted()
  }
  // Cards are drawn as the canvas moves over them: they are counted once it stands still.
  let seen: string[] = []
  const isStill = async () => {
    const before = seen
    seen = await read()
    return seen.length > 0 && seen.join() === before.join()
  }
  await expect.poll(isStill, { intervals: [400] }).toBe(true)
  return seen
}

/** A workflow file of the person's own becomes a workflow of the library. */
export async function openWorkflowFile(page: Page, file: string): Promise<void> {
  await page.getByRole('heading', { level: 1 }).click()
  const chooser = page.waitForEvent('filechooser')
  await page.getByRole('button', { name: 'Open a file…' }).first().click()
  await (await chooser).setFiles(file)
}

/** The settings, opened at one of their sections. */
export async function openSettings(page: Page, section: string): Promise<Locator> {
  await page.getByRole('button', { name: 'Settings', exact: true }).click()
  const settings = page.getByRole('dialog', { name: 'Settings' })
  await settings.getByRole('button', { name: section, exact: true }).click()
  await expect(settings.getByRole('region', { name: section, exact: true })).toBeVisible()
  return settings
}

/** Any command by its name, as somebody does who does not know its keys. */
export async function command(page: Page, name: string): Promise<void> {
  const palette = page.getByRole('dialog', { name: 'All commands' })
  // One that is still closing keeps the keys.
  await expect(page.locator('[role="dialog"][data-closed]')).toHaveCount(0)
  await page.keyboard.press('Control+k')
  await expect(palette.getByRole('combobox')).toBeFocused()
  await pick(page, name)
  await expect(palette).toBeHidden()
}

/** Types into the list that has the keys, and takes what it offers first. */
export async function pick(page: Page, words: string, offered = words): Promise<void> {
  await page.keyboard.type(words)
  await expect(page.getByRole('option').first()).toContainText(offered)
  await page.keyboard.press('Enter')
}

async function centre(locator: Locator): Promise<{ x: number; y: number }> {
  const box = await locator.boundingBox()
  if (!box) throw new Error(`${locator} is not on screen`)
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 }
}

function escape(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')
}
