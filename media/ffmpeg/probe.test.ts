import { chmodSync, copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { makeClip, testEngine } from '../mp4/test-clips.ts'
import { probe } from './probe.ts'

const folder = mkdtempSync(join(tmpdir(), 'sceneloom-probe-'))
const at = (name: string) => join(folder, name)
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** An ffprobe that does what the script says. */
function fakeEngine(script: string) {
  const ffprobe = at(`fake-${Math.random()}`)
  writeFileSync(ffprobe, `#!/bin/sh\n${script}\n`)
  chmodSync(ffprobe, 0o755)
  return { ...testEngine, ffprobe }
}

const options = { demuxer: 'mov', name: 'clip.mp4' }

describe('probe', () => {
  it('follows no playlist, to no host and no other file, whatever demuxer it is given', async () => {
    let requests = 0
    const server = createServer((_, response) => {
      requests++
      response.end()
    }).listen(0, '127.0.0.1')
    await once(server, 'listening')
    const { port } = server.address() as AddressInfo
    await makeClip(at('other.mp4'), { size: '64x64', seconds: 0.5 })
    const lists = [
      `#EXTM3U\n#EXT-X-TARGETDURATION:1\n#EXTINF:1,\nhttp://127.0.0.1:${port}/a.ts\n#EXT-X-ENDLIST\n`,
      `#EXTM3U\n#EXT-X-TARGETDURATION:1\n#EXTINF:1,\nfile://${at('other.mp4')}\n#EXT-X-ENDLIST\n`,
      `ffconcat version 1.0\nfile other.mp4\n`,
    ]
    try {
      for (const list of lists) {
        writeFileSync(at('list.mp4'), list)
        for (const demuxer of ['mov', 'matroska', 'mpegts', 'avi', 'ogg']) {
          await expect(probe(testEngine, at('list.mp4'), { ...options, demuxer })).rejects.toMatchObject({
            code: expect.stringMatching(/^file_/),
          })
        }
      }
      expect(requests).toBe(0)
    } finally {
      server.close()
    }
  })

  it('gives no key of this process to a program that reads files from strangers', async () => {
    process.env['SCENELOOM_TEST_KEY'] = 'secret'
    try {
      const spy = fakeEngine(`env > '${at('env.txt')}'; echo '{"format":{"format_name":"mov","size":"1"}}'`)
      await probe(spy, at('any.mp4'), options)
      const env = readFileSync(at('env.txt'), 'utf8')
      expect(env).toContain('PATH=')
      expect(env).not.toContain('secret')
    } finally {
      delete process.env['SCENELOOM_TEST_KEY']
    }
  })

  it.each([
    ['prints junk', 'echo "not json"'],
    ['prints nothing', 'exit 0'],
    ['prints without an end', 'while :; do echo "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"; done'],
    ['fails', 'echo "Invalid data found" >&2; exit 1'],
    ['is killed', 'kill -9 $$'],
  ])('names the file when ffprobe %s', async (_, script) => {
    await expect(probe(fakeEngine(script), at('any.mp4'), options)).rejects.toMatchObject({
      code: 'file_unreadable',
      details: { name: 'clip.mp4' },
    })
  })

  it('says that the engine is missing when it went away', async () => {
    const gone = { ...testEngine, ffprobe: at('gone') }
    await expect(probe(gone, at('any.mp4'), options)).rejects.toMatchObject({ code: 'ffmpeg_missing' })
  })

  it('stops at once when asked to', async () => {
    const stop = new AbortController()
    const asked = probe(fakeEngine('sleep 30'), at('any.mp4'), { ...options, signal: stop.signal })
    setTimeout(() => stop.abort(), 50)
    await expect(asked).rejects.toMatchObject({ code: 'stopped' })
  })

  it('opens names that mean something else to ffmpeg', async () => {
    await makeClip(at('plain.mp4'), { size: '64x64', seconds: 0.5 })
    for (const name of ['-v.mp4', 'a:b.mp4', 'concat:a|b.mp4', '%03d.mp4', 'new\nline.mp4']) {
      copyFileSync(at('plain.mp4'), at(name))
      expect(await probe(testEngine, at(name), options)).toMatchObject({ video: { codec: 'h264' } })
    }
  })
})
