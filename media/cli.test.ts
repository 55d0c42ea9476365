import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { emptyDocument, type WorkflowDocument } from '../nodes/graph/document.ts'

let folder: string
beforeEach(() => void (folder = mkdtempSync(join(tmpdir(), 'sceneloom-cli-'))))
afterEach(() => rmSync(folder, { recursive: true, force: true }))

/** Types the command as a person would, with a library of its own. */
function sceneloom(...words: string[]) {
  const program = join(import.meta.dirname, 'cli.ts')
  const { stdout, stderr, status } = spawnSync(
    process.execPath,
    ['--disable-warning=ExperimentalWarning', program, ...words, '--data', join(folder, 'data')],
    { encoding: 'utf8' },
  )
  return { json: stdout === '' ? undefined : JSON.parse(stdout), said: stderr.trim(), status }
}

function writeWorkflow(change: Partial<WorkflowDocument> = {}): string {
  const file = join(folder, 'scene.json')
  writeFileSync(
    file,
    JSON.stringify({
      ...emptyDocument(),
      nodes: [
        {
          id: 'still',
          type: 'text-to-image',
          version: 1,
          title: 'The still',
          position: { x: 0, y: 0 },
          params: { prompt: 'A red door' },
        },
        { id: 'film', type: 'video-stitcher', version: 1, title: '', position: { x: 0, y: 0 } },
        {
          id: 'clip',
          type: 'image-to-video',
          version: 1,
          title: '',
          position: { x: 0, y: 0 },
          params: { seconds: 1 },
        },
      ],
      connections: [
        { id: 'a', from: { node: 'still', port: 'image' }, to: { node: 'clip', port: 'image' } },
        { id: 'b', from: { node: 'clip', port: 'video' }, to: { node: 'film', port: 'clips' } },
      ],
      ...change,
    }),
  )
  return file
}

const probe = (file: string) =>
  JSON.parse(
    execFileSync('ffprobe', ['-v', 'error', '-show_streams', '-of', 'json', file], { encoding: 'utf8' }),
  ).streams

describe('sceneloom run', () => {
  it('makes the film, puts it where it was asked for, and reuses everything the next time', () => {
    const file = writeWorkflow()
    const out = join(folder, 'film.mp4')
    const first = sceneloom('run', file, '--out', out)
    expect(first.status).toBe(0)
    expect(first.json).toMatchObject({ run: { state: 'done' }, outputs: [{ nodeId: 'film' }], out })
    expect(first.said).toContain('The still: done')
    expect(probe(out)).toMatchObject([
      { codec_name: 'h264', width: 720, height: 1280, nb_frames: '24' },
      { codec_name: 'aac' },
    ])

    const again = sceneloom('run', file)
    expect(again.json).toMatchObject({ run: { state: 'done', nodes: [] }, outputs: first.json.outputs })

    const changed = sceneloom(
      'run',
      file,
      '--set',
      'The still.prompt=A blue door',
      '--set',
      'clip.camera=pull',
    )
    expect(changed.json.run.nodes.map((node: { state: string }) => node.state)).toEqual([
      'done',
      'done',
      'done',
    ])
    expect(sceneloom('list').json).toMatchObject([{ name: 'scene', nodeCount: 3 }])
  })

  it.each([
    ['a param it does not have', ['--set', 'still.colour=red'], /text-to-image has no “colour”/],
    ['a value that does not fit', ['--set', 'clip.seconds=99'], /seconds cannot be 99/],
    ['a node that is not there', ['--set', 'gone.seed=1'], /The node “gone” is not here/],
    ['words it does not know', ['--fast'], /Unknown option '--fast'/],
  ])('says in a sentence what is wrong with %s, and runs nothing', (_what, words, sentence) => {
    const { status, said, json } = sceneloom('run', writeWorkflow(), ...words)
    expect({ status, json }).toEqual({ status: 1, json: undefined })
    expect(said).toMatch(sentence)
  })

  it('names the loop, keeps the file as it is, and does not pretend to have finished', () => {
    const nodes = ['a', 'b'].map((id) => ({
      id,
      type: 'video-stitcher',
      version: 1,
      title: `Film ${id}`,
      position: { x: 0, y: 0 },
      params: {},
    }))
    const wire = (from: string, to: string) => ({
      id: from + to,
      from: { node: from, port: 'video' },
      to: { node: to, port: 'clips' },
    })
    const { status, said } = sceneloom(
      'run',
      writeWorkflow({ nodes, connections: [wire('a', 'b'), wire('b', 'a')] }),
    )
    expect(status).toBe(1)
    expect(said).toContain('This workflow has a loop through Film a, Film b.')
  })

  it('says what a missing or broken workflow file is', () => {
    expect(sceneloom('run', join(folder, 'nowhere.json')).said).toMatch(/nowhere\.json is no longer there/)
    const half = join(folder, 'half.json')
    writeFileSync(half, '{"format":"sceneloom-wor')
    expect(sceneloom('run', half)).toMatchObject({
      status: 1,
      said: 'half.json could not be read as a workflow: its text is damaged or incomplete',
    })
  })
})

describe('sceneloom import and probe', () => {
  it('imports what it can, recognises what it has, and says what it left out', () => {
    const clip = join(folder, 'it\'s "rain" 🌧\n-.mp4')
    execFileSync('ffmpeg', [
      '-nostdin',
      '-v',
      'error',
      '-f',
      'lavfi',
      '-i',
      'testsrc2=s=64x64:d=1',
      '-pix_fmt',
      'yuv420p',
      `file:${clip}`,
    ])
    const words = join(folder, 'words.mp4')
    writeFileSync(words, 'only words')
    const { status, json, said } = sceneloom('import', clip, words)
    expect(status).toBe(1)
    expect(json).toHaveLength(2)
    expect(json).toContainEqual(
      expect.objectContaining({
        state: 'imported',
        media: expect.objectContaining({ kind: 'video', width: 64, height: 64, hasAudio: false }),
      }),
    )
    expect(json).toContainEqual(
      expect.objectContaining({
        state: 'refused',
        error: expect.objectContaining({ code: 'file_not_media' }),
      }),
    )
    expect(said).toContain('words.mp4 is not a picture, video or sound')
    expect(said).toContain('Imported 1, known 0, left aside 0, not imported 1.')

    // As a folder, words are left aside; and what is known already stays the copy that it is.
    const again = sceneloom('import', folder, '--link')
    expect(again.status).toBe(0)
    expect(again.json.map((file: { state: string }) => file.state).toSorted()).toEqual([
      'known',
      'skipped',
      'skipped',
    ])
    expect(again.said).toContain('data belongs to this library, so it was left aside.')
    expect(sceneloom('probe', clip).json).toMatchObject({ kind: 'video', codec: 'h264', width: 64, fps: 25 })
  })
})

it('explains itself when asked for something else', () => {
  const { status, said } = sceneloom('dance')
  expect(status).toBe(2)
  expect(said).toContain('There is no command “dance”.')
  expect(said).toContain('sceneloom run <workflow.json|id>')
  expect(existsSync(join(folder, 'data'))).toBe(false)
})
