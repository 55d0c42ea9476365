import { writeFileSync } from 'node:fs'
import { AxeBuilder } from '@axe-core/playwright'
import type { Locator, Page, TestInfo } from '@playwright/test'
import { expect, test as base } from './app.ts'
import { startFake, type Fake, type FakeOptions } from './fakes/server.ts'
import type { FakeVendor } from './fakes/vendor.ts'
import { openSettings, openWorkflowFile } from './window.ts'

interface Providers {
  /** A provider on this machine, ended with the test. */
  readonly start: (vendor: FakeVendor, options?: FakeOptions) => Promise<Fake>
}

export const test = base.extend<Providers>({
  // oxlint-disable-next-line no-empty-pattern -- Playwright reads from the pattern what a fixture needs
  start: async ({}, provide) => {
    const fakes: Fake[] = []
    await provide(async (vendor, options) => {
      const fake = await startFake(vendor, options)
      fakes.push(fake)
      return fake
    })
    await Promise.all(fakes.map((fake) => fake.close()))
  },
})

export { expect }

/** What is sent, without the words that a fake takes its orders from. */
const rain = 'Rain on a window at night. Slow push in.'

interface Clip {
  readonly id: string
  readonly model: string
  /** What the fake is to do with it. */
  readonly script?: string
  readonly type?: string
  readonly params?: Readonly<Record<string, unknown>>
}

interface Film {
  readonly clips: readonly Clip[]
  /** The clips, by their ids, that are joined into "Film". */
  readonly joined?: readonly string[]
}

const [WIDE, HIGH, A_ROW] = [300, 520, 3]

/** Opens a workflow of the given clips: each is called by its id. */
export async function openFilm(page: Page, info: TestInfo, { clips, joined = [] }: Film): Promise<void> {
  const nodes = clips.map(({ id, model, script, type = 'text-to-video', params }, index) => ({
    id,
    type,
    version: 1,
    title: id,
    position: placeOf(index),
    params: { model, prompt: script ? `[${script}] ${rain}` : rain, ...params },
  }))
  const film = {
    id: 'film',
    type: 'video-stitcher',
    version: 1,
    title: 'Film',
    position: placeOf(clips.length),
    params: {},
  }
  const file = info.outputPath('Night rain.json')
  const document = {
    format: 'sceneloom-workflow',
    version: 1,
    nodes: joined.length > 0 ? [...nodes, film] : nodes,
    connections: joined.map((id) => ({
      id: `${id}-film`,
      from: { node: id, port: 'video' },
      to: { node: 'film', port: 'clips' },
    })),
  }
  writeFileSync(file, JSON.stringify(document))
  await openWorkflowFile(page, file)
  await expect(page.getByRole('heading', { level: 1, name: 'Night rain' })).toBeVisible()
}

function placeOf(index: number): { x: number; y: number } {
  return { x: (index % A_ROW) * WIDE, y: Math.floor(index / A_ROW) * HIGH }
}

/** The page of a provider in the settings. */
export async function openProvider(page: Page, title: string): Promise<Locator> {
  const settings = await openSettings(page, 'Providers')
  await settings
    .getByRole('list', { name: 'Providers' })
    .getByRole('button', { name: new RegExp(`^${title}\\b`) })
    .click()
  await expect(settings.getByRole('heading', { name: title, exact: true })).toBeVisible()
  return settings
}

/** Gives the app the address and the key of a provider, as a person does, and waits until it is ready. */
export async function addProvider(page: Page, title: string, fake: Fake): Promise<void> {
  const settings = await openProvider(page, title)
  await settings.getByLabel('Address').fill(fake.origin)
  await settings.getByLabel('Address').press('Enter')
  await saveKey(settings, title, fake.key)
  await expect(settings.getByRole('status').filter({ hasText: /^Ready, tested/ })).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(settings).toBeHidden()
}

export async function saveKey(settings: Locator, title: string, key: string): Promise<void> {
  await settings.getByLabel(`Key of ${title}`).fill(key)
  await settings.getByRole('button', { name: 'Save and test' }).click()
}

/** Gives an empty field of a limit a number. */
export async function setLimit(page: Page, label: string, amount: string): Promise<void> {
  const settings = await openSettings(page, 'Budget')
  const field = settings.getByLabel(label)
  await field.fill(amount)
  await field.press('Enter')
  await page.keyboard.press('Escape')
  await expect(settings).toBeHidden()
}

/** The text of an open part of the window at the foot: Runs, Problems or Inbox. */
export async function openDock(page: Page, tab: 'Runs' | 'Problems' | 'Inbox'): Promise<Locator> {
  await page.getByRole('tab', { name: tab }).click()
  return page.getByRole('tabpanel', { name: tab })
}

/** Everything that the cards say from now on, however short a time they say it. */
export async function listenToCards(page: Page): Promise<(title: string) => readonly string[]> {
  const heard: string[] = []
  await page.exposeFunction('cardSays', (words: string) => void heard.push(words))
  await page.evaluate(() => {
    const { cardSays } = window as unknown as { cardSays: (words: string) => void }
    const last = new Map<string, string>()
    const listen = () => {
      for (const card of document.querySelectorAll('[role="group"][aria-labelledby]')) {
        const name = document.getElementById(card.getAttribute('aria-labelledby')!)?.textContent ?? ''
        const words = `${name} | ${card.textContent}`
        if (last.get(card.getAttribute('aria-labelledby')!) === words) continue
        last.set(card.getAttribute('aria-labelledby')!, words)
        cardSays(words)
      }
    }
    new MutationObserver(listen).observe(document.body, {
      subtree: true,
      childList: true,
      characterData: true,
    })
    listen()
  })
  return (title) => heard.filter((words) => words.startsWith(`${title}, `))
}

/** Nothing that a screen reader, the keyboard or poor eyes would stumble over, in both themes. */
export async function expectAccessible(page: Page): Promise<void> {
  for (const theme of ['dark', 'light'] as const) {
    await page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' })
    await expect(page.locator('html')).toHaveCSS('color-scheme', theme)
    const { violations } = await new AxeBuilder({ page })
      .withTags(['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa'])
      .analyze()
    expect(violations.map(({ id, nodes }) => [theme, id, nodes.map(({ html }) => html)])).toEqual([])
  }
}

/** Goes on with Tab until the keyboard is there: a fault if it never comes there. */
export async function tabTo(page: Page, target: Locator, most = 80): Promise<void> {
  await expect(target).toBeVisible()
  for (let presses = 0; presses < most; presses++) {
    if (await target.evaluate((element) => element === document.activeElement)) return
    await page.keyboard.press('Tab')
  }
  throw new Error(`${target} cannot be reached with Tab`)
}
