import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { emptyDocument } from '../../nodes/graph/document.ts'

let folder: string
let workflow: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'sceneloom-export-'))
  for (const colour of ['red', 'blue']) makeClip(colour)
  workflow = writeWorkflow()
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

function sceneloom(...words: string[]) {
  const program = join(import.meta.dirname, '..', 'cli.ts')
  const { stdout, stderr, status } = spawnSync(
    process.execPath,
    ['--disable-warning=ExperimentalWarning', program, ...words, '--data', join(folder, 'data')],
    { encoding: 'utf8' },
  )
  return { json: stdout === '' ? undefined : JSON.parse(stdout), said: stderr.trim(), status }
}

function makeClip(colour: string): void {
  const file = join(folder, `${colour}.mp4`)
  const picture = ['-f', 'lavfi', '-i', `color=${colour}:s=160x284:r=24:d=1`]
  execFileSync('ffmpeg', ['-v', 'error', ...picture, '-preset', 'ultrafast', '-pix_fmt', 'yuv420p', file])
}

function writeWorkflow(): string {
  const file = join(folder, 'Night.json')
  const place = { version: 1, position: { x: 0, y: 0 } }
  const names = ['red', 'blue']
  const { json } = sceneloom('import', ...names.map((name) => join(folder, `${name}.mp4`)))
  const clips = (json as { media: { id: string } }[]).map(({ media }, index) => {
    return { ...place, id: names[index]!, type: 'media', params: { mediaId: media.id, kind: 'video' } }
  })
  const connections = clips.map(({ id }) => ({
    id,
    from: { node: id, port: 'video' },
    to: { node: 'film', port: 'clips' },
  }))
  const nodes = [...clips, { ...place, id: 'film', type: 'video-stitcher', params: {} }]
  writeFileSync(file, JSON.stringify({ ...emptyDocument(), nodes, connections }))
  return file
}

describe('sceneloom export', () => {
  it('renders a film into a folder with what editors need beside it', () => {
    const out = join(folder, 'out')
    const handoff = ['--handoff', 'otio, edl,csv', '--name', '{workflow}-{n}']
    const { json, status } = sceneloom('export', workflow, '--to', out, ...handoff)
    expect(json).toMatchObject({ state: 'done', progress: 1 })
    expect(status).toBe(0)
    expect(readdirSync(out).toSorted()).toEqual([
      'Night-1 media',
      'Night-1.csv',
      'Night-1.edl',
      'Night-1.mp4',
      'Night-1.otio',
    ])
    const [film] = json.files as [string]
    const frames = ['-select_streams', 'v', '-show_entries', 'stream=nb_frames', '-of', 'csv=p=0', film]
    expect(execFileSync('ffprobe', ['-v', 'error', ...frames], { encoding: 'utf8' }).trim()).toBe('48')
    expect(readFileSync(join(out, 'Night-1.edl'), 'utf8')).toContain('* FROM CLIP NAME: red')
  })

  it('estimates without making anything', () => {
    const out = join(folder, 'nothing')
    const { json, status } = sceneloom('export', workflow, '--to', out, '--preset', 'master', '--estimate')
    expect(json).toMatchObject({ plan: { frames: 48, width: 160 }, path: expect.stringMatching(/\.mov$/) })
    expect(json.bytes).toBeGreaterThan(10_000)
    expect(status).toBe(0)
    expect(existsSync(out)).toBe(false)
  })

  it('says what it takes', () => {
    const wrong = sceneloom('export', workflow, '--preset', 'cinema')
    expect(wrong.said).toContain('--preset takes same, vertical, square, landscape, master, gif')
    expect(wrong.status).toBe(1)
    expect(sceneloom('export', workflow, '--node', 'red').said).toContain('is not a Video Stitcher')
  })
})
