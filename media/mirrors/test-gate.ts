import { createHash } from 'node:crypto'
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { locateEngine } from '../ffmpeg/locate.ts'

/** Holds up whoever looks at a certain stored file, for as long as a test wants. */
export interface Gate {
  open(): void
  /** Takes it away, with all that was set for it. */
  remove(): void
}

/** A sound that nobody brought in lies in the store, on the first or the last shelf; looking at it takes until the gate opens. */
export async function closeGate(dataFolder: string, shelf: '00' | 'ff'): Promise<Gate> {
  const { ffmpeg, ffprobe } = await locateEngine()
  const folder = mkdtempSync(join(tmpdir(), 'sceneloom-gate-'))
  const isOpen = join(folder, 'open')
  symlinkSync(ffmpeg, join(folder, 'ffmpeg'))
  const script = `#!/bin/sh\nwhile [ -d '${folder}' ] && [ ! -e '${isOpen}' ]; do sleep 0.02; done\nexec '${ffprobe}' "$@"\n`
  writeFileSync(join(folder, 'ffprobe'), script, { mode: 0o755 })
  putSound(dataFolder, shelf)
  const before = process.env['SCENELOOM_FFMPEG']
  process.env['SCENELOOM_FFMPEG'] = join(folder, 'ffmpeg')
  return {
    open: () => writeFileSync(isOpen, ''),
    remove() {
      if (before === undefined) delete process.env['SCENELOOM_FFMPEG']
      else process.env['SCENELOOM_FFMPEG'] = before
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

function putSound(dataFolder: string, shelf: string): void {
  for (let loudness = 0; ; loudness += 1) {
    const bytes = sound(loudness)
    const hash = createHash('sha256').update(bytes).digest('hex')
    if (!hash.startsWith(shelf)) continue
    mkdirSync(join(dataFolder, 'objects', shelf), { recursive: true })
    return writeFileSync(join(dataFolder, 'objects', shelf, `${hash}.wav`), bytes)
  }
}

/** A tenth of a second of one level: as a WAV, about which only ffprobe says enough. */
function sound(level: number): Buffer {
  const samples = Buffer.alloc(1600)
  for (let at = 0; at < samples.length; at += 2) samples.writeInt16LE(level % 32_768, at)
  const head = Buffer.alloc(44)
  head.write('RIFF', 0)
  head.writeUInt32LE(36 + samples.length, 4)
  head.write('WAVEfmt ', 8)
  head.writeUInt32LE(16, 16)
  head.writeUInt16LE(1, 20)
  head.writeUInt16LE(1, 22)
  head.writeUInt32LE(8000, 24)
  head.writeUInt32LE(16_000, 28)
  head.writeUInt16LE(2, 32)
  head.writeUInt16LE(16, 34)
  head.write('data', 36)
  head.writeUInt32LE(samples.length, 40)
  return Buffer.concat([head, samples])
}
