import { execFileSync, execSync } from 'node:child_process'
import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { locateEngine } from '../../media/ffmpeg/locate.ts'
import { type Clips, createClips } from '../../media/films/clips.ts'
import { stitchFilm } from '../../media/stitch/stitch-film.ts'
import { plainCut } from '../../nodes/cut/bind.ts'
import { FilmSettings } from '../../nodes/cut/settings.ts'
import { matchingClips } from './clips.ts'
import { compare, type Row } from './measure.ts'

/** 20 clips that agree, joined; ours includes reading, planning and checking the result. */
export async function benchStitch(folder: string): Promise<Row[]> {
  const clips = matchingClips(join(folder, 'clips'), 20)
  const list = join(folder, 'list.txt')
  writeFileSync(list, clips.map((clip) => `file '${clip}'\n`).join(''))
  const engine = () => locateEngine({})
  const out = (name: string) => join(folder, `${name}.mp4`)
  const outputs = ['cat', 'ffmpeg', 'ours'].map(out)
  const clear = () => outputs.forEach((file) => rmSync(file, { force: true }))
  const cut = { ...plainCut(clips.length), sound: { loudness: 'as-is' } }
  const settings = FilmSettings.parse({ cut })
  const sources = clips.map(
    (path, id) => ({ id: String(id), kind: 'video', name: `clip ${id}`, path }) as const,
  )
  // What decoding tells is known of every clip of a library before it is stitched.
  const measured = async () => ({ perSecond: 10, peaks: '' })
  const measures = { of: measured, known: measured, peaksOf: measured }
  const ours = (clips: Clips) => {
    rmSync(out('ours'), { force: true })
    return stitchFilm({ engine, clips, measures, sources, settings, output: out('ours'), folder })
  }
  const known = createClips({ engine })

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
      name: 'Sceneloom, with everything read anew (fsync and check included)',
      run: () => ours(createClips({ engine })),
    },
    { name: 'Sceneloom, with clips that were planned before', run: () => ours(known) },
  ])
  clear()
  return rows
}
