import { expect, test } from './app.ts'
import { command, connections, fit, node } from './window.ts'

test('an earlier version is kept, looked at, gone back to, and left again with one undo', async ({
  page,
}) => {
  await fit(page)
  const words = node(page, 'Shot 2').getByRole('textbox', { name: 'Text' })
  const before = await words.inputValue()
  const wires = await connections(page).count()
  const versions = page.getByRole('dialog', { name: /^Earlier versions of/ })

  await test.step('keep it under a name', async () => {
    await command(page, 'Earlier versions')
    await versions.getByRole('button', { name: 'Keep this version…' }).click()
    await page.keyboard.type('For the producer')
    await page.keyboard.press('Enter')
    await expect(versions.getByRole('option', { name: /For the producer/ })).toBeVisible()
    await page.keyboard.press('Escape')
    await expect(versions).toBeHidden()
  })

  await test.step('change a line, and delete a node', async () => {
    await words.fill('He waits with a paper lantern.')
    await node(page, 'Shot 3').click({ position: { x: 60, y: 12 } })
    await page.keyboard.press('Delete')
    await expect(node(page, 'Shot 3')).toHaveCount(0)
  })

  await test.step('see what is different', async () => {
    await command(page, 'Earlier versions')
    await versions.getByRole('option', { name: /For the producer/ }).click()
    await expect(versions.getByRole('button', { name: 'Shot 3: deleted since then' })).toBeVisible()
    await versions.getByRole('button', { name: 'Shot 2: changed since then' }).click()
    const changes = versions.getByRole('list', { name: 'Changes since then' })
    await expect(changes.getByText(before)).toBeVisible()
    await expect(changes.getByText('He waits with a paper lantern.')).toBeVisible()
  })

  await test.step('bring back one node, and nothing else', async () => {
    await versions.getByRole('button', { name: 'Shot 3: deleted since then' }).click()
    await versions.getByRole('button', { name: 'Bring back', exact: true }).click()
    await page.keyboard.press('Escape')
    await expect(versions).toBeHidden()
    await expect(node(page, 'Shot 3')).toBeVisible()
    await expect(connections(page)).toHaveCount(wires)
    await expect(words).toHaveValue('He waits with a paper lantern.')
  })

  await test.step('go back to all of it, and undo that', async () => {
    await command(page, 'Earlier versions')
    await versions.getByRole('option', { name: /For the producer/ }).click()
    await versions.getByRole('button', { name: 'Go back to this version' }).click()
    await expect(versions).toBeHidden()
    await expect(words).toHaveValue(before)
    await page.locator('.react-flow__pane').click({ position: { x: 5, y: 5 } })
    await page.keyboard.press('Control+z')
    await expect(words).toHaveValue('He waits with a paper lantern.')
    await page.keyboard.press('Control+Shift+z')
    await expect(words).toHaveValue(before)
  })

  await test.step('it is all there after a reload', async () => {
    await page.reload()
    await expect(words).toHaveValue(before)
    await command(page, 'Earlier versions')
    await expect(versions.getByRole('option', { name: /For the producer/ })).toBeVisible()
  })
})
