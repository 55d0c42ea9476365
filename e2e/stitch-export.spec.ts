import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { basename } from 'node:path'
import type { Locator, Page } from '@playwright/test'
import { enter, expect, startApp, test } from './app.ts'
import { connectToFilm, makeClip, namesOf, playhead, renderTo, shots, startWith, stripOf } from './cutting.ts'
import { command, connections, fit, node, startBlank } from './window.ts'

test.beforeEach(({ page: _page }, info) => void mkdirSync(info.outputDir, { recursive: true }))

test('an export that is stopped leaves nothing behind', async ({ page, app }, info) => {
  // Longer than any hand needs to stop it.
  await startWith(page, [makeClip(info.outputDir, { name: 'rain', color: 'red', seconds: 90 })])
  await connectToFilm(page, ['rain'])
  const dialog = await openExport(page)
  await dialog.getByRole('radio', { name: /^Vertical/ }).click()
  await dialog.getByRole('button', { name: 'Export', exact: true }).click()
  await dialog.getByRole('button', { name: 'Stop', exact: true }).click()
  await expect(dialog.getByText('Stopped. Nothing was left behind.')).toBeVisible()
  expect(readdirSync(`${app.dataFolder}/exports`, { recursive: true })).toEqual([])
})

test('an edit list brings the cut back, and captions that are none are told of', async ({ page }, info) => {
  const colors = { rain: 'red', door: 'lime', letter: 'blue' }
  const names = Object.keys(colors)
  await startWith(
    page,
    Object.entries(colors).map(([name, color]) => makeClip(info.outputDir, { name, color })),
  )
  await connectToFilm(page, names)
  await press(page, 'Alt+ArrowRight', 'Period', 'Period', 'Period', 'i')
  await press(page, 'ArrowDown', 'Period', 'Period', 'Period', 'Period', 'o', 'Home', 't')
  const cut = await stripOf(page)
  expect(await namesOf(page)).toEqual(['door', 'rain', 'letter'])

  const dialog = await openExport(page)
  await dialog.getByRole('radio', { name: /^As it is/ }).click()
  await dialog.getByRole('checkbox', { name: /^OpenTimelineIO/ }).click()
  await dialog.getByRole('button', { name: 'Export', exact: true }).click()
  await expect(dialog.getByText(/^Exported in/)).toBeVisible()
  const list = await dialog.getByTitle(/\.otio$/).getAttribute('title')
  await page.keyboard.press('Escape')
  await expect(dialog).toBeHidden()

  await shots(page).first().focus()
  await press(page, 'Alt+ArrowRight', 'End', 'Alt+x', 'Control+d')
  await expect(shots(page)).toHaveCount(4)
  await choose(page, 'Import an edit list…', list!)
  await expect.poll(() => stripOf(page)).toEqual(cut)

  const words = info.outputPath('words.srt')
  writeFileSync(words, 'My dear diary, today it rained.\n')
  await choose(page, 'Import captions…', words)
  await expect(page.getByText('words.srt holds no captions that could be read.')).toBeVisible()
  expect(await stripOf(page)).toEqual(cut)
})

test('a film tells what it is made of, and brings its workflow to another library', async ({
  page,
  context,
  consoleErrors: _watched,
}, info) => {
  await startWith(page, [
    makeClip(info.outputDir, { name: 'rain', color: 'red' }),
    makeClip(info.outputDir, { name: 'door', color: 'lime' }),
  ])
  await connectToFilm(page, ['rain', 'door'])
  await press(page, 'Period', 'Period', 'Period', 'i', 'Alt+ArrowRight')
  const cut = await stripOf(page)
  const film = info.outputPath('our film.mp4')
  await renderTo(page, film)

  const other = await startApp()
  const fresh = await context.newPage()
  try {
    await enter(fresh, other)
    await startBlank(fresh)
    await test.step('only the film: it says where each shot comes from', async () => {
      await dropFile(fresh, film)
      const asked = fresh.getByRole('dialog', { name: 'This film carries its workflow' })
      await expect(asked).toContainText('with 2 shots')
      await asked.getByRole('button', { name: 'Only add the film' }).click()
      await node(fresh, 'our film').click()
      await fresh.getByRole('button', { name: 'What is this shot?' }).click()
      const receipt = fresh.getByRole('dialog', { name: 'What is this shot?' })
      await expect(receipt).toContainText(/Shot 1 of 2.*door/)
      await fresh
        .getByRole('region', { name: 'Viewer' })
        .getByRole('slider', { name: 'Position' })
        .press('End')
      await expect(receipt).toContainText(/Shot 2 of 2.*rain/)
    })
    await test.step('its workflow: the graph and the cut as they were', async () => {
      await dropFile(fresh, film)
      await fresh.getByRole('button', { name: 'Open it as a new workflow' }).click()
      await fit(fresh)
      await expect(node(fresh, 'Video Stitcher')).toBeVisible()
      await expect(connections(fresh)).toHaveCount(2)
      await command(fresh, 'Stitch')
      await expect.poll(() => namesOf(fresh)).toEqual(['door', 'rain'])
      expect(cut.shots).toHaveLength(2)
      expect(await playhead(fresh)).toBe(0)
    })
  } finally {
    await fresh.close()
    await other.stop()
    rmSync(other.dataFolder, { recursive: true, force: true })
  }
})

async function openExport(page: Page): Promise<Locator> {
  await page.keyboard.press('Control+e')
  const dialog = page.getByRole('dialog', { name: 'Export “Video Stitcher”' })
  await expect(dialog).toBeVisible()
  return dialog
}

async function press(page: Page, ...keys: readonly string[]): Promise<void> {
  for (const key of keys) await page.keyboard.press(key)
}

/** A file for one of the entries behind the three dots of the dock. */
async function choose(page: Page, entry: string, file: string): Promise<void> {
  await page.getByRole('button', { name: 'More actions' }).click()
  const chooser = page.waitForEvent('filechooser')
  await page.getByRole('menuitem', { name: entry }).click()
  await (await chooser).setFiles(file)
}

/** A file of the computer, let go over the middle of the canvas. */
async function dropFile(page: Page, file: string): Promise<void> {
  const held = await page.evaluateHandle(
    ([name, bytes]) => {
      const data = new DataTransfer()
      const content = Uint8Array.from(atob(bytes), (character) => character.codePointAt(0)!)
      data.items.add(new File([content], name, { type: 'video/mp4' }))
      return data
    },
    [basename(file), readFileSync(file, 'base64')] as const,
  )
  const canvas = page.locator('.react-flow__pane')
  const { x, y, width, height } = (await canvas.boundingBox())!
  const at = { dataTransfer: held, clientX: x + width / 3, clientY: y + height / 3 }
  await canvas.dispatchEvent('dragover', at)
  await canvas.dispatchEvent('drop', at)
}
