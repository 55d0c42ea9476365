import { execFileSync } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { CoreEvent } from '../../nodes/contract/events.ts'
import { ExportOrder, type FilmExport } from '../../nodes/contract/films.ts'
import { type Cut, Cut as CutSchema } from '../../nodes/cut/cut.ts'
import type { FilmPlan } from '../../nodes/cut/film-plan.ts'
import { AppError } from '../../nodes/errors.ts'
import { type Connection, emptyDocument } from '../../nodes/graph/document.ts'
import { note } from '../../nodes/contract/notes.ts'
import { readHandoff } from '../../nodes/handoff/read-handoff.ts'
import { openCore, type Core } from '../core.ts'
import { locateEngine } from '../ffmpeg/locate.ts'
import { createExports, type Exports } from './exports.ts'
import type { FilmPort, RenderJob } from './film-port.ts'

let folder: string
let core: Core
let out: string
let exports: Exports
let ids: { red: string; blue: string; still: string; song: string }
let rendered: RenderJob[]
let planned: FilmPlan
let render: (job: RenderJob) => Promise<void>
const events: CoreEvent[] = []

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'exports-'))
  core = await openCore({ dataFolder: join(folder, 'library'), version: 'test' })
  const encoded = ['-preset', 'ultrafast', '-pix_fmt', 'yuv420p']
  const tone = ['-f', 'lavfi', '-i', 'sine=440:duration=1', '-shortest']
  ids = {
    red: await make('雨夜 & "rain".mp4', ['-i', 'color=red:s=160x284:r=24:d=1', ...tone, ...encoded]),
    blue: await make('blue.mp4', ['-i', 'color=blue:s=160x284:r=24:d=1', ...encoded]),
    still: await make('still.png', ['-i', 'color=green:s=160x284', '-frames:v', '1']),
    song: await make('song.mp3', ['-i', 'sine=880:duration=2']),
  }
})

afterAll(async () => {
  await core.close()
  rmSync(folder, { recursive: true })
})

afterEach(async () => {
  await exports.close()
  events.length = 0
})

describe('an export', () => {
  it('counts up and never replaces what is there', async () => {
    begin()
    const order = orderFor(save(), { name: '{workflow}: {n}' })
    const files = [await run(order), await run(order)].map((made) => basename(made.files[0]!))
    expect(files).toEqual(['Night- 1.mp4', 'Night- 2.mp4'])
    writeFileSync(join(out, 'cut.mp4'), 'mine')
    const [third] = (await run({ ...order, name: 'cut' })).files
    expect(basename(third!)).toBe('cut 2.mp4')
    expect(readFileSync(join(out, 'cut.mp4'), 'utf8')).toBe('mine')
    expect(await exports.estimate({ ...order, name: 'cut' })).toMatchObject({ path: join(out, 'cut 3.mp4') })
  })

  it('finds another name when somebody takes its own meanwhile', async () => {
    begin()
    const order = orderFor(save(), { name: 'film', handoff: ['otio'] })
    const made = await Promise.all([run(order), run(order), run(order)])
    const names = made.map(({ files }) => files.map((file) => basename(file)))
    expect(names.map(([film]) => film).toSorted()).toEqual(['film 2.mp4', 'film 3.mp4', 'film.mp4'])
    for (const [, otio, media] of names) {
      const text = readFileSync(join(out, otio!), 'utf8')
      expect(text).toContain(`"target_url": "${encodeURIComponent(media!)}/`)
    }
  })

  it('says what it does while it does it', async () => {
    begin()
    const made = await run(orderFor(save()))
    expect(made).toMatchObject({ state: 'done', progress: 1, notes: [joined] })
    const said = events.flatMap((event) => (event.type === 'export.changed' ? [event.export.state] : []))
    expect([said[0], said.at(-1)]).toEqual(['running', 'done'])
    expect(exports.list().map(({ id }) => id)).toEqual([made.id])
    expect(exports.fileOf(made.id, 0)).toEqual({ path: made.files[0], name: basename(made.files[0]!) })
    expect([exports.fileOf(made.id, 1), exports.fileOf('elsewhere', 0)]).toEqual([undefined, undefined])
  })

  it('asks for the size, codec and captions of its preset', async () => {
    begin()
    const workflow = save({ cut: { shots: [{ wire: 'red', lines: [{ start: 0, end: 1, text: 'Hi' }] }] } })
    await run(orderFor(workflow, { preset: 'square', captions: 'burn', carriesWorkflow: false }))
    const [{ request, codec, carries }] = rendered as [RenderJob]
    expect(request.settings).toMatchObject({ size: '1080x1080', cut: { captions: { show: 'burn' } } })
    expect({ codec, carries }).toEqual({ codec: 'h264', carries: undefined })
  })

  it('leaves nothing behind when it is stopped', async () => {
    begin()
    render = (job) =>
      new Promise((_resolve, reject) => {
        writeFileSync(job.output, 'half')
        job.signal.addEventListener('abort', () => reject(new AppError('stopped')))
      })
    const { id } = await exports.start(orderFor(save()))
    await expect.poll(() => readdirSync(out)).toHaveLength(1)
    exports.stop(id)
    expect(await exports.finished(id)).toMatchObject({ state: 'stopped', files: [] })
    expect(readdirSync(out)).toEqual([])
  })

  it('says that the disk is full, and sweeps up', async () => {
    begin()
    render = (job) => {
      writeFileSync(job.output, 'half')
      return Promise.reject(Object.assign(new Error('no space'), { code: 'ENOSPC' }))
    }
    expect(await run(orderFor(save()))).toMatchObject({ state: 'failed', error: { code: 'disk_full' } })
    expect(readdirSync(out)).toEqual([])
  })

  it('sweeps what a crash left, and nothing else', async () => {
    begin()
    const gone = '.sceneloom-999999999-00000000-0000-4000-8000-000000000000-0.part'
    const recycled = gone.replace('999999999', String(process.pid))
    const alive = `.sceneloom-${process.ppid}-00000000-0000-4000-8000-000000000000-0.part`
    for (const name of [gone, recycled, alive, 'theirs.part', '.hidden']) writeFileSync(join(out, name), 'x')
    await run(orderFor(save(), { name: 'film' }))
    expect(readdirSync(out).toSorted()).toEqual(['.hidden', alive, 'film.mp4', 'theirs.part'])
  })

  it('copies the film that the node shows when that is what is asked for', async () => {
    begin()
    const workflow = save()
    const done = await core.runs.finished(runAll(workflow))
    expect(done).toMatchObject({ state: 'done' })
    const [take] = core.workflows.takesOf(workflow)
    const made = await run(orderFor(workflow))
    expect(readFileSync(made.files[0]!)).toEqual(readFileSync(core.manager.pathOf(take!.mediaId)))
    const gif = await run(orderFor(workflow, { preset: 'gif' }))
    expect(streams(gif.files[0]!)).toEqual(['gif 160x284'])
    expect(rendered).toEqual([])
    await run(orderFor(workflow, { captions: 'burn' }))
    expect(rendered).toHaveLength(1)
  })

  it('is a master that editors grade, and a preview that moves', async () => {
    begin()
    const workflow = save()
    const master = await run(orderFor(workflow, { preset: 'master' }))
    expect(master.error).toBeUndefined()
    expect(streams(master.files[0]!)).toEqual(['prores 160x284', 'pcm_s24le'])
    const gif = await run(orderFor(workflow, { preset: 'gif' }))
    expect(streams(gif.files[0]!)).toEqual(['gif 160x284'])
    for (const preset of ['master', 'gif'] as const) {
      const { bytes, free } = await exports.estimate(orderFor(workflow, { preset }))
      expect(bytes).toBeGreaterThan(1_000)
      expect(free).toBeGreaterThan(bytes)
    }
  })
})

describe('a result that is not what was planned', () => {
  it('does not leave the library', async () => {
    begin()
    const half = render
    render = (job) => {
      planned = { ...planned, frames: 12 }
      return half(job)
    }
    const made = await run(orderFor(save(), { preset: 'master' }))
    expect(made).toMatchObject({ state: 'failed', error: { code: 'result_wrong' } })
    expect(readdirSync(out)).toEqual([])
  })
})

describe('what must be done first', () => {
  it('is said before anything is written', async () => {
    begin()
    const idle = emptyDocument()
    idle.nodes.push(stitcher())
    const unmade = structuredClone(idle)
    for (const id of ['a', 'b']) {
      unmade.nodes.push({ ...node(id, 'text-to-video'), params: { prompt: 'rain' } })
      unmade.connections.push(wire(id, id))
    }
    const cases = [
      [idle, 'input_missing'],
      [unmade, 'clips_not_made'],
    ] as const
    for (const [document, code] of cases) {
      const { id } = core.workflows.create('Night', document)
      await expect(exports.start(orderFor(id))).rejects.toMatchObject({ code })
    }
    const { id } = core.workflows.create('Night', unmade)
    await expect(exports.estimate(orderFor(id))).rejects.toMatchObject({ details: { count: 2 } })
    await expect(exports.start({ ...orderFor(save()), folder: 'relative' })).rejects.toMatchObject({
      code: 'invalid_input',
    })
    await expect(exports.start({ ...orderFor(save()), nodeId: 'red' })).rejects.toThrow(
      /not a Video Stitcher/,
    )
    expect(readdirSync(out)).toEqual([])
  })

  it('is to make room for all of it', async () => {
    begin({ get: (id) => ({ ...core.manager.get(id)!, sizeBytes: 1e16 }) })
    const order = orderFor(save(), { handoff: ['edl'] })
    await expect(exports.start(order)).rejects.toMatchObject({ code: 'no_room', details: { folder: out } })
    await expect(exports.start({ ...order, withMedia: false })).resolves.toMatchObject({ state: 'running' })
  })

  it('is to choose another folder where files cannot be made', async () => {
    begin()
    writeFileSync(join(out, 'file'), '')
    const order = { ...orderFor(save()), folder: join(out, 'file', 'inside') }
    await expect(exports.start(order)).rejects.toMatchObject({ code: 'folder_not_writable' })
  })
})

describe('a hand-off', () => {
  const cut: Cut = CutSchema.parse({
    shots: [
      { wire: 'red', from: 2, to: 20, join: { kind: 'dissolve', seconds: 0.25 } },
      { card: { title: '第一章', text: 'Rain' } },
      { wire: 'red', speed: 2, lines: [{ start: 0, end: 1, text: '我来了' }] },
      { wire: 'still', fadeIn: 0.5 },
      { wire: 'blue', join: { kind: 'fade-black', seconds: 0.25 } },
    ],
  })

  it('names no file that is not there', async () => {
    begin()
    const handoff = ['otio', 'fcpxml', 'edl', 'srt', 'vtt', 'csv'] as const
    const made = await run(
      orderFor(save({ cut, music: true }), { handoff: [...handoff], name: '夜 #1 100%' }),
    )
    expect(made.files.map((file) => basename(file))).toEqual([
      '夜 #1 100%.mp4',
      ...handoff.map((format) => `夜 #1 100%.${format}`),
      '夜 #1 100% media',
    ])
    const text = (format: string) => readFileSync(join(out, `夜 #1 100%.${format}`), 'utf8')
    const named = [...text('otio').matchAll(/"target_url": "([^"]+)"/g)]
    const sources = [...text('fcpxml').matchAll(/ src="([^"]+)"/g)]
    const listed = [...text('edl').matchAll(/^\* SOURCE FILE: (.+)\r$/gm)]
    expect([named.length, sources.length, listed.length]).toEqual([11, 5, 5])
    const paths = [...named, ...sources].map(([, url]) => decodeURIComponent(url!))
    const missing = [...paths, ...listed.map(([, path]) => path!)].filter(
      (path) => !existsSync(join(out, path)),
    )
    expect(missing).toEqual([])
    for (const path of new Set(paths)) expect(streams(join(out, path)).length).toBeGreaterThan(0)
    expect(readdirSync(join(out, '夜 #1 100% media')).toSorted()).toEqual([
      '01 雨夜 & -rain-.mp4',
      '02 第一章.png',
      '04 still.png',
      '05 blue.mp4',
      'Music song.mp3',
    ])
    expect(made.notes).toEqual([joined, note('lost_fades'), note('lost_music')])
    expect(text('srt')).toContain('我来了')
    expect(text('vtt')).toContain('我来了')
    expect(text('csv').split('\r\n')).toHaveLength(7)
    const back = readHandoff(text('otio'), 'x.otio')!
    expect(back.shots.map(({ exactly }) => exactly?.join?.kind ?? 'cut')).toEqual([
      'dissolve',
      'cut',
      'cut',
      'cut',
      'fade-black',
    ])
  })

  it('says what it cannot describe before the film is made', async () => {
    begin({}, async () => [])
    const made = await run(orderFor(save(), { handoff: ['otio'] }))
    expect(made).toMatchObject({ state: 'failed', error: { code: 'media_missing' } })
    expect([rendered, readdirSync(out)]).toEqual([[], []])
  })

  it('points into the library where no clips are to stand beside it', async () => {
    begin()
    await run(orderFor(save(), { handoff: ['otio'], withMedia: false, name: 'film' }))
    expect(readdirSync(out).toSorted()).toEqual(['film.mp4', 'film.otio'])
    const urls = [...readFileSync(join(out, 'film.otio'), 'utf8').matchAll(/"target_url": "([^"]+)"/g)]
    for (const [, url] of urls) expect(existsSync(new URL(url!))).toBe(true)
  })

  it('copies clips, so that nothing done to them reaches the library', async () => {
    begin()
    await run(orderFor(save(), { handoff: ['csv'], name: 'film' }))
    const copy = join(out, 'film media', '02 blue.mp4')
    expect(statSync(copy).nlink).toBe(1)
    // Readable like anything else there; in the library it is not.
    expect(statSync(copy).mode & 0o777).toBe(0o666 & ~process.umask())
    expect(readFileSync(copy)).toEqual(readFileSync(core.manager.pathOf(ids.blue)))
  })
})

async function make(name: string, args: string[]): Promise<string> {
  const path = join(folder, name.replaceAll('"', ''))
  execFileSync('ffmpeg', ['-v', 'error', '-y', '-f', 'lavfi', ...args, path])
  return (await core.importFile(path, { name })).media.id
}

const joined = note('film_size', { size: '160 × 284', fps: 24 })

const measured: FilmPort['facts'] = (all) => core.handlers['cut.facts']({ ids: [...all] })

/** A new folder to export to, and films that are joined by ffmpeg. */
function begin(manager: Partial<Core['manager']> = {}, facts: FilmPort['facts'] = measured): void {
  out = mkdtempSync(join(folder, 'out-'))
  rendered = []
  render = async ({ output }) => {
    const { width, height, frames, fps } = planned
    const rate = `${fps.num}/${fps.den}`
    const picture = ['-f', 'lavfi', '-i', `color=red:s=${width}x${height}:r=${rate}`]
    const sound = ['-f', 'lavfi', '-i', 'sine=440', '-shortest', '-frames:v', String(frames)]
    const made = ['-preset', 'ultrafast', '-pix_fmt', 'yuv420p', '-f', 'mp4', output]
    execFileSync('ffmpeg', ['-v', 'error', '-y', ...picture, ...sound, ...made])
  }
  const engine = () => locateEngine({ configured: '' })
  exports = createExports({
    workflows: core.workflows,
    manager: { ...core.manager, ...manager },
    engine,
    dataFolder: join(folder, 'library'),
    events: { emit: (event) => void events.push(event) },
    films: {
      facts,
      async plan({ clips, music, settings }) {
        const input = { clips: clips.map(({ id }) => id), settings, ...(music && { music: music.id }) }
        planned = await core.handlers['cut.plan'](input)
        return planned
      },
      async render(job) {
        rendered.push(job)
        await render(job)
        return { notes: [joined] }
      },
    },
  })
}

function node(id: string, type: string) {
  return { id, type, version: 1, title: '', position: { x: 0, y: 0 }, params: {} }
}

function stitcher(cut?: Cut) {
  return { ...node('film', 'video-stitcher'), title: 'Film', params: cut ? { cut } : {} }
}

function wire(id: string, from: string, port = 'clips'): Connection {
  const output = from === 'still' ? 'image' : from === 'song' ? 'audio' : 'video'
  return { id, from: { node: from, port: output }, to: { node: 'film', port } }
}

function save({ cut, music = false }: { cut?: Cut | undefined; music?: boolean } = {}): string {
  const document = emptyDocument()
  const clips = cut ? (['red', 'still', 'blue'] as const) : (['red', 'blue'] as const)
  for (const id of [...clips, ...(music ? (['song'] as const) : [])]) {
    document.nodes.push({ ...node(id, 'media'), params: { mediaId: ids[id], kind: kindOf(id) } })
    document.connections.push(wire(id, id, id === 'song' ? 'music' : 'clips'))
  }
  document.nodes.push(stitcher(cut))
  return core.workflows.create('Night', document).id
}

function kindOf(id: string): string {
  return id === 'still' ? 'image' : id === 'song' ? 'audio' : 'video'
}

function orderFor(workflowId: string, more: Partial<ExportOrder> = {}): ExportOrder {
  return ExportOrder.parse({ workflowId, nodeId: 'film', preset: 'same', folder: out, ...more })
}

async function run(order: ExportOrder): Promise<FilmExport> {
  const { id } = await exports.start(order)
  const made = await exports.finished(id)
  if (made.error?.code === 'internal') throw new Error(made.error.message)
  for (const file of made.files) expect(existsSync(file)).toBe(true)
  return made
}

function runAll(workflowId: string): string {
  const { document } = core.workflows.read(workflowId)
  return core.runs.start({ workflowId, workflowName: 'Night', document, target: { kind: 'all' } }).id
}

function streams(file: string): string[] {
  const args = [
    '-v',
    'error',
    '-show_entries',
    'stream=codec_name,width,height',
    '-of',
    'json',
    '-i',
    `file:${file}`,
  ]
  const { streams: found } = JSON.parse(execFileSync('ffprobe', args, { encoding: 'utf8' })) as {
    streams: { codec_name: string; width?: number; height?: number }[]
  }
  return found.map(({ codec_name, width, height }) =>
    width ? `${codec_name} ${width}x${height}` : codec_name,
  )
}
