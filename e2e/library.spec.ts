import { AxeBuilder } from '@axe-core/playwright'
import { expect, test } from './app.ts'
import { dropTile, importFolder, makeFolder, openPanel, search, tile, tiles } from './library.ts'
import { command, connections, fit, node } from './window.ts'

test('a folder comes in, is found by pinyin, tagged, wired, thrown away and had back', async ({
  page,
}, info) => {
  const panel = await openPanel(page)

  await test.step('import a folder', async () => {
    await importFolder(page, makeFolder(info.outputPath('素材')))
    await expect(panel.getByText('5 items')).toBeVisible()
    await expect(tiles(panel)).toHaveCount(5)
  })

  await test.step('find Chinese names by pinyin, and tell when nothing fits', async () => {
    await search(panel, 'linwei')
    await expect(tiles(panel)).toHaveCount(1)
    await expect(tile(panel, '林薇 特写')).toBeVisible()
    await search(panel, 'nothing like it')
    await panel.getByRole('button', { name: 'Clear filters' }).click()
    await expect(tiles(panel)).toHaveCount(5)
  })

  await test.step('give it a role, and find it by that', async () => {
    await tile(panel, '林薇 特写').click()
    await page.keyboard.press('t')
    await page.keyboard.type('Character: 林薇')
    await page.getByRole('option', { name: 'New: Character: 林薇' }).click()
    const role = panel.getByRole('button', { name: 'Remove Character: 林薇' })
    await role.click()
    await expect(role).toBeHidden()
    await page.keyboard.press('Control+z')
    await expect(role).toBeVisible()
    await panel.getByRole('button', { name: 'Filter', exact: true }).click()
    await page.getByRole('menuitem', { name: 'Tag or role' }).click()
    await page.getByRole('menuitemcheckbox', { name: /^Character: 林薇/ }).click()
    await page.keyboard.press('Escape')
    await expect(tiles(panel)).toHaveCount(1)
    await panel.getByRole('button', { name: 'Remove filter: Character: 林薇' }).click()
    await expect(tiles(panel)).toHaveCount(5)
  })

  await test.step('put it on the canvas, and a second one right on a port', async () => {
    const canvas = (await page.getByRole('region', { name: 'Canvas' }).boundingBox())!
    const at = (x: number, y: number) => ({ x: canvas.x + canvas.width * x, y: canvas.y + canvas.height * y })
    await page.getByRole('button', { name: 'Nodes', exact: true }).click()
    await dropTile(page, page.getByRole('button', { name: 'Add Image to Video' }), at(0.6, 0.2))
    await page.getByRole('button', { name: 'Media', exact: true }).click()
    await fit(page)
    const port = page.getByRole('button', { name: 'First frame, picture input of Image to Video' })
    const box = (await port.boundingBox())!
    await dropTile(page, tile(panel, '林薇 特写'), { x: box.x + box.width / 2, y: box.y + box.height / 2 })
    await expect(connections(page)).toHaveCount(1)
    await dropTile(page, tile(panel, 'letter'), at(0.5, 0.9))
    await expect(page.locator('.react-flow__node')).toHaveCount(3)
  })

  await test.step('throw away what is used: it says where, and comes back with Ctrl+Z', async () => {
    await tile(panel, '林薇 特写').click()
    await expect(panel.getByRole('button', { name: /^Show 林薇 特写, / })).toBeVisible()
    await page.keyboard.press('Delete')
    await page.getByRole('alertdialog').getByRole('button', { name: 'Move to trash' }).click()
    await expect(tiles(panel)).toHaveCount(4)
    await page.keyboard.press('Control+z')
    await expect(tiles(panel)).toHaveCount(5)
    await expect(page.locator('.react-flow__node')).toHaveCount(3)
  })

  await test.step('and what is not used goes at once, to be put back from the trash', async () => {
    await tile(panel, '主题音乐').click()
    await page.keyboard.press('Delete')
    await expect(tiles(panel)).toHaveCount(4)
    await panel.getByRole('button', { name: 'Trash', exact: true }).click()
    await tile(panel, '主题音乐').click()
    await panel.getByRole('button', { name: 'Put back' }).click()
    await expect(panel.getByText('The trash is empty.')).toBeVisible()
    await page.keyboard.press('Control+z')
    await expect(tile(panel, '主题音乐')).toBeVisible()
    await expect(page.locator('.react-flow__node')).toHaveCount(3)
    await page.keyboard.press('Control+Shift+z')
    await expect(panel.getByText('The trash is empty.')).toBeVisible()
    await panel.getByRole('button', { name: 'Show everything' }).click()
    await expect(tile(panel, '主题音乐')).toBeVisible()
  })
})

test('what only an earlier version shows is not deleted unawares', async ({ page }, info) => {
  const panel = await openPanel(page)
  await importFolder(page, makeFolder(info.outputPath('素材')))
  await expect(tiles(panel)).toHaveCount(5)
  await dropTile(page, tile(panel, 'letter'), { x: 900, y: 600 })
  await expect(node(page, 'letter')).toBeVisible()
  await command(page, 'Earlier versions')
  await page.getByRole('button', { name: 'Keep this version…' }).click()
  await page.keyboard.type('First cut')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('option', { name: /First cut/ })).toBeVisible()
  await page.keyboard.press('Escape')
  await node(page, 'letter').click({ position: { x: 60, y: 12 } })
  await page.keyboard.press('Delete')
  await expect(node(page, 'letter')).toHaveCount(0)

  const asked = page.getByRole('alertdialog')
  await tile(panel, 'letter').click()
  await expect(panel.getByText('In no workflow')).toBeVisible()
  await page.keyboard.press('Delete')
  await expect(asked).toContainText('Shown by an earlier version of a workflow.')
  await asked.getByRole('button', { name: 'Move to trash' }).click()
  await panel.getByRole('button', { name: 'Trash', exact: true }).click()
  await command(page, 'Empty trash…')
  await expect(asked).toContainText('Shown by an earlier version of a workflow.')
  await expect(asked).toContainText('Going back to such a version will show that it was deleted.')
  await asked.getByRole('button', { name: 'Delete for good' }).click()
  await expect(panel.getByText('The trash is empty.')).toBeVisible()
})

test('the whole library works with the keyboard alone', async ({ page }, info) => {
  const panel = await openPanel(page)
  await importFolder(page, makeFolder(info.outputPath('素材')))
  await expect(tiles(panel)).toHaveCount(5)

  await page.keyboard.press('Control+Shift+L')
  const library = page.getByRole('region', { name: 'Library', exact: true })
  await expect(library.getByRole('searchbox')).toBeFocused()
  await tiles(library).first().focus()
  await page.keyboard.press('Home')

  await test.step('select several with Shift and all with Ctrl+A', async () => {
    await page.keyboard.press('Shift+ArrowRight')
    await page.keyboard.press('Shift+ArrowRight')
    await expect(library.getByText('3 selected')).toBeVisible()
    await page.keyboard.press('Control+a')
    await expect(library.getByText('5 selected')).toBeVisible()
  })

  await test.step('mark all with a star, and take it back', async () => {
    await page.keyboard.press('s')
    await expect(library.getByRole('button', { name: 'Favourites 5' })).toBeVisible()
    await page.keyboard.press('Control+z')
    await expect(library.getByRole('button', { name: 'Favourites 0' })).toBeVisible()
  })

  await test.step('rename one, and keep it in a collection', async () => {
    await page.keyboard.press('Home')
    await page.keyboard.press('F2')
    await page.keyboard.type('opening.png')
    await page.keyboard.press('Enter')
    await expect(tile(library, 'opening.png')).toBeVisible()
    await library.getByRole('button', { name: 'New collection' }).press('Enter')
    await expect(page.getByRole('textbox', { name: 'Name of the collection' })).toBeFocused()
    await page.keyboard.type('Episode 1')
    await page.keyboard.press('Enter')
    await expect(library.getByRole('button', { name: 'Episode 1 0' })).toBeVisible()
    await tile(library, 'opening.png').press('Shift+F10')
    await page.getByRole('menuitem', { name: 'Add to collection' }).press('ArrowRight')
    await page.getByRole('menuitem', { name: 'Episode 1' }).press('Enter')
    await expect(library.getByRole('button', { name: 'Episode 1 1' })).toBeVisible()
  })

  await test.step('look at it, put it on the canvas, and be back there', async () => {
    await tile(library, 'opening.png').focus()
    await page.keyboard.press('Enter')
    await expect(page.getByRole('region', { name: 'Viewer' }).locator('img, video').first()).toBeVisible()
    await page.keyboard.press('a')
    await expect(library).toHaveCount(0)
    await expect(page.getByRole('group', { name: /^opening, / })).toBeFocused()
  })
})

for (const theme of ['dark', 'light'] as const) {
  test(`nothing in the ${theme} library keeps anybody out`, async ({ page }, info) => {
    await page.emulateMedia({ colorScheme: theme })
    const panel = await openPanel(page)
    await importFolder(page, makeFolder(info.outputPath('素材')))
    await expect(tiles(panel)).toHaveCount(5)
    await tiles(panel).first().click()
    const check = async () => {
      const { violations } = await new AxeBuilder({ page })
        .withTags(['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa'])
        .analyze()
      expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([])
    }
    await check()
    await page.keyboard.press('Control+Shift+L')
    await expect(page.getByRole('region', { name: 'Library', exact: true })).toBeVisible()
    await check()
  })
}
