import { luma } from './fakes/luma.ts'
import { replicate } from './fakes/replicate.ts'
import { addProvider, expect, expectAccessible, openDock, openFilm, tabTo, test } from './paid.ts'
import { command, expectState, fit, node, openSettings } from './window.ts'

test('what nobody knows the end of is not sent again until the person says that it was not charged', async ({
  page,
  start,
}, info) => {
  const fake = await start(luma)
  await addProvider(page, 'Luma', fake)
  const params = { seconds: 5, resolution: '540p' }
  await openFilm(page, info, {
    clips: [{ id: 'Window', model: 'luma/ray-3.2', script: 'create-hang-after-accept', params }],
  })
  await fit(page)
  const run = page.getByRole('button', { name: 'Run 1 of 1 · about $0.15' })
  const runs = await openDock(page, 'Runs')
  await run.click()
  await expectState(page, 'Window', 'Did not finish')
  await expect(node(page, 'Window')).toContainText(
    'The request was sent, but no answer came from Luma. It may have been taken, so it is not sent again by itself: see the inbox.',
  )
  await expect(page.getByRole('button', { name: '1 waits for you' })).toBeVisible()

  await test.step('another run asks the same question and sends nothing', async () => {
    await run.click()
    await expect(runs.getByText('1 did not finish')).toHaveCount(2)
    expect([fake.creates, fake.accepted]).toEqual([1, 1])
  })

  await test.step('what it may have cost stays reserved', async () => {
    const settings = await openSettings(page, 'Budget')
    const today = settings.getByRole('region', { name: 'Today' })
    await expect(today).toContainText('$0.15, no limit')
    await expect(today).toContainText('$0.15 of it is reserved for what is being made.')
    await page.keyboard.press('Escape')
    await expect(settings).toBeHidden()
  })

  const inbox = page.getByRole('tabpanel', { name: 'Inbox' })
  await test.step('the inbox says what is the matter, for everybody to read', async () => {
    await fit(page)
    await node(page, 'Window').getByRole('button', { name: 'Open inbox' }).click()
    const job = inbox.getByRole('list', { name: 'Jobs that wait for you' }).getByRole('listitem')
    await expect(job).toHaveCount(1)
    await expect(job).toContainText('Night rain · Luma')
    await expect(job).toContainText('It may have cost $0.15.')
    await expectAccessible(page)
  })

  await test.step('without the mouse: it was not charged, so it may run again', async () => {
    await command(page, 'Inbox')
    await tabTo(page, inbox.getByRole('button', { name: 'It was not charged: Window' }))
    await page.keyboard.press('Enter')
    const question = page.getByRole('alertdialog', { name: 'Was nothing charged?' })
    await expect(question).toContainText('$0.15 goes back into your budget')
    await page.keyboard.press('Escape')
    await expect(question).toBeHidden()
    await expect(inbox.getByRole('listitem')).toHaveCount(1)
    await page.keyboard.press('Enter')
    await tabTo(page, question.getByRole('button', { name: 'It was not charged' }))
    await page.keyboard.press('Enter')
    await expect(inbox).toContainText('Nothing waits for you.')
    await expect(page.getByRole('button', { name: '$0.00 today' })).toBeVisible()
    expect(fake.creates).toBe(1)
    await page.keyboard.press('Control+Enter')
    await expectState(page, 'Window', 'Up to date')
    expect(fake.creates).toBe(2)
    await expect(page.getByRole('button', { name: '$0.15 today' })).toBeVisible()
  })
})

test('where the provider can be asked what it took, a lost answer troubles nobody', async ({
  page,
  start,
}, info) => {
  const fake = await start(replicate)
  await addProvider(page, 'Replicate', fake)
  const params = { seconds: 4 }
  await openFilm(page, info, {
    clips: [{ id: 'Window', model: 'replicate/veo-3.1-fast', script: 'create-hang-after-accept', params }],
  })
  await fit(page)
  await page.getByRole('button', { name: 'Run 1 of 1 · about $0.40' }).click()
  await expectState(page, 'Window', 'Up to date')
  expect([fake.creates, fake.accepted]).toEqual([1, 1])
  await expect(await openDock(page, 'Inbox')).toContainText('Nothing waits for you.')
  await expect(page.getByRole('button', { name: '$0.40 today' })).toBeVisible()
})
