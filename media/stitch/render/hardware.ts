import { AppError } from '../../../nodes/errors.ts'
import type { Engine } from '../../ffmpeg/engine.ts'
import { runProgram } from '../../ffmpeg/program.ts'
import type { FilmFormat } from '../film.ts'
import { deviceOptions, encoderFilters, encoderOptions } from './encoder.ts'

const hardwareEncoders = ['h264_videotoolbox', 'h264_nvenc', 'h264_qsv', 'h264_vaapi'] as const
export type HardwareEncoder = (typeof hardwareEncoders)[number]

const found = new Map<string, Promise<HardwareEncoder | undefined>>()

/**
 * The first encoder in hardware that really encodes: builds of ffmpeg list those of every maker, whatever is in
 * the machine. Tried once for each engine.
 */
export function findHardware(engine: Engine): Promise<HardwareEncoder | undefined> {
  const key = `${engine.ffmpeg} ${engine.version}`
  const known = found.get(key)
  if (known) return known
  const search = findFirst(engine)
  found.set(key, search)
  // An engine that could not be asked may be there the next time.
  search.catch(() => found.delete(key))
  return search
}

async function findFirst(engine: Engine): Promise<HardwareEncoder | undefined> {
  for (const encoder of hardwareEncoders) {
    if (await reallyEncodes(engine, encoder)) return encoder
  }
  return undefined
}

const trial: FilmFormat = {
  width: 320,
  height: 256,
  fps: { num: 24, den: 1 },
  fit: 'fit',
  codec: 'h264',
}

async function reallyEncodes(engine: Engine, encoder: HardwareEncoder): Promise<boolean> {
  const filters = ['testsrc2=s=320x256:r=24:d=0.5', 'format=yuv420p', ...encoderFilters(encoder)].join(',')
  const source = ['-filter_complex', `${filters}[v]`, '-map', '[v]', '-frames:v', '6']
  const options = [...source, ...encoderOptions(encoder, trial), '-f', 'framehash', '-']
  const args = ['-v', 'error', '-nostdin', ...deviceOptions(encoder), ...options]
  try {
    const { exitCode, stdout } = await runProgram(engine.ffmpeg, args)
    return exitCode === 0 && stdout.split('\n').filter((line) => line.startsWith('0,')).length === 6
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') {
      throw new AppError('ffmpeg_missing', {}, { cause: error })
    }
    // A driver that hangs is one that does not work.
    return false
  }
}
