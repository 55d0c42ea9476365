import { fal } from './fakes/fal.ts'
import { luma } from './fakes/luma.ts'
import {
  addProvider,
  expect,
  expectAccessible,
  listenToCards,
  openDock,
  openFilm,
  setLimit,
  test,
} from './paid.ts'
import { expectState, fit, node, openSettings } from './window.ts'

const runButton = /^Run \d+ of \d+/

test('a film of two providers and a draft: asked about, made, paid for once, and finished within the limit', async ({
  page,
  start,
}, info) => {
  const [falFake, lumaFake] = [await start(fal), await start(luma)]
  await addProvider(page, 'fal', falFake)
  await addProvider(page, 'Luma', lumaFake)
  await openFilm(page, info, {
    clips: [
      { id: 'Window', model: 'fal/veo-3.1-fast', params: { seconds: 4 } },
      {
        id: 'Street',
        model: 'luma/ray-3.2',
        script: 'create-busy-a-while-then-ok',
        params: { seconds: 5, resolution: '1080p' },
      },
      { id: 'Fight', model: 'fal/veo-3.1-lite', script: 'create-content', params: { seconds: 4 } },
      { id: 'Door', model: 'animatic/scene' },
    ],
    joined: ['Window', 'Street', 'Door'],
  })
  await fit(page)
  const cards = await listenToCards(page)

  await test.step('the price is told before anything runs, and no money goes without a yes', async () => {
    for (const [title, price] of [
      ['Window', 'about $0.40'],
      ['Street', 'about $1.20'],
      ['Fight', 'about $0.12'],
      ['Door', 'free'],
    ] as const)
      await expect(node(page, title)).toContainText(price)
    await page.getByRole('button', { name: runButton }).click()
    const dialog = page.getByRole('dialog', { name: 'This run costs money' })
    await expect(
      dialog.getByRole('row', { name: /^Window fal · Veo 3.1 Fast 4 s .*about \$0.40$/ }),
    ).toBeVisible()
    await expect(
      dialog.getByRole('row', { name: /^Street Luma · Ray 3.2 5 s · 1080p .*about \$1.20$/ }),
    ).toBeVisible()
    await expect(dialog.getByRole('row', { name: /^Total about \$1.72$/ })).toBeVisible()
    await page.keyboard.press('Escape')
    await expect(dialog).toBeHidden()
    expect([falFake.creates, lumaFake.creates]).toEqual([0, 0])

    await expect(page.getByRole('button', { name: 'Run 5 of 5 · about $1.72' })).toBeVisible()
    await page.keyboard.press('Control+Enter')
    await expect(dialog.getByRole('button', { name: 'Run for about $1.72' })).toBeFocused()
    await page.keyboard.press('Enter')
    await expect(dialog).toBeHidden()
  })

  await test.step('each card says in words how it stands until the film is there', async () => {
    await expectState(page, 'Film', 'Up to date')
    for (const title of ['Window', 'Street', 'Door']) await expectState(page, title, 'Up to date')
    await expectState(page, 'Fight', 'Did not finish')
    await expect(node(page, 'Fight')).toContainText(/^.*fal declined this: .*Nothing was charged\./)
    const said = {
      busy: cards('Street').some((words) => /Trying again.*Luma is busy\. Trying again in/.test(words)),
      inLine: cards('Window').some((words) => words.includes('In line, 2nd')),
      running: cards('Window').some((words) => words.includes('Running')),
      waiting: cards('Film').some((words) => words.includes('Waiting')),
    }
    expect(said).toEqual({ busy: true, inLine: true, running: true, waiting: true })
    expect([falFake.accepted, falFake.creates]).toEqual([1, 2])
    expect([lumaFake.accepted, lumaFake.creates]).toEqual([1, 2])
  })

  await test.step('the film can be watched', async () => {
    await node(page, 'Film').click({ position: { x: 12, y: 10 } })
    await page
      .getByRole('toolbar', { name: 'Tools of this node' })
      .getByRole('button', { name: 'View' })
      .click()
    const video = page.getByRole('region', { name: 'Viewer' }).locator('video')
    await expect.poll(() => video.evaluate((player: HTMLVideoElement) => player.duration)).toBeGreaterThan(6)
    expect(await video.evaluate((player: HTMLVideoElement) => player.error)).toBeNull()
  })

  await test.step('the list of runs and the budget say what was spent on what', async () => {
    const runs = await openDock(page, 'Runs')
    await expect(runs.getByRole('listitem').filter({ hasText: 'Window' })).toContainText('$0.40')
    await expect(runs.getByRole('listitem').filter({ hasText: 'Street' })).toContainText('$1.20')
    const refused = runs.getByRole('listitem').filter({ hasText: 'Fight' })
    await expect(refused).toContainText('Nothing was charged.')
    await expect(refused).not.toContainText('$')
    await expect(runs).toContainText('Spent today $1.60, this month $1.60.')
    const settings = await openSettings(page, 'Budget')
    await expect(settings.getByRole('region', { name: 'Today' })).toContainText('$1.60, no limit')
    await expect(settings.getByRole('region', { name: 'Today' })).toContainText('2 clips')
    await expect(settings.getByRole('row', { name: 'fal $0.40 1' })).toBeVisible()
    await expect(settings.getByRole('row', { name: 'Luma $1.20 1' })).toBeVisible()
    await page.keyboard.press('Escape')
  })

  await test.step('a run over the limit of the day is named before it begins, and the rest is drawn instead', async () => {
    await setLimit(page, 'Money ($), Each day', '1.80')
    await expect(page.getByRole('button', { name: '$1.60 of $1.80 today' })).toBeVisible()
    await fit(page)
    await node(page, 'Window').getByRole('textbox').fill('A face behind the window. Close-up.')
    await expectState(page, 'Window', 'Out of date')
    const asked = [falFake.requests.length, lumaFake.requests.length]
    await page.getByRole('button', { name: runButton }).click()
    const dialog = page.getByRole('dialog', { name: 'This run goes over a limit' })
    await expect(dialog).toContainText('It needs $0.52; $0.20 of your $1.80 is left today.')
    await expectAccessible(page)
    await dialog.getByRole('button', { name: 'Run the rest as animatic' }).click()
    await expect(dialog).toBeHidden()
    const latest = page.getByRole('tabpanel', { name: 'Runs' }).getByRole('group').first()
    await expect(latest).toContainText('Done3 made', { timeout: 120_000 })
    // The workflow still asks for what was too dear, and the cards say so; what was paid for stays in use.
    for (const title of ['Window', 'Fight', 'Film']) await expectState(page, title, 'Out of date')
    for (const title of ['Street', 'Door']) await expectState(page, title, 'Up to date')
    await expect(page.getByRole('button', { name: 'Run 3 of 5 · about $0.52' })).toBeVisible()
    await expect(page.getByRole('button', { name: '$1.60 of $1.80 today' })).toBeVisible()
    expect([falFake.requests.length, lumaFake.requests.length]).toEqual(asked)
  })
})
