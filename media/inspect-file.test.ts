import { execFileSync } from 'node:child_process'
import {
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { crc32 } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { AppError } from '../nodes/errors.ts'
import type { ErrorCode } from '../nodes/errors.ts'
import { inspectFile } from './inspect-file.ts'
import { ffmpeg, makeClip, testEngine } from './mp4/test-clips.ts'
import { held } from './pictures/test-photo.ts'

const folder = mkdtempSync(join(tmpdir(), 'sceneloom-inspect-'))
const at = (name: string) => join(folder, name)
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const engine = async () => testEngine
const noEngine = async () => {
  throw new AppError('ffmpeg_missing')
}
const inspect = (path: string) => inspectFile(path, { engine })
const refused = (code: ErrorCode, details = {}) =>
  expect.objectContaining({ code, details: expect.objectContaining(details) })

const picture = ['-f', 'lavfi', '-i', 'testsrc2=s=64x48:r=10:d=1']
const sound = ['-f', 'lavfi', '-i', 'sine=440:d=1']
const still = [...picture, '-frames:v', '1']

let clip: string
beforeAll(async () => {
  clip = await makeClip(at('clip.mp4'), { size: '64x48', rate: '30000/1001' })
})

const samples = new Map<string, Promise<string>>()

/** A file made by ffmpeg, once for all tests that use it. */
function sample(name: string, args: readonly string[]): Promise<string> {
  const file = at(`sample.${name}`)
  const made = samples.get(name) ?? ffmpeg([...args, file]).then(() => file)
  samples.set(name, made)
  return made
}

/** A copy that ends too early. */
function cut(file: string, share: number, name = `cut ${basename(file)}`): string {
  copyFileSync(file, at(name))
  truncateSync(at(name), Math.floor(statSync(file).size * share))
  return at(name)
}

describe('inspecting a film', () => {
  it('measures it without any engine, from its index alone', async () => {
    expect(await inspectFile(clip, { engine: noEngine })).toMatchObject({
      kind: 'video',
      extension: 'mp4',
      mime: 'video/mp4',
      width: 64,
      height: 48,
      aspectRatio: '4:3',
      codec: 'h264',
      audioCodec: 'aac',
      fps: 29.97,
      hasAudio: true,
      facts: { video: { fps: { num: 30000, den: 1001 } } },
    })
  })

  it.each(['mkv', 'mov'])('needs no engine for %s either, where its codecs are plain', async (extension) => {
    const { facts, ...found } = await inspectFile(await makeClip(at(`plain.${extension}`)), {
      engine: noEngine,
    })
    expect(found).toMatchObject({ kind: 'video', extension, codec: 'h264', audioCodec: 'aac', fps: 24 })
    expect(found.durationSeconds).toBeCloseTo(1, 1)
    expect(facts).toMatchObject({ video: { frames: 24 }, audio: { sampleRate: 48_000, channels: 2 } })
  })

  it('says the size that is shown, not the one that is stored', async () => {
    const turned = await makeClip(at('turned.mp4'), { size: '64x48', turned: 90 })
    expect(await inspect(turned)).toMatchObject({ width: 48, height: 64, aspectRatio: '3:4' })
  })

  it.each([
    ['webm', 'video', 'vp8', [...picture, '-c:v', 'libvpx']],
    ['mkv', 'video', 'h264', [...picture, '-c:v', 'libx264']],
    ['avi', 'video', 'mjpeg', [...picture, '-c:v', 'mjpeg', '-pix_fmt', 'yuvj420p']],
    ['ts', 'video', 'h264', [...picture, '-c:v', 'libx264', '-f', 'mpegts']],
    ['mp4', 'video', 'mpeg4', [...picture, '-c:v', 'mpeg4', '-movflags', 'frag_keyframe+empty_moov']],
    ['mp3', 'audio', 'mp3', sound],
    ['wav', 'audio', 'pcm_s16le', sound],
    ['flac', 'audio', 'flac', sound],
    ['ogg', 'audio', 'opus', [...sound, '-c:a', 'libopus']],
    ['m4a', 'audio', 'aac', [...sound, '-f', 'mp4']],
  ] as const)('measures %s (%s, %s)', async (extension, kind, codec, args) => {
    const found = await inspect(await sample(`${codec}.${extension}`, args))
    expect(found).toMatchObject({ extension, kind, codec })
    expect(found.durationSeconds).toBeGreaterThan(0.95)
    expect(found.durationSeconds).toBeLessThan(1.1)
  })

  it('does not take the cover of a song for a film', async () => {
    const both = ['-i', await sample('png', still), ...sound, '-map', '1', '-map', '0', '-c:v', 'png']
    await ffmpeg([...both, '-disposition:v', 'attached_pic', '-id3v2_version', '3', at('song.mp3')])
    const song = await inspect(at('song.mp3'))
    expect(song).toMatchObject({ kind: 'audio', hasAudio: true })
    expect(song.width).toBeUndefined()
  })

  it('finds the real length of a recording whose clock starts late', async () => {
    const late = at('late.mp4')
    const start = ['-output_ts_offset', '1.5', '-avoid_negative_ts', 'disabled']
    await ffmpeg([...picture, '-c:v', 'libx264', ...start, late])
    expect((await inspect(late)).durationSeconds).toBeCloseTo(1, 1)
  })

  it('asks for the engine only where it must, and says so if there is none', async () => {
    const song = await sample('mp3.mp3', sound)
    await expect(inspectFile(song, { engine: noEngine })).rejects.toThrow(refused('ffmpeg_missing'))
  })
})

describe('inspecting a picture', () => {
  it.each(['png', 'jpg', 'webp', 'gif'])(
    'reads the size of a %s from its header, without an engine',
    async (kind) => {
      await ffmpeg([...still, at(`picture.${kind}`)])
      expect(await inspectFile(at(`picture.${kind}`), { engine: noEngine })).toMatchObject({
        kind: 'image',
        extension: kind,
        width: 64,
        height: 48,
        hasAudio: false,
      })
    },
  )

  it.each([
    ['lossless', ['-lossless', '1']],
    ['with transparency', ['-vf', 'format=rgba,colorchannelmixer=aa=0.5']],
  ])('reads the size of a webp %s', async (name, args) => {
    await ffmpeg([...still, ...args, at(`${name}.webp`)])
    expect(await inspect(at(`${name}.webp`))).toMatchObject({ width: 64, height: 48 })
  })

  it('knows how a photo was held', async () => {
    writeFileSync(at('held.jpg'), held(readFileSync(await sample('jpg', still)), 6))
    const found = await inspect(at('held.jpg'))
    expect(found).toMatchObject({ width: 48, height: 64, facts: { orientation: 6 } })
  })

  it('steps over a megabyte of profiles to the size', async () => {
    const plain = readFileSync(await sample('jpg', still))
    const profile = Buffer.concat([Buffer.from([0xff, 0xe2, 0xff, 0xff]), Buffer.alloc(0xffff - 2, 0xff)])
    const heavy = [plain.subarray(0, 2), ...Array.from({ length: 17 }, () => profile), plain.subarray(2)]
    writeFileSync(at('heavy.jpg'), Buffer.concat(heavy))
    expect(await inspect(at('heavy.jpg'))).toMatchObject({ width: 64, height: 48 })
  })

  it.each([
    [20_000, 10, 'too wide'],
    [12_000, 12_000, 'too many pixels'],
    [60_000, 60_000, 'far too large'],
  ])('refuses %i × %i by its header alone, before anything is decoded (%s)', async (width, height) => {
    const file = at(`${width}x${height}.png`)
    writeFileSync(file, hollowPng(width, height))
    await expect(inspect(file)).rejects.toThrow(
      refused('picture_too_large', { name: basename(file), width, height }),
    )
  })

  it('refuses one that is nothing wide', async () => {
    writeFileSync(at('nothing.png'), hollowPng(0, 10))
    await expect(inspect(at('nothing.png'))).rejects.toThrow(refused('file_unreadable'))
  })

  it('takes an animated gif whose last byte was lost, as every viewer does', async () => {
    const gif = readFileSync(await sample('moving.gif', picture))
    writeFileSync(at('moving-short.gif'), gif.subarray(0, gif.length - 1))
    expect(await inspect(at('moving-short.gif'))).toMatchObject({ kind: 'image' })
  })

  it('takes a photo with a film behind it', async () => {
    const photo = readFileSync(await sample('jpg', still))
    writeFileSync(at('motion-photo.jpg'), Buffer.concat([photo, readFileSync(clip)]))
    expect(await inspect(at('motion-photo.jpg'))).toMatchObject({ kind: 'image', extension: 'jpg' })
  })
})

describe('a file that was cut off', () => {
  const kinds = {
    png: still,
    jpg: still,
    gif: picture,
    webp: still,
    wav: sound,
    avi: [...picture, '-c:v', 'mjpeg', '-pix_fmt', 'yuvj420p'],
    webm: [...picture, '-c:v', 'libvpx'],
    mkv: [...picture, '-c:v', 'libx264'],
    'index-behind.mp4': [...picture, '-c:v', 'libx264'],
    'index-in-front.mp4': [...picture, '-c:v', 'libx264', '-movflags', '+faststart'],
    'index-in-front.mov': [...picture, '-c:v', 'libx264', '-movflags', '+faststart'],
  }
  it.each(Object.entries(kinds))('is refused: %s', async (name, args) => {
    const whole = await sample(name, args)
    await expect(inspect(whole)).resolves.toBeDefined()
    // Behind the index of an MP4 that has it in front, ffprobe says that nothing is wrong.
    for (const share of [0.6, 0.95]) {
      await expect(inspect(cut(whole, share)), `${name} at ${share}`).rejects.toThrow(
        refused('file_incomplete'),
      )
    }
  })

  it('is refused although the preview in its header is whole', async () => {
    const photo = readFileSync(await sample('jpg', still))
    const preview = Buffer.concat([
      Buffer.from([0xff, 0xe1, 0, 10]),
      Buffer.from('Exif\0\0', 'latin1'),
      Buffer.from([0xff, 0xd9]),
    ])
    const whole = Buffer.concat([photo.subarray(0, 2), preview, photo.subarray(2)])
    writeFileSync(at('with-preview.jpg'), whole)
    await expect(inspect(at('with-preview.jpg'))).resolves.toBeDefined()
    await expect(inspect(cut(at('with-preview.jpg'), 0.8))).rejects.toThrow(refused('file_incomplete'))
  })
})

describe('a file that is not what it says', () => {
  it.each([
    ['notes.mp4', 'INT. KITCHEN - NIGHT\n', 'text'],
    ['list.mp4', '#EXTM3U\n#EXT-X-TARGETDURATION:1\n#EXTINF:1,\nfile:///etc/passwd\n', 'a playlist'],
    ['list.mov', 'ffconcat version 1.0\nfile /etc/passwd\n', 'a playlist'],
    ['drawing.png', '<svg xmlns="http://www.w3.org/2000/svg"/>', 'an SVG drawing'],
    ['download.mp4', '<!doctype html><title>Sign in</title>', 'a web page'],
  ])('is refused by what it is: %s', async (name, content, looksLike) => {
    writeFileSync(at(name), content)
    await expect(inspect(at(name))).rejects.toThrow(
      refused('file_not_media', { name, looksLike: expect.stringContaining(looksLike) }),
    )
  })

  it('is taken for what it is: a picture with the name of a film', async () => {
    copyFileSync(await sample('png', still), at('really.mp4'))
    expect(await inspect(at('really.mp4'))).toMatchObject({
      kind: 'image',
      extension: 'png',
      mime: 'image/png',
    })
  })

  it('is refused: a playlist that hides behind a transport stream', async () => {
    copyFileSync(clip, at('secret.mp4'))
    const packets = Buffer.alloc(188 * 4)
    for (let packet = 0; packet < 4; packet++) packets[packet * 188] = 0x47
    writeFileSync(at('sly.ts'), Buffer.concat([packets, Buffer.from(`\n#EXTM3U\n${at('secret.mp4')}\n`)]))
    await expect(inspect(at('sly.ts'))).rejects.toThrow(refused('file_unreadable'))
  })

  it('is refused without a crash when its first bytes are followed by noise', async () => {
    const noise = Buffer.from(Array.from({ length: 3000 }, (_, i) => (i * 7919 + (i >> 3)) & 0xff))
    const starts = [
      '\x89PNG\r\n\x1a\n',
      '\xff\xd8\xff',
      'GIF89a',
      'RIFF0000WEBP',
      'RIFF0000AVI ',
      '\x1a\x45\xdf\xa3\x93\x42\x82\x88matroska',
      'OggS',
      'fLaC',
      'ID3',
      '\0\0\0\x18ftypisom',
    ]
    for (const start of starts) {
      writeFileSync(at('noise'), Buffer.concat([Buffer.from(start, 'latin1'), noise]))
      const error: unknown = await inspect(at('noise')).then(
        (found) => expect.fail(`${JSON.stringify(start)} was taken for ${found.kind}`),
        (error: unknown) => error,
      )
      expect(error).toBeInstanceOf(AppError)
      expect((error as AppError).code).toMatch(/^(file_|picture_too_large)/)
    }
  })
})

describe('what is not a file to read', () => {
  it('says that an empty file is empty', async () => {
    writeFileSync(at('empty.mp4'), '')
    await expect(inspect(at('empty.mp4'))).rejects.toThrow(refused('file_empty', { name: 'empty.mp4' }))
  })

  it('refuses a folder, a link to one, and a device', async () => {
    mkdirSync(at('folder.mp4'))
    symlinkSync(at('folder.mp4'), at('link-to-folder.mp4'))
    for (const path of [at('folder.mp4'), at('link-to-folder.mp4'), '/dev/zero']) {
      await expect(inspect(path)).rejects.toThrow(refused('file_not_regular'))
    }
  })

  it('does not wait for a named pipe', async () => {
    execFileSync('mkfifo', [at('pipe.mp4')])
    await expect(inspect(at('pipe.mp4'))).rejects.toThrow(refused('file_not_regular', { name: 'pipe.mp4' }))
  })

  it('follows the link that was picked, and says when it leads nowhere', async () => {
    symlinkSync(clip, at('link.mp4'))
    expect(await inspect(at('link.mp4'))).toMatchObject({ kind: 'video' })
    symlinkSync(at('loop.mp4'), at('loop.mp4'))
    for (const path of [at('loop.mp4'), at('gone.mp4'), join(clip, 'below.mp4'), at('n'.repeat(300))]) {
      await expect(inspect(path)).rejects.toThrow(refused('file_not_found'))
    }
  })

  it.skipIf(process.getuid?.() === 0)('says that a file may not be read', async () => {
    writeFileSync(at('locked.mp4'), 'x', { mode: 0 })
    await expect(inspect(at('locked.mp4'))).rejects.toThrow(refused('file_no_permission'))
  })
})

describe('a file with a difficult name', () => {
  it.each([
    `quo'te"dbl.mp3`,
    'new\nline.mp3',
    '雨夜 🌧️ e\u0301.mp3',
    '-dash.mp3',
    'frame%03d.mp3',
    'a:b.mp3',
    '$(touch x); & |.mp3',
    ' trailing ',
    'UPPER.MP3',
    'no-ending',
    'concat:x|y.mp3',
    '[1]*?.mp3',
  ])('is read all the same: %j', async (name) => {
    copyFileSync(await sample('mp3.mp3', sound), at(name))
    expect(await inspect(at(name))).toMatchObject({ kind: 'audio', codec: 'mp3' })
  })
})

/** A PNG header with nothing behind it: 33 bytes that promise any size. */
function hollowPng(width: number, height: number): Buffer {
  const chunk = (type: string, body: Buffer) => {
    const named = Buffer.concat([Buffer.from(type), body])
    const [length, checksum] = [Buffer.alloc(4), Buffer.alloc(4)]
    length.writeUInt32BE(body.length)
    checksum.writeUInt32BE(crc32(named))
    return Buffer.concat([length, named, checksum])
  }
  const header = Buffer.alloc(13)
  header.writeUInt32BE(width, 0)
  header.writeUInt32BE(height, 4)
  header.set([8, 2], 8)
  const magic = Buffer.from('\x89PNG\r\n\x1a\n', 'latin1')
  return Buffer.concat([magic, chunk('IHDR', header), chunk('IEND', Buffer.alloc(0))])
}
