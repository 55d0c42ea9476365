import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { looksLike } from './looks-like.ts'
import { ffmpeg } from './mp4/test-clips.ts'
import { mimeOf, sniff } from './sniff.ts'

const folder = mkdtempSync(join(tmpdir(), 'sceneloom-sniff-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const picture = ['-f', 'lavfi', '-i', 'testsrc2=s=64x64:r=10:d=0.5']
const sound = ['-f', 'lavfi', '-i', 'sine=440:d=0.5']
const still = [...picture, '-frames:v', '1']
const h264 = ['-c:v', 'libx264', '-preset', 'ultrafast']

async function headOf(name: string, args: readonly string[]): Promise<Buffer> {
  const file = join(folder, name)
  await ffmpeg([...args, `file:${file}`])
  return readFileSync(file).subarray(0, 4096)
}

describe('sniff', () => {
  it.each([
    ['png', 'png_pipe', still],
    ['jpg', 'jpeg_pipe', still],
    ['webp', 'webp_pipe', still],
    ['gif', 'gif', picture],
    ['mp4', 'mov', [...picture, ...h264]],
    ['mp4', 'mov', [...picture, ...h264, '-movflags', 'frag_keyframe+empty_moov']],
    ['mov', 'mov', [...picture, ...h264, '-f', 'mov']],
    ['m4a', 'mov', [...sound, '-f', 'ipod']],
    ['webm', 'matroska', [...picture, '-c:v', 'libvpx', '-f', 'webm']],
    ['mkv', 'matroska', [...picture, ...h264]],
    ['avi', 'avi', [...picture, '-c:v', 'mjpeg']],
    ['ts', 'mpegts', [...picture, ...h264, '-f', 'mpegts']],
    ['ts', 'mpegts', [...picture, ...h264, '-f', 'mpegts', '-mpegts_m2ts_mode', '1']],
    ['wav', 'wav', sound],
    ['wav', 'wav', [...sound, '-rf64', 'always']],
    ['mp3', 'mp3', sound],
    ['mp3', 'mp3', [...sound, '-write_xing', '0', '-id3v2_version', '0']],
    ['mp3', 'mp3', [...sound, '-write_xing', '0', '-id3v2_version', '0', '-ar', '16000', '-b:a', '24k']],
    ['flac', 'flac', sound],
    ['ogg', 'ogg', [...sound, '-c:a', 'libopus']],
  ] as const)('knows %s by its bytes and names its one demuxer, %s', async (extension, demuxer, args) => {
    expect(sniff(await headOf(`x.${extension}`, args))).toMatchObject({ extension, demuxer })
  })

  it.each([
    ['text', 'Scene one. A street, rain.\n'],
    ['text', '雨夜，街道。'],
    ['text', '\ufeffWith a byte order mark'],
    ['a playlist, which only points to other files', '#EXTM3U\n#EXTINF:1,\nfile:///etc/passwd\n'],
    ['a playlist, which only points to other files', 'ffconcat version 1.0\nfile /etc/passwd\n'],
    ['a playlist, which only points to other files', '<?xml version="1.0"?>\n<MPD xmlns="urn:mpeg:dash">'],
    ['the description of a network stream', 'v=0\r\no=- 0 0 IN IP4 127.0.0.1\r\n'],
    ['an SVG drawing', '<svg xmlns="http://www.w3.org/2000/svg"><image href="file:///etc/passwd"/></svg>'],
    ['an SVG drawing', '<?xml version="1.0"?>\n<!-- made by hand -->\n<svg/>'],
    ['a web page', '\n<!DOCTYPE html><html><body>404 Not Found</body></html>'],
    ['an XML document', '<?xml version="1.0"?><rss/>'],
    ['a JSON document', '{"error":"expired"}'],
    ['a PDF', '%PDF-1.7\n'],
    ['a zip archive or an office document', Buffer.from('PK\x03\x04\x14\0', 'latin1')],
    ['a program', Buffer.from('\x7fELF\x02\x01', 'latin1')],
    ['a HEIC photo', Buffer.from('\0\0\0\x18ftypheic\0\0\0\0', 'latin1')],
    ['an AVIF picture', Buffer.from('\0\0\0\x1cftypavif\0\0\0\0', 'latin1')],
    ['a BMP picture', Buffer.from('BM\x36\x30\0\0', 'latin1')],
    ['a kind of file that is not known here', Buffer.from('\x01\x02\x03\x04\xff\xfe\x00', 'latin1')],
  ])('does not take %s for media, and says what it is', (words, content) => {
    const head = typeof content === 'string' ? Buffer.from(content) : content
    expect(sniff(head)).toBeUndefined()
    expect(looksLike(head)).toBe(words)
  })

  it('takes no random bytes for media or for text', () => {
    let seed = 1
    const next = () => (seed = (seed * 1103515245 + 12345) & 0x7fffffff) >> 16
    for (let round = 0; round < 300; round++) {
      const head = Buffer.from(Array.from({ length: 400 }, next))
      expect(sniff(head)).toBeUndefined()
      expect(looksLike(head)).not.toBe('text')
    }
  })

  it('survives every short and cut file', () => {
    const starts = [
      'RIFF',
      'ID3',
      '\x1a\x45\xdf\xa3',
      '\0\0\0\x20ftyp',
      '\xff\xfb\x90',
      'G',
      '\x89PNG',
      'GIF8',
    ]
    for (const start of starts) {
      for (let length = 0; length <= 12; length++) {
        const head = Buffer.from(start.padEnd(12, '\0'), 'latin1').subarray(0, length)
        expect(() => [sniff(head), looksLike(head)]).not.toThrow()
      }
    }
  })

  it('serves each kind under its own type, and an unknown one as bytes', () => {
    expect([mimeOf('mp4'), mimeOf('jpg'), mimeOf('mov'), mimeOf('exe')]).toEqual([
      'video/mp4',
      'image/jpeg',
      'video/quicktime',
      'application/octet-stream',
    ])
  })
})
