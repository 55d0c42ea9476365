import type { Page } from '@playwright/test'
import { fal } from './fakes/fal.ts'
import { addProvider, expect, openDock, openFilm, test } from './paid.ts'
import { command, expectState, fit, node } from './window.ts'

const nodes = (page: Page) => page.locator('.react-flow__node')

async function makeBatch(page: Page, title: string, lines: readonly string[]): Promise<void> {
  await node(page, title).click({ position: { x: 12, y: 10 } })
  await command(page, 'Make a batch')
  const dialog = page.getByRole('dialog', { name: `Make a batch from ${title}` })
  await dialog.getByRole('textbox', { name: 'One shot a line' }).fill(lines.join('\n'))
  await expect(dialog).toContainText('2 nodes are added.')
  await dialog.getByRole('button', { name: 'Make 3 shots' }).click()
  await expect(dialog).toBeHidden()
  await expect(page.getByText('3 shots of the list are on the canvas.')).toBeVisible()
  await fit(page)
  await expect(nodes(page)).toHaveCount(3)
}

test('three lines become three pictures in one step, which one undo takes back', async ({ page }, info) => {
  const clips = [{ id: 'Still', type: 'text-to-image', model: 'animatic/storyboard' }]
  await openFilm(page, info, { clips })
  const lines = ['A red door in the rain.', 'A hand on the handle.', 'Her face in the gap.']
  await makeBatch(page, 'Still', lines)
  await expect(nodes(page).getByRole('textbox')).toHaveText(lines)
  await page.getByRole('button', { name: 'Run 3 of 3 · free' }).click()
  await expect(page.getByRole('button', { name: 'Up to date' })).toBeVisible()

  await page.getByRole('button', { name: 'Undo Make a batch' }).click()
  await expect(nodes(page)).toHaveCount(1)
  await expect(nodes(page).getByRole('textbox')).toHaveText(['Rain on a window at night. Slow push in.'])
  await page.getByRole('button', { name: 'Redo Make a batch' }).click()
  await expect(nodes(page)).toHaveCount(3)
  await expect(page.getByRole('button', { name: 'Up to date' })).toBeVisible()
})

test('of a paid batch only the picture that did not finish is made again', async ({ page, start }, info) => {
  const fake = await start(fal)
  await addProvider(page, 'fal', fake)
  await openFilm(page, info, {
    clips: [{ id: 'Still', type: 'text-to-image', model: 'fal/nano-banana-2' }],
  })
  await makeBatch(page, 'Still', ['A red door.', '[create-content] A fight.', 'Her face.'])
  await page.getByRole('button', { name: 'Run 3 of 3 · about $0.24' }).click()
  const runs = await openDock(page, 'Runs')
  await expect(runs.getByText('2 made, 1 did not finish')).toBeVisible()
  expect([fake.creates, fake.accepted]).toEqual([3, 2])

  await runs
    .getByRole('listitem')
    .filter({ hasText: 'Still 2' })
    .getByRole('button', { name: 'Edit prompt' })
    .click()
  const words = node(page, 'Still 2').getByRole('textbox')
  await expect(words).toBeFocused()
  await words.fill('A quarrel.')
  await runs.getByRole('button', { name: 'Retry 1' }).click()
  await fit(page)
  for (const title of ['Still', 'Still 2', 'Still 3']) await expectState(page, title, 'Up to date')
  expect([fake.creates, fake.accepted]).toEqual([4, 3])
  expect(fake.jobs.map(({ prompt }) => prompt)).toEqual(['A red door.', 'Her face.', 'A quarrel.'])
  await expect(runs).toContainText('Spent today $0.24, this month $0.24.')
})
