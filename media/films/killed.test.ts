import { execFileSync, spawn } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { ExportOrder } from '../../nodes/contract/films.ts'
import { emptyDocument } from '../../nodes/graph/document.ts'
import { openCore } from '../core.ts'
import { makeClip } from '../mp4/test-clips.ts'

const root = mkdtempSync(join(tmpdir(), 'killed-'))
const dataFolder = join(root, 'library')
const out = join(root, 'out')
let workflowId: string
let clips: string[]
let bytes: Buffer[]

beforeAll(async () => {
  mkdirSync(out)
  const core = await openCore({ dataFolder, version: 'test' })
  const made = ['one', 'two'].map((name, index) =>
    makeClip(join(root, `${name}.mp4`), { size: '320x180', seconds: 2, tone: 300 + 100 * index }),
  )
  const brought = await Promise.all(made.map(async (path) => (await core.importFile(await path)).media))
  clips = brought.map(({ id }) => core.manager.pathOf(id))
  bytes = clips.map((path) => readFileSync(path))
  workflowId = core.workflows.create('Night', documentOf(brought.map(({ id }) => id))).id
  await core.close()
})
afterAll(() => rmSync(root, { recursive: true, force: true }))

/** Large beside its clips, so that there is time to be killed while it is encoded; and one clip is copied. */
function documentOf(ids: readonly string[]) {
  const place = { version: 1, position: { x: 0, y: 0 } }
  const nodes = ids.map((mediaId, index) => {
    return { ...place, id: `clip-${index}`, type: 'media', title: '', params: { mediaId, kind: 'video' } }
  })
  const shots = [{ wire: 'wire-0', speed: 0.25 }, { wire: 'wire-1' }, { wire: 'wire-0', speed: 0.5 }]
  const film = { ...place, id: 'film', type: 'video-stitcher', title: 'Film', params: { cut: { shots } } }
  const connections = ids.map((_, index) => ({
    id: `wire-${index}`,
    from: { node: `clip-${index}`, port: 'video' },
    to: { node: 'film', port: 'clips' },
  }))
  return { ...emptyDocument(), nodes: [...nodes, film], connections }
}

const order = () =>
  ExportOrder.parse({ workflowId, nodeId: 'film', preset: 'same', folder: out, name: 'film' })

/** The app in a process of its own, at work on the film, that says how far it is; killed when it is so far. */
async function killAt(work: 'run' | 'export', share: number): Promise<void> {
  const module = JSON.stringify(fileURLToPath(new URL('../core.ts', import.meta.url)))
  const script = `
    const { openCore } = await import(${module})
    const [dataFolder, work, id, order] = process.argv.slice(1)
    const core = await openCore({ dataFolder, version: 'test' })
    core.onEvent((event) => {
      const progress = event.type === 'run.node' && event.node.nodeId === 'film' ? event.node.progress : event.export?.progress
      if (progress !== undefined) process.stdout.write(progress + '\\n')
    })
    const { document } = core.workflows.read(id)
    if (work === 'run') core.runs.start({ workflowId: id, workflowName: 'Night', document, target: { kind: 'all' } })
    else await core.exports.start(JSON.parse(order))
    setInterval(() => {}, 1000)
  `
  const child = spawn(
    process.execPath,
    ['--input-type=module', '-e', script, dataFolder, work, workflowId, JSON.stringify(order())],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  )
  const gone = new Promise((resolve) => child.on('exit', resolve))
  child.stdout.setEncoding('utf8')
  for await (const text of child.stdout) {
    if (
      String(text)
        .trim()
        .split('\n')
        .map(Number)
        .some((progress) => progress >= share)
    )
      break
  }
  child.kill('SIGKILL')
  await gone
}

function encoders(): string[] {
  const all = execFileSync('ps', ['-eo', 'args'], { encoding: 'utf8' }).split('\n')
  return all.filter((line) => line.startsWith('ffmpeg') && line.includes(root))
}

it.each([
  ['run', 0.2],
  ['run', 0.8],
  ['export', 0.3],
] as const)('an app that is killed at a film (%s, %d done) leaves nothing half made', async (work, share) => {
  await killAt(work, share)
  expect(readdirSync(out).filter((name) => !name.startsWith('.'))).toEqual([])
  const core = await openCore({ dataFolder, version: 'test' })
  try {
    await expect.poll(encoders).toEqual([])
    expect(existsSync(join(dataFolder, 'work'))).toBe(false)
    expect(core.workflows.takesOf(workflowId)).toEqual([])
    expect(core.manager.list({ limit: 10, offset: 0 }).total).toBe(2)
    expect(clips.map((path, index) => readFileSync(path).equals(bytes[index]!))).toEqual([true, true])
    const again = await core.exports.start(order())
    core.exports.stop(again.id)
    await core.exports.finished(again.id)
    // What the killed one left under an unfinished name was swept when another export came to the folder.
    expect(readdirSync(out)).toEqual([])
  } finally {
    await core.close()
  }
})

it('and the next one makes it', async () => {
  const core = await openCore({ dataFolder, version: 'test' })
  const { id } = await core.exports.start(order())
  expect(await core.exports.finished(id)).toMatchObject({ state: 'done' })
  expect(readdirSync(out)).toEqual(['film.mp4'])
  await core.close()
})
