import { execFileSync } from 'node:child_process'
import { readFileSync, truncateSync, writeFileSync } from 'node:fs'
import type { Page } from '@playwright/test'
import { expect, test } from './app.ts'
import { makeMedia } from './film.ts'
import { connections, node, openWorkflowFile } from './window.ts'

async function choose(page: Page, button: string, files: string | string[]): Promise<void> {
  const chooser = page.waitForEvent('filechooser')
  await page.getByRole('button', { name: button }).first().click()
  await (await chooser).setFiles(files)
}

test('files that are no media are each refused with a reason, and the good ones still come in', async ({
  page,
}, info) => {
  const words = info.outputPath('words.mp4')
  writeFileSync(words, 'Once upon a time there was a file that was no film.')
  const empty = info.outputPath('empty.png')
  writeFileSync(empty, '')
  const cut = makeMedia(
    info.outputPath('cut.mp4'),
    ...'-f lavfi -i testsrc2=s=320x240:d=2 -pix_fmt yuv420p -movflags +faststart'.split(' '),
  )
  truncateSync(cut, Math.floor(readFileSync(cut).length / 2))
  const huge = info.outputPath('huge.png')
  // Only the header of a picture, which says 20,000 by 20,000.
  const header = Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex')
  const size = Buffer.alloc(8)
  size.writeUInt32BE(20_000, 0)
  size.writeUInt32BE(20_000, 4)
  writeFileSync(
    huge,
    Buffer.concat([
      header,
      size,
      Buffer.from('0802000000', 'hex'),
      Buffer.alloc(64),
      Buffer.from('0000000049454e44ae426082', 'hex'),
    ]),
  )
  const wrongName = info.outputPath(`it's a "picture" 🌧.mp4`)
  const png = makeMedia(info.outputPath('p.png'), ...'-f lavfi -i testsrc2=s=64x64 -frames:v 1'.split(' '))
  execFileSync('cp', [png, wrongName])

  await page.getByRole('button', { name: 'Media', exact: true }).click()
  await choose(page, 'Import…', [words, empty, cut, huge, wrongName])
  const imports = page.getByRole('region', { name: 'Imports' })
  await expect(imports).toContainText('words.mp4 is not a picture, video or sound that can be used here')
  await expect(imports).toContainText('empty.png is empty, so there is nothing to import.')
  await expect(imports).toContainText('cut.mp4 is incomplete: a part of it is missing.')
  await expect(imports).toContainText('huge.png is 20000 × 20000 pixels, more than can be used here')
  await expect(page.getByRole('button', { name: `it's a "picture" 🌧.mp4, picture` })).toBeVisible()
  await expect(page.getByText('1 item', { exact: true })).toBeVisible()
})

test('workflow files that cannot be read are refused with a sentence; what is open stays', async ({
  page,
}, info) => {
  for (const [name, text, sentence] of [
    [
      'half.json',
      '{"format":"sceneloom-workflow","ver',
      /^half.* could not be read as a workflow: its text is damaged or incomplete/,
    ],
    [
      'newer.json',
      '{"format":"sceneloom-workflow","version":99}',
      /^newer.* was made with a newer Sceneloom/,
    ],
  ] as const) {
    const file = info.outputPath(name)
    writeFileSync(file, text)
    await openWorkflowFile(page, file)
    await expect(page.getByText(sentence)).toBeVisible()
    await page.keyboard.press('Escape')
  }
  await expect(node(page, 'Final cut')).toBeVisible()
})

test('a workflow with an unknown node, a loop and a wrong wire opens, says what is wrong, and loses nothing', async ({
  page,
}, info) => {
  const at = (x: number, y: number) => ({ position: { x, y } })
  const wire = (id: string, from: string, to: string) => {
    const [a, b] = [from.split('.'), to.split('.')]
    return { id, from: { node: a[0], port: a[1] }, to: { node: b[0], port: b[1] } }
  }
  const file = info.outputPath('strange.json')
  writeFileSync(
    file,
    JSON.stringify({
      format: 'sceneloom-workflow',
      version: 1,
      nodes: [
        { id: 'x', type: 'upscale-8k', version: 3, title: 'Later', ...at(0, 0), params: { factor: 8 } },
        { id: 'p', type: 'prompt', version: 1, title: 'Words', ...at(0, 400), params: { text: 'Rain' } },
        { id: 'v', type: 'image-to-video', version: 1, title: 'Clip', ...at(400, 400) },
        { id: 'a', type: 'video-stitcher', version: 1, title: 'Film A', ...at(0, 900) },
        { id: 'b', type: 'video-stitcher', version: 1, title: 'Film B', ...at(400, 900) },
      ],
      connections: [
        wire('1', 'p.text', 'v.image'),
        wire('2', 'a.video', 'b.clips'),
        wire('3', 'b.video', 'a.clips'),
      ],
    }),
  )
  await openWorkflowFile(page, file)
  await expect(page.getByRole('heading', { level: 1, name: 'strange' })).toBeVisible()
  await expect(page.locator('.react-flow__node')).toHaveCount(5)
  await page.getByRole('tab', { name: /Problems/ }).click()
  const problems = page.getByRole('tabpanel', { name: /Problems/ })
  await expect(problems).toContainText('does not know “upscale-8k”')
  await expect(problems).toContainText('feeds itself')
  await expect(problems).toContainText('does not fit any more')

  await page.reload()
  await expect(page.getByRole('heading', { level: 1, name: 'strange' })).toBeVisible()
  await expect(page.locator('.react-flow__node')).toHaveCount(5)
  await expect(connections(page)).toHaveCount(3)
})

test.describe('without a video engine', () => {
  test.use({ appOptions: { env: { SCENELOOM_FFMPEG: '/nowhere' } } })

  test('stills are made, clips say what is missing and what to do, and a retry goes on from there', async ({
    page,
  }) => {
    await expect(page.getByText('Clips need the video engine (ffmpeg), which was not found.')).toBeVisible()
    await page.getByRole('button', { name: /^Run \d+ of \d+/ }).click()
    await expect(node(page, 'Motion 1')).toContainText(/video engine/, { timeout: 90_000 })
    await expect(page.getByRole('group', { name: /^Still 3, .*Up to date/ })).toBeVisible({ timeout: 60_000 })
  })
})
