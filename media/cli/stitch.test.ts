import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { ffprobe, makeClip } from '../mp4/test-clips.ts'

let folder: string
let room: string
let clips: string[]
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'stitch-cli-'))
  clips = await Promise.all([
    makeClip(join(folder, 'one.mp4'), { tone: 300 }),
    makeClip(join(folder, 'two.mp4'), { tone: 400, rate: '30' }),
    makeClip(join(folder, 'three.mp4'), { tone: 500 }),
  ])
})
beforeEach(() => void (room = mkdtempSync(join(folder, 'room-'))))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const program = join(import.meta.dirname, '../cli.ts')
const wordsOf = (words: readonly string[]) => [
  '--disable-warning=ExperimentalWarning',
  program,
  'stitch',
  ...words,
  '--data',
  join(folder, 'data'),
]

function stitch(...words: string[]) {
  const { stdout, stderr, status } = spawnSync(process.execPath, wordsOf(words), { encoding: 'utf8' })
  return { json: stdout === '' ? undefined : JSON.parse(stdout), said: stderr.trim(), status }
}

describe('sceneloom stitch', () => {
  it('says what it would do, and with --plan does only that', () => {
    const { json, said, status } = stitch(...clips, '--as-is', '--plan')
    expect(status).toBe(0)
    expect(json.plan).toMatchObject({ mode: 'partly', frames: 72, encodedFrames: 24 })
    expect(json.plan.shots.map(({ action }: { action: string }) => action)).toEqual([
      'copy',
      'conform',
      'copy',
    ])
    expect(said).toContain('2 of 3 clips copied')
    expect(said).toContain('Clip 2 is 30 fps: converted to 24 fps')
    expect(readdirSync(room)).toEqual([])
  })

  it('joins the files into one that was not there, and never over one that was', async () => {
    const to = join(room, 'film.mp4')
    const made = stitch(...clips, '--to', to)
    expect(made.said).toContain('100 %')
    expect(made.json).toMatchObject({ to, plan: { frames: 72, sound: { action: 'encode' } } })
    expect(made.json.loudness.after).toBeCloseTo(-14, 0)
    expect(readdirSync(room)).toEqual(['film.mp4'])
    const counted = await ffprobe(
      to,
      '-count_frames -select_streams v -show_entries stream=nb_read_frames -of csv=p=0'.split(' '),
    )
    expect(counted.trim()).toBe('72')

    const { mtimeMs } = statSync(to)
    expect(stitch(...clips, '--to', to)).toMatchObject({
      status: 1,
      said: expect.stringContaining('is there already'),
    })
    expect(statSync(to).mtimeMs).toBe(mtimeMs)
  })

  it.each([
    ['no files', [], 'name the files'],
    ['a text', ['notes.mp4', '--plan'], 'not a picture, video or sound'],
    ['a file that is gone', ['gone.mp4', '--plan'], 'gone.mp4 is no longer there'],
    ['an odd size', ['one.mp4', '--plan', '--size', '7x7'], '--size'],
  ])('says in words what is wrong with %s', (_, [file, ...words], expected) => {
    writeFileSync(join(folder, 'notes.mp4'), 'These are my notes about the film.')
    const { said, status } = stitch(...(file === undefined ? [] : [join(folder, file)]), ...words)
    expect(status).toBe(1)
    expect(said).toContain(expected)
  })

  it('says that the disk is full, and leaves nothing behind', () => {
    const shell = `ulimit -f 60; exec "$0" "$@"`
    const to = join(room, 'film.mp4')
    const words = wordsOf([...Array.from({ length: 8 }, () => clips[0]!), '--as-is', '--to', to])
    const { stderr, status } = spawnSync('bash', ['-c', shell, process.execPath, ...words], {
      encoding: 'utf8',
    })
    expect(stderr).toContain('The disk is full, so the film was not saved')
    expect(status).toBe(1)
    expect(readdirSync(room)).toEqual([])
  })

  it('stops at Ctrl+C and leaves nothing behind', async () => {
    const child = begin('--to', join(room, 'film.mp4'))
    await untilBusy(child)
    child.kill('SIGINT')
    const [status] = (await once(child, 'exit')) as [number]
    expect(status).toBe(1)
    expect(readdirSync(room, { recursive: true })).toEqual([])
  })

  it('has given nothing its name when it is killed half way', async () => {
    const child = begin('--to', join(room, 'film.mp4'))
    await untilBusy(child)
    child.kill('SIGKILL')
    await once(child, 'exit')
    expect(readdirSync(room).filter((name) => !name.startsWith('.'))).toEqual([])
  })
})

/** Long enough to be interrupted: every frame is scaled up and encoded. */
function begin(...words: string[]) {
  const many = Array.from({ length: 60 }, (_, index) => clips[index % 3]!)
  return spawn(process.execPath, wordsOf([...many, '--as-is', '--size', '1080x1920', ...words]))
}

async function untilBusy(child: ReturnType<typeof begin>): Promise<void> {
  for await (const text of child.stderr) if (String(text).includes('%')) return
}
