import { appendFileSync, mkdtempSync, readdirSync, readFileSync, rmSync, truncateSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import * as fc from 'fast-check'
import { afterAll, beforeAll, beforeEach, afterEach, describe, expect, it } from 'vitest'
import { emptyDocument, parseDocument } from '../../nodes/graph/document.ts'
import { signatureOf, recipeOf, resolveParams } from '../../nodes/graph/signature.ts'
import { nodeTypeOf } from '../../nodes/types/index.ts'
import { addWhole } from '../workflows.ts'
import { freshFolder, makeFiles, openLibrary, type PackingLibrary } from './test-packing.ts'

const root = mkdtempSync(join(tmpdir(), 'sceneloom-packages-'))
let files: string[]
beforeAll(async () => {
  files = await makeFiles(root, 4)
})
afterAll(() => rmSync(root, { recursive: true, force: true }))

const KEY = 'sk-canary-1234567890abcdef'
let here: PackingLibrary
let there: PackingLibrary
beforeEach(() => {
  here = openLibrary(freshFolder(root), [KEY])
  there = openLibrary(freshFolder(root))
})
afterEach(async () => {
  await Promise.all([here.close(), there.close()])
})

const generation = {
  provider: 'fal',
  model: 'fal/wan',
  prompt: 'Rain over the harbour',
  params: { seed: 7 },
  startedAt: 1,
  completedAt: 2,
  cost: 0.4,
  jobId: 'job-1',
}

/** Two clips, of which one has two takes, into a film: all of it made. */
async function drama(library: PackingLibrary, id = 'rain') {
  const [first, second, other, film] = (await Promise.all(
    files.map((file) => library.add(file, { sourceType: 'generated', generation, createdAt: 5 })),
  )) as [string, string, string, string]
  const clip = (name: string, prompt: string) => ({
    id: name,
    type: 'text-to-video',
    version: 1,
    position: { x: 0, y: 0 },
    params: { prompt },
  })
  const wire = (from: string) => ({
    id: `${from}-s`,
    from: { node: from, port: 'video' },
    to: { node: 's', port: 'clips' },
  })
  const document = parseDocument(
    {
      ...emptyDocument(),
      nodes: [
        clip('a', 'Rain'),
        clip('b', 'Night'),
        { id: 's', type: 'video-stitcher', version: 1, position: { x: 400, y: 0 }, params: {} },
      ],
      connections: [wire('a'), wire('b')],
    },
    id,
  )
  const take = (nodeId: string, mediaId: string, take: number) => {
    const node = document.nodes.find((one) => one.id === nodeId)!
    const definition = nodeTypeOf(node.type)!
    const clips = [first, second].map((media) => ({ id: media, kind: 'video' as const }))
    const inputs = nodeId === 's' ? { clips } : { prompt: [String(node.params['prompt'])] }
    const params = resolveParams(definition, node, document.settings)
    const bound =
      definition.kind === 'maker'
        ? (definition.bind?.(params as never, { clips: [{ id: 'a-s' }, { id: 'b-s' }] }) ?? params)
        : params
    const signature = signatureOf(recipeOf(definition, bound, inputs))
    const role = nodeId === 's' ? ('output' as const) : ('intermediate' as const)
    return {
      nodeId,
      nodeType: node.type,
      role,
      mediaId,
      take,
      variation: take - 1,
      signature,
      createdAt: 5,
      activatedAt: 5 + take,
    }
  }
  const takes = [take('a', other, 1), take('a', first, 2), take('b', second, 1), take('s', film, 1)]
  const about = {
    name: 'Rain',
    description: 'A night',
    status: 'saved',
    rev: 1,
    createdAt: 5,
    updatedAt: 6,
  } as const
  addWhole(library.tables, { id, ...about, document }, takes)
  return { id, first, second, other, film }
}

describe('a workflow that travels', () => {
  it('is up to date where it arrives, with its takes, tags, prompts and prices', async () => {
    const { id, first, other } = await drama(here)
    here.tables.tags.add([first], [{ kind: 'character', name: '林' }])
    here.manager.setFavourite(first, true)
    const { path } = await here.pack({ workflowIds: [id] })
    const arrived = await there.unpack(path!)
    expect(arrived).toMatchObject({ state: 'done', media: 4, workflowIds: [id], notes: [] })
    expect(there.states(id)).toEqual(['up-to-date', 'up-to-date', 'up-to-date'])
    expect(there.manager.get(first)).toMatchObject({
      favourite: true,
      tags: expect.arrayContaining([{ kind: 'character', name: '林' }]),
      generation: { model: 'fal/wan', prompt: 'Rain over the harbour', cost: 0.4 },
    })
    expect(there.manager.get(first)?.generation?.jobId).toBeUndefined()
    expect(there.workflows.takesOf(id).map(({ mediaId }) => mediaId)).toContain(other)
  })

  it('asks for nothing: no job, no run, no result that could answer for another', async () => {
    const { id } = await drama(here)
    const { path } = await here.pack({ workflowIds: [id] })
    await there.unpack(path!)
    const { signature } = there.workflows.takesOf(id)[0]!
    expect(there.tables.runs.list({ limit: 9, offset: 0 })).toEqual([])
    expect(there.tables.results.list(signature)).toEqual([])
  })

  it('takes along only what is shown, or nothing at all', async () => {
    const { id, other } = await drama(here)
    const active = await here.pack({ workflowIds: [id], takes: 'active' })
    await there.unpack(active.path!)
    expect(there.manager.get(other)).toBeUndefined()
    expect(there.states(id)).toEqual(['up-to-date', 'up-to-date', 'up-to-date'])

    const bare = openLibrary(freshFolder(root))
    const none = await here.pack({ workflowIds: [id], takes: 'none' })
    expect(await bare.unpack(none.path!)).toMatchObject({ state: 'done', media: 0 })
    expect(bare.workflows.read(id).document.nodes).toHaveLength(3)
    expect(bare.states(id)[0]).toBe('idle')
    await bare.close()
  })

  it('says what it weighs before it is written, and what is in it before it is let in', async () => {
    const { id, film } = await drama(here)
    await there.add(files[3]!, { sourceType: 'uploaded' })
    const order = { workflowIds: [id], takes: 'all' as const, folder: '', name: 'Rain' }
    const { sizes, path } = await here.moving.packages.estimate(order)
    expect(sizes.map(({ takes, files: count }) => [takes, count])).toEqual([
      ['all', 4],
      ['active', 3],
      ['proxies', 3],
      ['none', 0],
    ])
    const packed = await here.pack(order)
    expect(packed.path).toBe(path)
    expect(await there.moving.packages.inspect({ path })).toMatchObject({
      workflows: [{ name: 'Rain', nodes: 3, takes: 4, known: false }],
      media: { files: 4, known: 1, missing: 0 },
      usd: 1.6,
    })
    expect(there.manager.get(film)?.missing).toBe(false)
    expect(there.workflows.list()).toEqual([])
  })

  it('is recognised when it comes again, and stands beside one that was changed', async () => {
    const { id } = await drama(here)
    const { path } = await here.pack({ workflowIds: [id] })
    await there.unpack(path!)
    expect(await there.unpack(path!)).toMatchObject({
      media: 0,
      workflowIds: [id],
      notes: [{ code: 'package_known' }],
    })

    // Whoever has only looked around in it has changed nothing.
    const seen = there.workflows.read(id)
    const viewport = { x: 1, y: 2, zoom: 0.5 }
    there.workflows.save(id, seen.rev, { ...seen.document, viewport })
    expect(await there.unpack(path!)).toMatchObject({ workflowIds: [id], notes: [{ code: 'package_known' }] })

    const { document, rev } = there.workflows.read(id)
    there.workflows.save(id, rev, { ...document, nodes: document.nodes.slice(1) })
    const beside = await there.unpack(path!)
    expect(beside).toMatchObject({
      notes: [{ code: 'package_beside', details: { name: 'Rain', as: 'Rain 2' } }],
    })
    expect(there.states(beside.workflowIds[0]!)).toEqual(['up-to-date', 'up-to-date', 'up-to-date'])
    expect((await there.unpack(path!)).workflowIds).toEqual(beside.workflowIds)
    expect(there.workflows.list()).toHaveLength(2)
  })

  it('leaves out what is missing or is not what its name says, and tells of it', async () => {
    const { id, first, other } = await drama(here)
    const at = (media: string) => here.manager.pathOf(media)
    const [lost, changed] = [at(first), at(other)]
    truncateSync(lost, 10)
    const bytes = readFileSync(changed)
    truncateSync(changed, bytes.length - 1)
    appendFileSync(changed, Buffer.from([bytes.at(-1)! ^ 1]))
    const packed = await here.pack({ workflowIds: [id] })
    expect(packed).toMatchObject({ state: 'done', notes: [{ code: 'package_lacks', details: { count: 2 } }] })
    const arrived = await there.unpack(packed.path!)
    expect(arrived).toMatchObject({
      state: 'done',
      media: 2,
      notes: [{ code: 'package_lacks', details: { count: 2 } }],
    })
    expect(there.workflows.takesOf(id)).toHaveLength(2)
  })

  it('never writes over anything', async () => {
    const { id } = await drama(here)
    const [first, second] = [await here.pack({ workflowIds: [id] }), await here.pack({ workflowIds: [id] })]
    expect([first.path, second.path].map((path) => path!.split('/').at(-1))).toEqual([
      'Package.sceneloom',
      'Package 2.sceneloom',
    ])
  })

  it('leaves nothing behind when it is stopped', async () => {
    const { id } = await drama(here)
    const { path } = await here.pack({ workflowIds: [id] })
    const started = here.moving.packages.export({
      workflowIds: [id],
      takes: 'all',
      folder: '',
      name: 'Stopped',
    })
    here.moving.transfers.stop(started.id)
    expect(await here.moving.transfers.finished(started.id)).toMatchObject({ state: 'stopped' })
    expect(readdirSync(join(here.folder, 'exports'))).toEqual(['Package.sceneloom'])

    const coming = there.moving.packages.import({ path: path! })
    there.moving.transfers.stop(coming.id)
    expect(await there.moving.transfers.finished(coming.id)).toMatchObject({ state: 'stopped' })
    expect(there.manager.list({ limit: 1, offset: 0 }).total).toBe(0)
    expect(readdirSync(join(there.folder, 'temp'))).toEqual([])
  })
})

describe('what must never leave', () => {
  it('is in no package, wherever somebody put it', async () => {
    const secret = fc.constantFrom(KEY, `Bearer ${KEY}`, `https://x.example/?key=${KEY}`)
    const place = fc.constantFrom('prompt', 'apiKey', 'api_key', 'password', 'own', 'model')
    await fc.assert(
      fc.asyncProperty(secret, place, fc.uuid(), async (text, name, id) => {
        const folder = join(here.folder, 'objects', 'x.mp4')
        const nested = {
          [name]: text,
          deep: [{ [name]: { value: `${text} ${folder}` } }],
          secret: 'other-secret-value',
        }
        const media = await here.add(files[0]!, {
          sourceType: 'generated',
          generation: { ...generation, prompt: text, params: nested },
        })
        const node = {
          id: 'n',
          type: 'from-the-future',
          version: 1,
          title: text,
          position: { x: 0, y: 0 },
          params: nested,
          own: nested,
        }
        const document = parseDocument({ ...emptyDocument(), nodes: [node], own: nested }, 'x')
        const signature = JSON.stringify({ type: 'x', version: 1, params: nested, inputs: { p: [text] } })
        const take = {
          nodeId: 'n',
          nodeType: 'x',
          role: 'output',
          mediaId: media,
          take: 1,
          variation: 0,
          signature,
        } as const
        const about = {
          name: `Rain ${text}`,
          description: text,
          status: 'saved',
          rev: 1,
          createdAt: 5,
          updatedAt: 6,
        } as const
        addWhole(here.tables, { id, ...about, document }, [{ ...take, createdAt: 5, activatedAt: 5 }])
        here.tables.tags.add([media], [{ kind: 'tag', name: KEY }])
        const { path, error } = await here.pack({ workflowIds: [id], name: 'Canary' })
        expect(error).toBeUndefined()
        const bytes = readFileSync(path!).toString('latin1')
        for (const canary of [KEY, here.folder, 'other-secret-value', 'job-1'])
          expect(bytes).not.toContain(canary)
        rmSync(path!)
      }),
      { numRuns: Number(process.env['SCENELOOM_PACKAGES'] ?? 15) },
    )
  }, 600_000)
})
