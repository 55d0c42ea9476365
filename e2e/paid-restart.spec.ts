import { cutThePower, expect } from './app.ts'
import { fal } from './fakes/fal.ts'
import { runway } from './fakes/runway.ts'
import { addProvider, listenToCards, openDock, openFilm, openProvider, saveKey, test } from './paid.ts'
import { expectState, fit, node } from './window.ts'

test.describe('with its key in the environment', () => {
  const key = 'key-from-the-environment-0123456789'
  test.use({ appOptions: { env: { RUNWAYML_API_SECRET: key } } })

  test('a clip that is being made when the power is cut is picked up by itself and paid for once', async ({
    page,
    app,
    consoleErrors,
    start,
  }, info) => {
    const fake = await start(runway, { key })
    const settings = await openProvider(page, 'Runway')
    await settings.getByLabel('Address').fill(fake.origin)
    await settings.getByLabel('Address').press('Enter')
    await settings.getByRole('button', { name: 'Test', exact: true }).click()
    await expect(settings.getByRole('status').filter({ hasText: /^Ready, tested/ })).toBeVisible()
    await page.keyboard.press('Escape')
    await openFilm(page, info, { clips: [{ id: 'Window', model: 'runway/gen4.5', params: { seconds: 5 } }] })
    await fit(page)
    await page.getByRole('button', { name: 'Run 1 of 1 · about $0.60' }).click()
    await expectState(page, 'Window', 'Accepted')
    expect(fake.accepted).toBe(1)

    await cutThePower(page, { app, consoleErrors })
    await expect(page.getByText('Picked up 1 clip from before.').first()).toBeVisible()
    await expectState(page, 'Window', '50 %')
    await expectState(page, 'Window', 'Up to date')
    const runs = await openDock(page, 'Runs')
    await expect(runs.getByRole('group').first()).toContainText('Picked up 1 clip from before')
    // What it really cost, which is less than was reserved for it.
    await expect(runs.getByRole('listitem').filter({ hasText: 'Window' }).first()).toContainText('$0.10')
    expect([fake.creates, fake.accepted]).toEqual([1, 1])
    expect(fake.requests.filter(({ stage }) => stage === 'cancel')).toEqual([])
  })
})

test('where the key is forgotten with the power, the clip leads to it and goes on once it is pasted again', async ({
  page,
  app,
  consoleErrors,
  start,
}, info) => {
  const fake = await start(fal)
  await addProvider(page, 'fal', fake)
  await openFilm(page, info, {
    clips: [{ id: 'Window', model: 'fal/veo-3.1-fast', params: { seconds: 4 } }],
  })
  await fit(page)
  await page.getByRole('button', { name: 'Run 1 of 1 · about $0.40' }).click()
  await expectState(page, 'Window', 'In line, 2nd')

  await cutThePower(page, { app, consoleErrors })
  await expect(page.getByText('Picked up 1 clip from before.').first()).toBeVisible()
  await fit(page)
  const cards = await listenToCards(page)
  await expect(node(page, 'Window')).toContainText('fal has this already; its key is needed')
  await node(page, 'Window').getByRole('button', { name: 'Add key' }).click()

  const settings = page.getByRole('dialog', { name: 'Settings' })
  await saveKey(settings, 'fal', fake.key)
  await expect(settings.getByRole('status').filter({ hasText: /^Ready, tested/ })).toBeVisible()
  await page.keyboard.press('Escape')
  await expectState(page, 'Window', 'Up to date')
  expect(cards('Window').some((words) => words.includes('Running'))).toBe(true)
  expect([fake.creates, fake.accepted]).toEqual([1, 1])
})
