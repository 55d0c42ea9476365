import {
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import Database from 'better-sqlite3'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { statusOf } from '../../nodes/engine/status.ts'
import { copyHalfWritten, manyRows } from '../db/test-power-cut.ts'
import { freshFolder, makeFiles, openLibrary, type PackingLibrary } from '../packages/test-packing.ts'
import { sha256 } from '../packages/test-zip.ts'
import { readDefinition } from './definition.ts'

const root = mkdtempSync(join(tmpdir(), 'sceneloom-legacy-'))
let files: string[]
let library: PackingLibrary
let old: string
beforeAll(async () => {
  files = await makeFiles(root, 4)
})
afterAll(() => rmSync(root, { recursive: true, force: true }))
beforeEach(() => {
  library = openLibrary(freshFolder(root))
  old = mkdtempSync(join(root, 'old-'))
})
afterEach(() => library.close())

const tables = `
  CREATE TABLE videos (id TEXT PRIMARY KEY, name TEXT, file_path TEXT, file_hash TEXT, size_bytes INTEGER,
    duration_seconds REAL, resolution TEXT, aspect_ratio TEXT, codec TEXT, fps REAL, source_type TEXT,
    created_at TEXT, metadata TEXT);
  CREATE TABLE workflows (id TEXT PRIMARY KEY, name TEXT, description TEXT, status TEXT, definition TEXT,
    created_at TEXT, updated_at TEXT, last_executed_at TEXT);
  CREATE TABLE workflow_videos (workflow_id TEXT, video_id TEXT, node_id TEXT, node_type TEXT, role TEXT,
    execution_id TEXT, created_at TEXT);
  CREATE TABLE video_generation (video_id TEXT, provider TEXT, model TEXT, prompt TEXT, generation_params TEXT,
    job_id TEXT, status TEXT, started_at TEXT, completed_at TEXT);
`

const graph = {
  nodes: [
    { id: 'p', type: 'Prompt', position: { x: 10, y: 20 }, data: { text: 'Rain over the harbour' } },
    {
      id: 's1',
      type: 'Sora2Video',
      position: { x: 300, y: 0 },
      data: { duration: 8, aspect_ratio: '9:16', model: 'sora-2-pro' },
    },
    { id: 'i1', type: 'ImageToVideo', x: 300, y: 300, params: { prompt: 'She turns', seconds: '5' } },
    { id: 'join', type: 'VideoStitcher', position: { x: 700, y: 0 }, config: { transition: 'fade' } },
    { id: 'up', type: 'Upscaler9000', position: { x: 900, y: 0 }, data: { factor: 4 } },
  ],
  connections: [
    { from: 'p', to: 's1', fromPort: 'text', toPort: 'prompt' },
    { source: 'i1', target: 'join', targetHandle: 'video_2' },
    { source: 's1', target: 'join', targetHandle: 'video_1' },
    { from: { node: 'join', port: 'video' }, to: { node: 'up', port: 'in' } },
  ],
}

interface Old {
  readonly definition?: unknown
  /** Where the files lie, as the database says. */
  pathOf?(name: string): string
}

/** Three films of one workflow: a clip of Sora, one from a picture, and both joined. */
function makeOld({ definition = graph, pathOf = (name) => join(old, 'videos', name) }: Old = {}): string {
  mkdirSync(join(old, 'videos'), { recursive: true })
  const path = join(old, 'media.db')
  const db = new Database(path)
  db.exec(tables)
  const video = db.prepare(
    'INSERT INTO videos (id, name, file_path, file_hash, source_type, created_at) VALUES (?, ?, ?, ?, ?, ?)',
  )
  const use = db.prepare('INSERT INTO workflow_videos VALUES (?, ?, ?, ?, ?, ?, ?)')
  const nodes = ['s1', 'i1', 'join', 'join']
  for (const [index, file] of files.entries()) {
    const name = `v${index}.mp4`
    copyFileSync(file, join(old, 'videos', name))
    video.run(
      `v${index}`,
      name,
      pathOf(name),
      sha256(readFileSync(file)),
      index === 2 ? 'stitched' : 'generated',
      '2025-11-02 10:00:00',
    )
    // The last one came from elsewhere, and went into the film.
    use.run(
      'w1',
      `v${index}`,
      nodes[index],
      'x',
      index === 3 ? 'input' : 'output',
      'e1',
      `2025-11-02 10:0${index}:00`,
    )
  }
  db.prepare('INSERT INTO video_generation VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)').run(
    'v0',
    'openai',
    'sora-2-pro',
    'Rain over the harbour',
    '{"seconds":8}',
    'job-9',
    'completed',
    '2025-11-02 09:58:00',
    '2025-11-02 10:00:00',
  )
  db.prepare('INSERT INTO workflows VALUES (?, ?, ?, ?, ?, ?, ?, ?)').run(
    'w1',
    'Harbour',
    'Night scene',
    'saved',
    JSON.stringify(definition),
    '2025-11-01 09:00:00',
    '2025-11-02 10:00:00',
    null,
  )
  db.close()
  return path
}

describe('a library of the older app', () => {
  it('becomes ours: films, how they were made, workflows, and which node made what', async () => {
    const path = makeOld()
    expect(await library.moving.legacy.inspect(old)).toMatchObject({
      path,
      videos: 4,
      found: 4,
      workflows: 1,
    })
    const done = await library.takeOver(path)
    expect(done).toMatchObject({
      state: 'done',
      media: 4,
      notes: [{ code: 'legacy_node_unknown', details: { workflow: 'Harbour', type: 'Upscaler9000' } }],
    })
    const clip = library.manager.get(sha256(readFileSync(files[0]!)))
    expect(clip).toMatchObject({
      name: 'v0.mp4',
      sourceType: 'generated',
      createdAt: Date.UTC(2025, 10, 2, 10),
      generation: {
        provider: 'openai',
        model: 'sora-2-pro',
        prompt: 'Rain over the harbour',
        params: { seconds: 8 },
      },
    })
    const { document } = library.workflows.read(done.workflowIds[0]!)
    expect(document.nodes.map(({ id, type }) => `${id} ${type}`)).toEqual([
      'p prompt',
      's1 text-to-video',
      'i1 image-to-video',
      'join video-stitcher',
      'up Upscaler9000',
      'join-input media',
    ])
    expect(document.nodes[1]).toMatchObject({
      position: { x: 300, y: 0 },
      params: { model: 'openai/sora-2-pro', seconds: 8, aspect: '9:16' },
      legacy: { type: 'Sora2Video' },
    })
    // In the order of their places in the older app, and then what came from elsewhere.
    expect(document.connections.filter(({ to }) => to.port === 'clips').map(({ from }) => from.node)).toEqual(
      ['s1', 'i1', 'join-input'],
    )
    expect(
      library.workflows.takesOf(done.workflowIds[0]!).map(({ nodeId, number }) => [nodeId, number]),
    ).toEqual([
      ['i1', 1],
      ['join', 1],
      ['s1', 1],
    ])
  })

  it('has nothing to be made again: what it made counts as made', async () => {
    const [id] = (await library.takeOver(makeOld())).workflowIds
    const takes = library.workflows.takesOf(id!)
    const { document } = library.workflows.read(id!)
    const statuses = statusOf(document, {
      takesOf: (nodeId) => takes.filter((take) => take.nodeId === nodeId),
      isMissing: (mediaId) => library.manager.get(mediaId)?.missing ?? true,
    })
    expect([...statuses].map(([node, { state }]) => `${node} ${state}`)).toEqual(
      // The picture that the second clip began with is not in the older library, so its take is kept.
      expect.arrayContaining(['s1 up-to-date', 'i1 kept', 'join up-to-date']),
    )
  })

  it('comes in once, however often it is taken over, and gets what was lost before', async () => {
    const path = makeOld()
    const lost = join(old, 'videos', 'v1.mp4')
    const bytes = readFileSync(lost)
    rmSync(lost)
    const first = await library.takeOver(path)
    expect(first).toMatchObject({ media: 3 })
    expect(first.notes.map(({ code }) => code)).toContain('legacy_file_lost')

    writeFileSync(lost, bytes)
    expect(await library.takeOver(path)).toMatchObject({
      media: 1,
      workflowIds: first.workflowIds,
      notes: [],
    })
    expect(library.workflows.takesOf(first.workflowIds[0]!)).toHaveLength(3)
    expect(await library.takeOver(path)).toMatchObject({
      media: 0,
      workflowIds: first.workflowIds,
      notes: [],
    })
    expect(library.workflows.list()).toHaveLength(1)
    expect(library.workflows.takesOf(first.workflowIds[0]!)).toHaveLength(3)
  })

  it('leaves the newest take active when an older one comes in later', async () => {
    const path = makeOld()
    const lost = join(old, 'videos', 'v1.mp4')
    rmSync(lost)
    const [workflowId] = (await library.takeOver(path)).workflowIds
    const mine = await library.add(files[3]!, { sourceType: 'generated' })
    const now = Date.now()
    library.tables.workflowMedia.add({
      workflowId: workflowId!,
      nodeId: 'i1',
      nodeType: 'image-to-video',
      mediaId: mine,
      role: 'intermediate',
      take: 1,
      variation: 0,
      signature: 'mine',
      createdAt: now,
      activatedAt: now,
    })

    copyFileSync(files[1]!, lost)
    expect(await library.takeOver(path)).toMatchObject({ media: 1, notes: [] })
    const takes = library.workflows
      .takesOf(workflowId!)
      .filter(({ nodeId }) => nodeId === 'i1')
      .toSorted((a, b) => b.activatedAt - a.activatedAt)
    expect(takes.map(({ mediaId, number }) => [mediaId, number])).toEqual([
      [mine, 1],
      [sha256(readFileSync(files[1]!)), 2],
    ])
  })

  it.each([
    ['in a folder that was moved', (name: string) => `/somewhere/else/videos/${name}`],
    ['beside it', (name: string) => name],
    ['below it, as Windows writes it', (name: string) => `videos\\${name}`],
    ['on a drive of Windows', (name: string) => `D:\\App\\videos\\${name}`],
  ])('finds its films %s', async (_where, pathOf) => {
    expect(await library.takeOver(makeOld({ pathOf }))).toMatchObject({ state: 'done', media: 4 })
  })

  it('stays exactly as it is', async () => {
    const path = makeOld()
    const look = () =>
      readdirSync(old, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => join(entry.parentPath, entry.name))
        .map((file) => [file, sha256(readFileSync(file)), statSync(file).mtimeMs])
    const before = look()
    await library.takeOver(path)
    expect(look()).toEqual(before)
  })

  it('is read as it was before what its app left half written', async () => {
    const path = makeOld()
    const cut = join(root, 'cut.db')
    const half = `UPDATE videos SET name = 'half'; INSERT INTO videos (id, name)
      ${manyRows} SELECT 'half' || n, hex(zeroblob(300)) FROM rows;`
    copyHalfWritten(path, cut, half)
    for (const log of ['', '-journal']) copyFileSync(`${cut}${log}`, `${path}${log}`)
    expect(await library.takeOver(path)).toMatchObject({ state: 'done', media: 4 })
    const sort = { by: 'name', descending: false } as const
    const { items } = library.manager.list({ sort, limit: 9, offset: 0 })
    expect(items.map(({ name }) => name)).toEqual(['v0.mp4', 'v1.mp4', 'v2.mp4', 'v3.mp4'])
  })

  it('tells of films that are none, and takes the others', async () => {
    const path = makeOld()
    writeFileSync(join(old, 'videos', 'v0.mp4'), 'not a film')
    const done = await library.takeOver(path)
    expect(done).toMatchObject({ state: 'done', media: 3 })
    expect(done.notes.map(({ code }) => code)).toContain('file_not_media')
  })
})

describe('a database that means harm', () => {
  const spoil = (sql: string): string => {
    const path = makeOld()
    const db = new Database(path)
    db.exec(sql)
    db.close()
    return path
  }

  it.each([
    [
      'a view instead of a table',
      'DROP TABLE videos; CREATE VIEW videos AS WITH RECURSIVE r(id) AS (SELECT 1 UNION ALL SELECT id + 1 FROM r) SELECT id FROM r',
    ],
    ['no tables', 'DROP TABLE videos; DROP TABLE workflows'],
    [
      'a column that computes',
      "DROP TABLE videos; CREATE TABLE videos (id TEXT, name TEXT AS (hex(zeroblob(100000000)))); INSERT INTO videos VALUES ('x')",
    ],
    ['paths that lead astray', "UPDATE videos SET file_path = '/etc/passwd'"],
    ['paths to other machines', "UPDATE videos SET file_path = '\\\\evil\\share\\x.mp4', name = 'x'"],
    [
      'definitions that are none',
      'UPDATE workflows SET definition = \'{"nodes": 5, "connections": [1, null, [], {}]}\'',
    ],
    [
      'times beyond time',
      "UPDATE workflows SET created_at = '9e999', updated_at = 'never'; UPDATE videos SET created_at = -1",
    ],
  ])('is read without harm: %s', async (_what, sql) => {
    const done = await library.takeOver(spoil(sql))
    expect(done.state).toBe('done')
    const paths = library.manager
      .list({ limit: 9, offset: 0 })
      .items.map(({ id }) => library.manager.pathOf(id))
    expect(paths.every((path) => path.startsWith(library.folder))).toBe(true)
  })

  it.each([
    ['a virtual table', 'DROP TABLE videos; CREATE VIRTUAL TABLE videos USING fts5(id, name, file_path)'],
    ['damaged', undefined],
  ])('is refused when it is %s', async (_what, sql) => {
    const path = sql === undefined ? makeOld() : spoil(sql)
    if (sql === undefined)
      writeFileSync(path, Buffer.concat([readFileSync(path).subarray(0, 4096), Buffer.alloc(8192, 7)]))
    expect(await library.takeOver(path)).toMatchObject({
      state: 'failed',
      error: { code: 'legacy_unreadable' },
    })
    expect(library.workflows.list()).toEqual([])
    const left = readdirSync(join(library.folder, 'work'))
    expect(left).toEqual([])
  })

  it('is refused when it is no database', async () => {
    const path = join(old, 'media.db')
    writeFileSync(path, 'hello'.repeat(1000))
    expect(await library.takeOver(path)).toMatchObject({
      error: { code: 'legacy_unreadable', details: { name: basename(path) } },
    })
    expect(await library.takeOver(join(old, 'nothing.db'))).toMatchObject({
      error: { code: 'file_not_found' },
    })
  })
})

it.each([
  [
    'lists',
    {
      nodes: [
        { id: 1, type: 'A' },
        { id: 2, type: 'B' },
      ],
      connections: [[1, 'out', 2, 'in']],
    },
  ],
  [
    'objects by id',
    {
      nodes: { 1: { class_type: 'A' }, 2: { class_type: 'B' } },
      edges: [{ source: 1, target: '2', sourceHandle: 'out', targetHandle: 'in' }],
    },
  ],
  [
    'ends with ports',
    {
      graph: {
        nodes: [
          { id: '1', nodeType: 'A' },
          { id: '2', nodeType: 'B' },
        ],
        connections: [{ from: { nodeId: '1', port: 'out' }, to: { nodeId: '2', port: 'in' } }],
      },
    },
  ],
  [
    'fields of their own',
    {
      nodes: [
        { node_id: '1', kind: 'A' },
        { node_id: '2', kind: 'B' },
      ],
      wires: [{ source_node: '1', source_port: 'out', target_node: '2', target_port: 'in' }],
    },
  ],
])('reads a graph written as %s', (_how, json) => {
  const graph = readDefinition(json)!
  expect(graph.nodes.map(({ id, type }) => `${id} ${type}`)).toEqual(['1 A', '2 B'])
  expect(graph.wires).toEqual([{ from: '1', to: '2', fromPort: 'out', toPort: 'in' }])
})
