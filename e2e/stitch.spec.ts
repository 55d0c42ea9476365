import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Page } from '@playwright/test'
import { expect, test } from './app.ts'
import {
  connectToFilm,
  dock,
  framesPromised,
  makeClip,
  namesOf,
  playhead,
  renderTo,
  startWith,
  stripOf,
} from './cutting.ts'
import { decodeWhole, probeFilm } from './film.ts'
import { command, connections, expectState } from './window.ts'

const colors = { rain: 'red', door: 'lime', letter: 'blue', train: 'yellow', kiss: 'magenta' } as const
const names = Object.keys(colors) as (keyof typeof colors)[]

test('a film of five clips is cut, rendered and exported with the keyboard alone', async ({
  page,
  app,
}, info) => {
  mkdirSync(info.outputDir, { recursive: true })
  const files = names.map((name) =>
    makeClip(info.outputDir, { name, color: colors[name], rate: name === 'train' ? 30 : 24 }),
  )
  await startWith(page, files)
  await connectToFilm(page, names)
  const plan = page.getByRole('button', { name: /^How the film is made/ })
  await expect(plan).toContainText('4 of 5 clips copied · Clip 4 is 30 fps: converted to 24 fps')

  const steps = await test.step('build the cut, and take back and repeat each step', () => buildCut(page))
  await test.step('take back all of it, and repeat all of it', async () => {
    for (const { before, undos } of steps.toReversed()) {
      for (let undo = 0; undo < undos; undo++) await page.keyboard.press('Control+z')
      await expect.poll(() => stripOf(page)).toEqual(before)
    }
    for (const { after, undos } of steps) {
      for (let redo = 0; redo < undos; redo++) await page.keyboard.press('Control+Shift+z')
      await expect.poll(() => stripOf(page)).toEqual(after)
    }
  })

  await test.step('play across a cut', async () => {
    await page.keyboard.press('Home')
    await expect.poll(() => colorOnStage(page)).toBe('lime')
    await page.keyboard.press('Space')
    await expect.poll(() => playhead(page)).toBeGreaterThan(24)
    await page.keyboard.press('k')
    // A shot of ten frames is over before anybody has looked: it is looked at standing still.
    await page.keyboard.press('Home')
    for (let frame = 0; frame < 26; frame++) await page.keyboard.press('Period')
    await expect.poll(() => colorOnStage(page)).toBe('red')
    await page.keyboard.press('End')
    await expect.poll(() => colorOnStage(page)).toBe('black')
  })

  const promised = await framesPromised(page)
  await test.step('render it', async () => {
    await expect(plan).toContainText(/of 7 clips copied/)
    await plan.focus()
    await page.keyboard.press('Enter')
    const how = page.getByRole('dialog', { name: 'How the film is made' })
    await expect(how.getByRole('button', { name: /door/ })).toContainText(/Copied, \d+ frames encoded/)
    await expect(how.getByRole('button', { name: /train/ }).first()).toContainText('Converted')
    await page.keyboard.press('Escape')
    await expect(how).toBeHidden()
    const file = info.outputPath('film.mp4')
    await renderTo(page, file)
    expect(decodeWhole(file)).toBe('')
    expect(probeFilm(file)).toMatchObject({ width: 180, height: 320, videoCodec: 'h264', audioCodec: 'aac' })
    expect(framesOf(file)).toBe(promised)
  })

  await test.step('export it with captions and an edit list that finds its clips', async () => {
    await page.keyboard.press('Control+e')
    const dialog = page.getByRole('dialog', { name: 'Export “Video Stitcher”' })
    await dialog.getByRole('radio', { name: /^As it is/ }).press('Space')
    await dialog.getByRole('checkbox', { name: /^Captions .srt/ }).press('Space')
    await dialog.getByRole('checkbox', { name: /^FCPXML/ }).press('Space')
    await expect(dialog.getByRole('checkbox', { name: /^With its media/ })).toBeChecked()
    await dialog.getByRole('button', { name: 'Export', exact: true }).press('Enter')
    await expect(dialog.getByText(/^Exported in/)).toBeVisible()
    const paths = await dialog
      .getByRole('list', { name: 'Files' })
      .locator('span[title]')
      .evaluateAll((all) => all.map((one) => (one as HTMLElement).title))
    expect(paths.every((path) => path.startsWith(app.dataFolder) && existsSync(path))).toBe(true)
    const film = paths.find((path) => path.endsWith('.mp4'))!
    expect(decodeWhole(film)).toBe('')
    expect(framesOf(film)).toBe(promised)
    const captions = readFileSync(
      paths.find((path) => path.endsWith('.srt'))!,
      'utf8',
    )
    expect(captions).toMatch(/^1\r?\n00:00:\d\d,\d{3} --> 00:00:\d\d,\d{3}\r?\nWho is there\?/)
    const list = paths.find((path) => path.endsWith('.fcpxml'))!
    const sources = [...readFileSync(list, 'utf8').matchAll(/ src="([^"]+)"/g)].map(([, source]) =>
      fileURLToPath(new URL(source!, `file://${dirname(list)}/`)),
    )
    expect(new Set(sources).size).toBeGreaterThanOrEqual(4)
    for (const source of sources) expect(decodeWhole(source)).toBe('')
    await page.keyboard.press('Escape')
    await expect(dialog).toBeHidden()
  })

  await test.step('all of it is there after a reload', async () => {
    const before = await stripOf(page)
    await page.reload()
    await expect.poll(() => stripOf(page)).toEqual(before)
    await expect(page.getByRole('tab', { name: 'Stitch' })).toHaveAttribute('aria-selected', 'true')
    await expectState(page, 'Video Stitcher', 'Up to date')
    await expect(connections(page)).toHaveCount(4)
  })
})

type Strip = Awaited<ReturnType<typeof stripOf>>
interface Step {
  readonly before: Strip
  readonly after: Strip
  /** A caption comes in two steps: the line, and its words. */
  readonly undos: number
}

async function buildCut(page: Page): Promise<Step[]> {
  const steps: Step[] = []
  /** Does something, and sees that it can be taken back exactly and done again. */
  const edit = async (...keys: readonly (string | (() => Promise<void>))[]) => {
    const before = await stripOf(page)
    for (const key of keys) await (typeof key === 'string' ? page.keyboard.press(key) : key())
    await expect.poll(() => stripOf(page)).not.toEqual(before)
    const after = await stripOf(page)
    const undos = after.captions.length > 0 ? 2 : 1
    for (let undo = 0; undo < undos; undo++) await page.keyboard.press('Control+z')
    await expect.poll(() => stripOf(page)).toEqual(before)
    for (let redo = 0; redo < undos; redo++) await page.keyboard.press('Control+Shift+z')
    await expect.poll(() => stripOf(page)).toEqual(after)
    steps.push({ before, after, undos })
  }
  const frames = (count: number) => Array.from({ length: count }, () => 'Period')

  await edit('Alt+ArrowRight')
  expect(await namesOf(page)).toEqual(['door', 'rain', 'letter', 'train', 'kiss'])
  await edit(...frames(4), 'i')
  expect(await framesPromised(page)).toBe(116)
  await edit('ArrowDown', ...frames(7), 'o')
  expect(await framesPromised(page)).toBe(100)
  await edit('ArrowDown', ...frames(8), 's')
  expect(await namesOf(page)).toEqual(['door', 'rain', 'letter', 'train', 'train', 'kiss'])
  await edit('Control+d')
  expect(await framesPromised(page)).toBe(116)
  await edit('End', 'Delete')
  expect(await namesOf(page)).toEqual(['door', 'rain', 'letter', 'train', 'train', 'train'])
  await expect(connections(page)).toHaveCount(4)
  await edit('Home', 't')
  // As long as the half of the shorter shot.
  expect((await stripOf(page)).transitions[0]).toBe('From clip 1 to the next: Dissolve, 0.42 sec')
  expect(await framesPromised(page)).toBe(82)
  await edit(
    () => command(page, 'Add end card'),
    // Its words can be typed at once; Escape goes on with the cut.
    () => expect(dock(page).getByRole('textbox', { name: 'Title' })).toBeFocused(),
    'Escape',
    () => expect(page.locator('[data-shot="6"]')).toBeFocused(),
    () => expect.poll(() => playhead(page)).toBe(82),
  )
  await edit('Home', 'ArrowDown', 'ArrowDown', () => addCaption(page, 'Who is there?'))
  expect((await stripOf(page)).captions).toEqual([['Who is there?', expect.any(String)]])
  return steps
}

/** From the shot to its settings and back. */
async function addCaption(page: Page, words: string): Promise<void> {
  const add = page.getByRole('button', { name: 'Add caption' })
  const isThere = () => add.evaluate((button) => button === document.activeElement)
  while (!(await isThere())) await page.keyboard.press('Tab')
  await page.keyboard.press('Enter')
  // In one go: what is typed slowly is taken back word by word.
  await page.keyboard.insertText(words)
  await page.keyboard.press('Escape')
  await expect(page.locator('[data-shot][tabindex="0"]')).toBeFocused()
}

/** What the viewer shows in the middle, as eyes see it. */
async function colorOnStage(page: Page): Promise<string> {
  const picture = await page.getByRole('img', { name: 'The film as it is cut now' }).screenshot()
  return page.evaluate(
    async (bytes) => {
      const image = await createImageBitmap(new Blob([Uint8Array.from(bytes)]))
      const brush = new OffscreenCanvas(image.width, image.height).getContext('2d')!
      brush.drawImage(image, 0, 0)
      const [r = 0, g = 0, b = 0] = brush.getImageData(image.width / 2, image.height / 4, 1, 1).data
      const seen = [r, g, b].map((level) => (level > 127 ? '1' : '0')).join('')
      return { '000': 'black', '100': 'red', '010': 'lime', '001': 'blue', '110': 'yellow' }[seen] ?? seen
    },
    [...picture],
  )
}

/** Every frame that really decodes. */
function framesOf(file: string): number {
  const args = '-v error -select_streams v:0 -count_frames -show_entries stream=nb_read_frames -of csv=p=0'
  return Number(execFileSync('ffprobe', [...args.split(' '), file], { encoding: 'utf8' }).trim())
}
