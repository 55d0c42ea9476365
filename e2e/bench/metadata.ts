import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { inspectFile } from '../../media/inspect-file.ts'
import { locateEngine } from '../../media/ffmpeg/locate.ts'
import { matchingClips } from './clips.ts'
import { compare, type Row } from './measure.ts'

export async function benchMetadata(folder: string): Promise<Row[]> {
  const clips = matchingClips(join(folder, 'clips'), 20)
  const files = Array.from({ length: 200 }, (_, index) => clips[index % clips.length]!)
  const engine = await locateEngine({})
  return compare('metadata of 200 clips', 2, [
    {
      name: 'ffprobe, one after the other',
      run: () => {
        for (const file of files) {
          execFileSync('ffprobe', ['-v', 'error', '-show_format', '-show_streams', '-of', 'json', file])
        }
      },
    },
    {
      name: 'Sceneloom',
      run: async () => {
        for (const file of files) await inspectFile(file, { engine: async () => engine })
      },
    },
  ])
}
