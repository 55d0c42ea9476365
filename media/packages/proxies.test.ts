import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createCanvas } from '@napi-rs/canvas'
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest'
import { statusOf } from '../../nodes/engine/status.ts'
import { emptyDocument, parseDocument, type WorkflowDocument } from '../../nodes/graph/document.ts'
import { makeClip } from '../mp4/test-clips.ts'
import { decodePicture } from '../pictures/decode-picture.ts'
import { held } from '../pictures/test-photo.ts'
import { addWhole } from '../workflows.ts'
import { makeProxy } from './proxies.ts'
import { freshFolder, openLibrary, type PackingLibrary } from './test-packing.ts'

const root = mkdtempSync(join(tmpdir(), 'sceneloom-proxies-'))
let large: string
beforeAll(async () => {
  large = await makeClip(join(root, 'large.mp4'), { size: '1280x720', seconds: 2, video: ['-crf', '4'] })
})
afterAll(() => rmSync(root, { recursive: true, force: true }))

let here: PackingLibrary
let there: PackingLibrary
beforeEach(() => {
  here = openLibrary(freshFolder(root))
  there = openLibrary(freshFolder(root))
})
afterEach(async () => {
  await Promise.all([here.close(), there.close()])
})

const origin = {
  sourceType: 'generated',
  generation: {
    provider: 'fal',
    model: 'fal/wan',
    prompt: 'Rain',
    params: {},
    startedAt: 1,
    completedAt: 2,
    cost: 0.4,
  },
} as const
const position = { x: 0, y: 0 }

/** A workflow whose one clip was made, from what flows into it now. */
function addMade(library: PackingLibrary, document: WorkflowDocument, clip: string): void {
  const made = document.nodes.find(({ chosenTake }) => chosenTake)!
  const world = { takesOf: () => [], isMissing: () => false }
  const { signature } = statusOf(document, world).get(made.id) as { signature: string }
  const times = { createdAt: 5, updatedAt: 6 }
  const about = { id: 'w', name: 'Rain', description: '', status: 'saved', rev: 1, ...times } as const
  const { id: nodeId, type: nodeType } = made
  const take = { nodeId, nodeType, mediaId: clip, take: 1, variation: 0, signature } as const
  addWhole(library.tables, { ...about, document }, [
    { ...take, role: 'output', createdAt: 5, activatedAt: 5 },
  ])
}

/** Like a photo: no two pixels of it are alike. */
function grain(width: number, height: number) {
  const canvas = createCanvas(width, height)
  const brush = canvas.getContext('2d')
  const pixels = brush.createImageData(width, height)
  let state = 1
  for (let at = 0; at < pixels.data.length; at++) {
    state = (state * 48_271) % 2_147_483_647
    pixels.data[at] = at % 4 === 3 ? 255 : state % 256
  }
  brush.putImageData(pixels, 0, 0)
  brush.clearRect(0, 0, width / 4, height / 4)
  return canvas
}

it('stand for their originals wherever these are named, until the originals are there', async () => {
  const original = await here.add(large, origin)
  const chosenTake = { mediaId: original, at: 9 }
  const clip = {
    id: 'a',
    type: 'text-to-video',
    version: 1,
    position,
    params: { prompt: 'Rain' },
    chosenTake,
  }
  addMade(here, parseDocument({ ...emptyDocument(), nodes: [clip] }, 'Rain'), original)

  const packed = await here.pack({ workflowIds: ['w'], takes: 'proxies' })
  expect(await there.unpack(packed.path!)).toMatchObject({
    state: 'done',
    notes: [{ code: 'package_proxies' }],
  })
  const [stood] = there.workflows.takesOf('w')
  const proxy = there.manager.get(stood!.mediaId)!
  expect(proxy).toMatchObject({ proxyOf: original, height: 480, generation: { model: 'fal/wan' } })
  expect(proxy.sizeBytes).toBeLessThan(here.manager.get(original)!.sizeBytes / 2)
  expect(there.workflows.read('w').document.nodes[0]!.chosenTake?.mediaId).toBe(proxy.id)
  expect(there.states('w')).toEqual(['up-to-date'])

  // Who has the original needs no copy of it.
  const again = openLibrary(freshFolder(root))
  await again.add(large, { sourceType: 'uploaded' })
  expect(await again.unpack(packed.path!)).toMatchObject({ state: 'done', media: 0, notes: [] })
  expect(again.workflows.takesOf('w').map(({ mediaId }) => mediaId)).toEqual([original])
  await again.close()
})

it('of pictures are upright, see-through where these are, and make no clip out of date', async () => {
  const [drawing, photo, icon] = ['drawing.png', 'photo.jpg', 'icon.png'].map((name) => join(root, name))
  writeFileSync(drawing!, await grain(1200, 900).encode('png'))
  writeFileSync(photo!, held(await grain(1600, 900).encode('jpeg', 95), 6))
  writeFileSync(icon!, await grain(24, 24).encode('png'))
  const [first, last, small, clip] = await Promise.all([
    here.add(drawing!, { name: 'drawing.png', sourceType: 'uploaded' }),
    here.add(photo!, { name: 'photo.jpg', sourceType: 'uploaded' }),
    here.add(icon!, { name: 'icon.png', sourceType: 'uploaded' }),
    here.add(large, origin),
  ])
  const own = (id: string, mediaId: string) => ({
    id,
    type: 'media',
    version: 1,
    position,
    params: { mediaId, kind: 'image' },
  })
  const wire = (node: string, port: string) => ({
    id: `${node}-${port}`,
    from: { node, port: 'image' },
    to: { node: 'move', port },
  })
  const move = { id: 'move', type: 'image-to-video', version: 1, position, params: {} }
  const document = parseDocument(
    {
      ...emptyDocument(),
      nodes: [
        own('first', first),
        own('last', last),
        own('small', small),
        { ...move, chosenTake: { mediaId: clip, at: 9 } },
      ],
      connections: [wire('first', 'image'), wire('last', 'last')],
    },
    'Rain',
  )
  addMade(here, document, clip)
  const before = here.states('w')
  expect(before).toContain('up-to-date')

  const order = { workflowIds: ['w'], takes: 'proxies' as const, folder: '', name: 'Rain' }
  const { sizes } = await here.moving.packages.estimate(order)
  const bytesOf = (way: string) => sizes.find(({ takes }) => takes === way)!.bytes
  expect(bytesOf('proxies')).toBeLessThan(bytesOf('active') / 4)
  const packed = await here.pack(order)
  expect(await there.unpack(packed.path!)).toMatchObject({
    state: 'done',
    media: 4,
    notes: [{ code: 'package_proxies', details: { count: 3 } }],
  })

  const stood = (original: string) =>
    there.manager
      .list({ limit: 9, offset: 0 })
      .items.find(({ id, proxyOf }) => id === original || proxyOf === original)!
  expect(stood(first)).toMatchObject({ name: 'drawing.png', codec: 'webp', width: 640, height: 480 })
  expect(stood(last)).toMatchObject({ proxyOf: last, width: 480, height: 853 })
  expect(stood(small)).not.toHaveProperty('proxyOf')
  expect(readFileSync(there.manager.pathOf(small))).toEqual(readFileSync(icon!))
  expect(await alphaAt(there.manager.pathOf(stood(first).id), 10, 10)).toBe(0)
  expect(there.states('w')).toEqual(before)
})

it('of pictures say in words that the disk takes nothing', async () => {
  const photo = join(root, 'photo.png')
  writeFileSync(photo, await grain(800, 600).encode('png'))
  const media = here.manager.get(await here.add(photo, { name: 'photo.png', sourceType: 'uploaded' }))!
  const room = { file: (extension: string) => join(root, 'gone', `x.${extension}`) }
  const engine = () => Promise.reject(new Error('no picture needs it'))
  const job = { engine, media, path: photo, room, signal: new AbortController().signal }
  await expect(makeProxy(job)).rejects.toMatchObject({ code: 'folder_not_writable' })
})

async function alphaAt(path: string, x: number, y: number): Promise<number> {
  const picture = await decodePicture(path)
  const brush = createCanvas(picture.width, picture.height).getContext('2d')
  brush.drawImage(picture, 0, 0)
  return brush.getImageData(x, y, 1, 1).data[3]!
}
