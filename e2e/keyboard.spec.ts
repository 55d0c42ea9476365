import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { expect, test } from './app.ts'
import { connections, expectState, fit, node, startBlank } from './window.ts'

test('with the keyboard alone: two nodes, a connection, a run, and the way back', async ({ page }) => {
  await startBlank(page)
  await page.locator('.react-flow__pane').click()

  await page.keyboard.press('Shift+A')
  await page.keyboard.type('prompt')
  await page.keyboard.press('Enter')
  await page.keyboard.press('Enter')
  await page.keyboard.type('A red door in the rain. Close-up.')
  await page.keyboard.press('Escape')
  await page.keyboard.press('Shift+A')
  await page.keyboard.type('text to image')
  await page.keyboard.press('Enter')
  await expect(page.locator('.react-flow__node')).toHaveCount(2)

  await node(page, 'Prompt').focus()
  await page.keyboard.press('c')
  await page.keyboard.press('Enter')
  await expect(connections(page)).toHaveCount(1)

  await page.keyboard.press('Control+Enter')
  await expectState(page, 'Text to Image', 'Up to date')

  await node(page, 'Text to Image').focus()
  await page.keyboard.press('Delete')
  await expect(connections(page)).toHaveCount(0)
  await page.keyboard.press('Control+z')
  await expect(connections(page)).toHaveCount(1)
  await expectState(page, 'Text to Image', 'Up to date')
  await page.keyboard.press('Control+z')
  await expect(connections(page)).toHaveCount(0)
  await page.keyboard.press('Control+Shift+z')
  await expect(connections(page)).toHaveCount(1)
})

test('the window speaks Chinese from the settings on, and finds nodes by their initials', async ({
  page,
}) => {
  await openSettingsByKey(page)
  await page.getByRole('combobox', { name: 'Language' }).click()
  await page.getByRole('option', { name: '简体中文' }).click()
  await page.keyboard.press('Escape')
  await expect(page.getByRole('button', { name: /^运行/ }).first()).toBeVisible()
  await page.locator('.react-flow__pane').click({ position: { x: 10, y: 10 } })
  await page.keyboard.press('Shift+A')
  await page.keyboard.type('wst')
  await expect(page.getByRole('option').first()).toContainText('文生图')
})

async function openSettingsByKey(page: Page): Promise<void> {
  await expect(node(page, 'Final cut')).toBeVisible()
  await page.keyboard.press('Control+Comma')
}

for (const theme of ['Dark', 'Light']) {
  test(`the sample has no accessibility fault in the ${theme.toLowerCase()} theme`, async ({ page }) => {
    await openSettingsByKey(page)
    await page.getByRole('combobox', { name: 'Theme' }).click()
    await page.getByRole('option', { name: theme, exact: true }).click()
    await page.keyboard.press('Escape')
    await fit(page)
    const { violations } = await new AxeBuilder({ page })
      .withTags(['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa'])
      .analyze()
    expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([])
  })
}
