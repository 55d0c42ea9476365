import { randomUUID } from 'node:crypto'
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { fal } from './fakes/fal.ts'
import { luma } from './fakes/luma.ts'
import { expect, expectAccessible, openFilm, openProvider, saveKey, tabTo, test } from './paid.ts'
import { expectState, node, openSettings } from './window.ts'

/** All that the core tells the window from now on. */
function listenIn(page: Page): () => Promise<string> {
  const told: (string | Promise<string>)[] = []
  page.on('websocket', (socket) => socket.on('framereceived', ({ payload }) => told.push(String(payload))))
  page.on('response', (response) => told.push(response.text().catch(() => '')))
  return async () => (await Promise.all(told)).join('\n')
}

function filesIn(folder: string): string {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  const files = names.map((name) => join(folder, name)).filter((file) => statSync(file).isFile())
  expect(files.some((file) => file.endsWith('-wal'))).toBe(true)
  return files.map((file) => readFileSync(file, 'latin1')).join('\n')
}

async function onScreen(page: Page): Promise<string> {
  const typed = await page
    .locator('input, textarea')
    .evaluateAll((fields) => fields.map((field) => (field as HTMLInputElement).value))
  return [await page.content(), ...typed].join('\n')
}

test('a wrong key is turned down in words, the right one makes the provider ready, and both are kept secret', async ({
  page,
  app,
  start,
}, info) => {
  const fake = await start(fal, { key: `${randomUUID()}:${randomUUID()}` })
  const wrong = `${randomUUID()}:${randomUUID()}`
  const told = listenIn(page)
  await page.reload()

  const settings = await openProvider(page, 'fal')
  await expect(settings.getByRole('status').first()).toHaveText('No key')
  await settings.getByLabel('Address').fill(fake.origin)
  await settings.getByLabel('Address').press('Enter')
  await saveKey(settings, 'fal', wrong)
  await expect(settings.getByText('Key rejected by fal: check that it was copied whole').last()).toBeVisible()
  await expect(settings.getByLabel('Key of fal')).toHaveValue('')

  await saveKey(settings, 'fal', fake.key)
  await expect(settings.getByRole('status').filter({ hasText: /^Ready, tested/ })).toBeVisible()
  await expect(settings.getByPlaceholder('A key is stored. Paste another to replace it.')).toBeVisible()
  const { headers } = fake.requests.at(-1)!
  expect(headers['authorization']).toBe(`Key ${fake.key}`)

  await page.keyboard.press('Escape')

  const still = { type: 'text-to-image', model: 'fal/flux-schnell' }
  const clips = [
    { id: 'Door', ...still },
    { id: 'Hand', ...still, script: 'create-key' },
  ]
  await openFilm(page, info, { clips })
  await page.getByRole('button', { name: 'Run 2 of 2 · about $0.01' }).click()
  await expectState(page, 'Door', 'Up to date')
  await expectState(page, 'Hand', 'Did not finish')
  await expect(node(page, 'Hand')).toContainText('fal did not accept the key.')

  const places = {
    screen: await onScreen(page),
    told: await told(),
    library: filesIn(app.dataFolder),
    output: app.output,
  }
  expect(places.told).toContain('"key"')
  expect(places.library).toContain('Rain on a window')
  for (const [place, text] of Object.entries(places)) {
    for (const key of [wrong, fake.key]) {
      for (const part of [key.slice(0, 8), key.slice(-8)]) {
        expect(text.includes(part), `a part of a key in ${place}`).toBe(false)
      }
    }
  }

  await node(page, 'Hand').getByRole('button', { name: 'Check key' }).click()
  await settings.getByRole('button', { name: 'Remove', exact: true }).click()
  await page.getByRole('alertdialog').getByRole('button', { name: 'Remove key' }).click()
  await expect(settings.getByRole('status').first()).toHaveText('No key')
})

test('with the keyboard alone a provider gets its address and its key', async ({ page, context, start }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  const fake = await start(luma)
  await expect(page.getByRole('button', { name: 'Run sample' })).toBeVisible()
  await page.keyboard.press('Control+Comma')
  const settings = page.getByRole('dialog', { name: 'Settings' })
  await tabTo(page, settings.getByRole('button', { name: 'Providers', exact: true }))
  await page.keyboard.press('Enter')
  await tabTo(page, settings.getByRole('searchbox', { name: 'Search providers' }))
  await page.keyboard.type('luma')
  await page.keyboard.press('Enter')
  await expect(settings.getByRole('heading', { name: 'Luma' })).toBeVisible()

  const paste = async (text: string) => {
    await page.evaluate((words) => navigator.clipboard.writeText(words), text)
    await page.keyboard.press('Control+a')
    await page.keyboard.press('Control+v')
  }
  await tabTo(page, settings.getByLabel('Address'))
  await paste(fake.origin)
  await page.keyboard.press('Enter')
  await tabTo(page, settings.getByLabel('Key of Luma'))
  // As it is copied from a web page, with what stands around it.
  await paste(` ${fake.key}\n`)
  await page.keyboard.press('Enter')
  await expect(settings.getByRole('status').filter({ hasText: /^Ready, tested/ })).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(settings).toBeHidden()
})

test('the settings of providers and of the budget have no accessibility fault in either theme', async ({
  page,
}) => {
  await openProvider(page, 'fal')
  await expectAccessible(page)
  await page.keyboard.press('Escape')
  await openSettings(page, 'Budget')
  await expectAccessible(page)
})
