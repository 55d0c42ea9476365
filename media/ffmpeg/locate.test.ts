import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { afterAll, beforeEach, describe, expect, it } from 'vitest'
import { isRecent, locateEngine } from './locate.ts'

const root = mkdtempSync(join(tmpdir(), 'sceneloom-locate-'))
afterAll(() => rmSync(root, { recursive: true, force: true }))

let count = 0
let folder: string
beforeEach(() => {
  folder = join(root, String(count++))
  mkdirSync(folder)
})

interface Fake {
  readonly version?: string
  readonly encoders?: string
  readonly filters?: string
  readonly probe?: boolean
}

const allFilters = 'scale pad fps aresample concat'

/** A program that answers like ffmpeg does. */
function install(where: string, fake: Fake = {}): string {
  mkdirSync(where, { recursive: true })
  const {
    version = 'ffmpeg version 6.1.1',
    encoders = 'libx264 aac',
    filters = allFilters,
    probe = true,
  } = fake
  const lines = (words: string) => words.split(' ').map((word) => `echo " V....D ${word}     does things"`)
  const script = `case "$2" in
    -version) echo "${version} Copyright (c) the FFmpeg developers" ;;
    -encoders) ${lines(encoders).join('; ')} ;;
    -filters) ${lines(filters).join('; ')} ;;
  esac`
  for (const name of probe ? ['ffmpeg', 'ffprobe'] : ['ffmpeg']) {
    writeFileSync(join(where, name), `#!/bin/sh\necho >> '${join(where, 'asked')}'\n${script}\n`)
    chmodSync(join(where, name), 0o755)
  }
  return join(where, 'ffmpeg')
}

const path = (...folders: string[]) => ({ PATH: folders.join(delimiter) })
const unsuitable = (reason: RegExp) =>
  expect.objectContaining({
    code: 'ffmpeg_unsuitable',
    details: expect.objectContaining({ reason: expect.stringMatching(reason) }),
  })

describe('locateEngine', () => {
  it('finds the real one of this machine', async () => {
    const engine = await locateEngine()
    expect(engine).toMatchObject({
      ffmpeg: expect.stringMatching(/ffmpeg$/),
      ffprobe: expect.stringMatching(/ffprobe$/),
      version: expect.stringMatching(/./),
    })
  })

  it('prefers the setting, then the environment, then the first suitable one on the path', async () => {
    const [chosen, fromEnv, first, second] = ['chosen', 'env', 'first', 'second'].map((name) =>
      join(folder, name),
    )
    install(chosen!)
    install(fromEnv!)
    install(first!, { encoders: 'aac' })
    install(second!)
    const env = { ...path(first!, second!), SCENELOOM_FFMPEG: fromEnv! }
    expect((await locateEngine({ configured: chosen!, env })).ffmpeg).toBe(join(chosen!, 'ffmpeg'))
    expect((await locateEngine({ configured: '', env })).ffmpeg).toBe(join(fromEnv!, 'ffmpeg'))
    expect((await locateEngine({ env: path(first!, second!) })).ffmpeg).toBe(join(second!, 'ffmpeg'))
  })

  it('takes the program itself as well as its folder', async () => {
    const ffmpeg = install(folder)
    expect(await locateEngine({ configured: ffmpeg })).toEqual({
      ffmpeg,
      ffprobe: join(folder, 'ffprobe'),
      version: '6.1.1',
    })
  })

  it('never silently replaces the one that was chosen', async () => {
    install(join(folder, 'other'))
    await expect(
      locateEngine({ configured: join(folder, 'nothing'), env: path(join(folder, 'other')) }),
    ).rejects.toEqual(unsuitable(/there is no ffmpeg/))
  })

  it.each<[string, Fake, RegExp]>([
    ['is too old', { version: 'ffmpeg version 4.4.2-0ubuntu0.22.04.1' }, /4\.4\.2.* is too old, 5\.1/],
    ['lacks an encoder', { encoders: 'libopenh264 aac' }, /without libx264/],
    ['lacks filters', { filters: 'scale fps' }, /without pad, aresample, concat/],
    ['is something else', { version: 'avconv' }, /does not answer like ffmpeg/],
    ['comes without ffprobe', { probe: false }, /no ffprobe/],
  ])('says why one that %s cannot be used', async (_, fake, reason) => {
    await expect(locateEngine({ configured: install(folder, fake) })).rejects.toEqual(unsuitable(reason))
  })

  it('says that one that does not start cannot be used', async () => {
    writeFileSync(join(folder, 'ffmpeg'), 'MZ not for this machine', { mode: 0o755 })
    await expect(locateEngine({ configured: folder })).rejects.toEqual(unsuitable(/does not (start|answer)/))
  })

  it('says that there is none, where there is none', async () => {
    const found = locateEngine({ env: path(folder) })
    // Unless this machine keeps one in a usual place beside the path.
    await found.then(
      (engine) => expect(engine.ffmpeg).toMatch(/^\/(opt|usr\/local|snap)\//),
      (error: unknown) => expect(error).toMatchObject({ code: 'ffmpeg_missing' }),
    )
  })

  it('finds ffprobe beside the program that a link leads to', async () => {
    const real = install(join(folder, 'real'))
    mkdirSync(join(folder, 'bin'))
    symlinkSync(real, join(folder, 'bin', 'ffmpeg'))
    const engine = await locateEngine({ configured: join(folder, 'bin') })
    expect(engine.ffprobe).toBe(join(folder, 'real', 'ffprobe'))
  })

  it('checks a program once, and again when it was replaced', async () => {
    const asked = () => {
      try {
        return readFileSync(join(folder, 'asked'), 'utf8').length
      } catch {
        return 0
      }
    }
    install(folder)
    await Promise.all([locateEngine({ configured: folder }), locateEngine({ configured: folder })])
    expect(asked()).toBe(3)
    await locateEngine({ configured: folder })
    expect(asked()).toBe(3)
    install(folder, { version: 'ffmpeg version 7.1' })
    expect((await locateEngine({ configured: folder })).version).toBe('7.1')
  })
})

describe('isRecent', () => {
  const parts = (avutil: string) => `built with gcc\nlibavutil      ${avutil} / ${avutil}\n`
  it.each([
    ['5.1.9-0+deb12u1', '', true],
    ['n7.1', '', true],
    ['9.0', '', true],
    ['10.2', '', true],
    ['5.0.3', '', false],
    ['4.2.7-static', '', false],
    ['N-112233-g1a2b3c', parts('58. 29.100'), true],
    ['git-2022-08-01-abc', parts('57. 28.100'), true],
    ['2023-07-19-git-efa6cec759', parts('58. 14.100'), true],
    ['N-47683-g0e8eb07980', parts('56. 24.101'), false],
    ['N-custom', '', false],
  ])('knows whether %s is new enough', (version, about, expected) => {
    expect(isRecent(version, about)).toBe(expected)
  })
})
