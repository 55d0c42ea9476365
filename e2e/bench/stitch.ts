import { execFileSync, execSync } from 'node:child_process'
import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { locateEngine } from '../../media/ffmpeg/locate.ts'
import { copyFilm } from '../../media/stitch/copy.ts'
import { inspectClip } from '../../media/stitch/inspect.ts'
import { planStitch } from '../../media/stitch/plan.ts'
import { stitchClips } from '../../media/stitch/stitch.ts'
import { matchingClips } from './clips.ts'
import { compare, type Row } from './measure.ts'

/** 20 clips that agree, joined; ours includes reading and planning, and (a row of its own) checking the result. */
export async function benchStitch(folder: string): Promise<Row[]> {
  const clips = matchingClips(join(folder, 'clips'), 20)
  const list = join(folder, 'list.txt')
  writeFileSync(list, clips.map((clip) => `file '${clip}'\n`).join(''))
  const engine = await locateEngine({})
  const out = (name: string) => join(folder, `${name}.mp4`)
  const outputs = ['cat', 'ffmpeg', 'joined', 'ours'].map(out)
  const clear = () => outputs.forEach((file) => rmSync(file, { force: true }))
  const settings = { size: 'auto', fps: 'auto', fit: 'fit' } as const
  const sources = clips.map((path, index) => ({ mediaId: String(index), name: `clip ${index}`, path }))

  const rows = await compare('stitch 20 matching clips of 8 s (copy path)', 5, [
    { name: 'cat', prepare: clear, run: () => execSync(`cat ${clips.join(' ')} > ${out('cat')}`) },
    {
      name: 'ffmpeg -f concat -c copy -movflags +faststart',
      run: () =>
        execFileSync('ffmpeg', [
          ...`-nostdin -v error -y -f concat -safe 0 -i ${list} -c copy -movflags +faststart`.split(' '),
          out('ffmpeg'),
        ]),
    },
    {
      name: 'Sceneloom, read, plan and join (fsync included)',
      run: async () => {
        const inspected = await Promise.all(sources.map((clip) => inspectClip(clip, engine, undefined)))
        planStitch(inspected, settings)
        const joins = inspected.map(({ joinable }, index) => ({
          video: joinable!.video!,
          audio: joinable!.audio,
          path: clips[index]!,
        }))
        await copyFilm({ engine, clips: joins, output: out('joined') })
      },
    },
    {
      name: 'Sceneloom, with verification by a whole decode',
      run: () => stitchClips({ engine, clips: sources, settings, output: out('ours') }),
    },
  ])
  clear()
  return rows
}
