import { execFileSync, execSync } from 'node:child_process'
import { existsSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { plainCut } from '../../nodes/cut/bind.ts'
import { matchingClips } from './clips.ts'
import { correctness, ffmpeg, filmMaker } from './film-bench.ts'
import { compare, type Row } from './measure.ts'

/** Clips that agree, joined without encoding; ours includes reading, planning and checking the result. */
export async function benchStitch(folder: string): Promise<Row[]> {
  const twenty = matchingClips(join(folder, 'clips'), 20)
  return [
    ...(await join20(folder, twenty)),
    ...(await joinCold(folder, twenty)),
    ...(await joinMany(folder, shortClips(join(folder, 'clips')))),
  ]
}

/** 4.5 GB in 27 clips: `npm run bench huge`, where there is room for three times as much. */
export async function benchHuge(folder: string): Promise<Row[]> {
  const [first] = matchingClips(join(folder, 'clips'), 1)
  const long = join(folder, 'clips', 'long.mp4')
  if (!existsSync(long)) ffmpeg(`-stream_loop 19 -i ${first} -c copy ${long}`)
  const clips = Array.from({ length: 27 }, () => long)
  const peers = contenders(folder, clips)
  const { make, output } = filmMaker({ folder, clips, cut: asIs(27) }, 'ours')
  let frames = 0
  let most = 0
  const rows = await compare('3 27 clips of 166 MB, 4.5 GB in all', 2, [
    peers.ffmpeg,
    peers.cat,
    {
      name: 'Sceneloom',
      run: async () => {
        frames = (await make()).plan.frames
        most = Math.max(most, process.memoryUsage().rss)
      },
    },
  ])
  peers.clear()
  rmSync(output, { force: true })
  return rows.map((row) =>
    row.name === 'Sceneloom'
      ? { ...row, name: `Sceneloom (${frames} frames, ${Math.round(most / 2 ** 20)} MiB)` }
      : row,
  )
}

async function join20(folder: string, clips: readonly string[]): Promise<Row[]> {
  const peers = contenders(folder, clips)
  const { make, output } = filmMaker({ folder, clips, cut: asIs(clips.length) }, 'ours')
  const right = await correctness(output, (await make()).plan.frames)
  const rows = await compare('1 20 matching clips of 8 s', 5, [
    peers.cat,
    peers.ffmpeg,
    { name: 'Sceneloom, with everything read anew', run: () => make(false) },
    { name: `Sceneloom, with clips that were planned before (${right})`, run: () => make() },
  ])
  peers.clear()
  return rows
}

/** A whole program from its start to its end, as the command line is used. */
async function joinCold(folder: string, clips: readonly string[]): Promise<Row[]> {
  const program = join(import.meta.dirname, '../../dist/cli.mjs')
  if (!existsSync(program)) return []
  const peers = contenders(folder, clips)
  const film = join(folder, 'cold.mp4')
  const data = join(folder, 'cold-data')
  const words = ['stitch', ...clips, '--as-is', '--to', film, '--data', data]
  const forget = () => rmSync(film, { force: true })
  const rows = await compare('2 the same as a program that starts and ends', 3, [
    peers.ffmpeg,
    {
      name: 'sceneloom stitch',
      prepare: forget,
      run: () => execFileSync(process.execPath, [program, ...words], { stdio: 'ignore' }),
    },
  ])
  forget()
  peers.clear()
  rmSync(data, { recursive: true, force: true })
  return rows
}

async function joinMany(folder: string, clips: readonly string[]): Promise<Row[]> {
  const peers = contenders(folder, clips)
  const { make, output } = filmMaker({ folder, clips, cut: asIs(clips.length) }, 'ours')
  const right = await correctness(output, (await make()).plan.frames)
  const rows = await compare('4 500 clips of 2 s', 3, [
    peers.ffmpeg,
    peers.cat,
    { name: `Sceneloom (${right})`, run: () => make() },
  ])
  peers.clear()
  return rows
}

const asIs = (count: number) => ({
  ...plainCut(count),
  sound: { loudness: 'as-is', target: -14, peak: -1 } as const,
})

function contenders(folder: string, clips: readonly string[]) {
  const list = join(folder, 'list.txt')
  const out = (name: string) => join(folder, `${name}.mp4`)
  writeFileSync(list, clips.map((clip) => `file '${clip}'\n`).join(''))
  const clear = () => ['cat', 'ffmpeg'].forEach((name) => rmSync(out(name), { force: true }))
  return {
    clear,
    cat: {
      name: 'cat',
      prepare: clear,
      run: () => execSync(`cat ${clips.join(' ')} > ${out('cat')}`),
    },
    ffmpeg: {
      name: 'ffmpeg -f concat -c copy -movflags +faststart',
      prepare: clear,
      run: () => ffmpeg(`-f concat -safe 0 -i ${list} -c copy -movflags +faststart ${out('ffmpeg')}`),
    },
  }
}

function shortClips(folder: string): string[] {
  const file = join(folder, 'short.mp4')
  if (!existsSync(file)) {
    const [first] = matchingClips(folder, 1)
    ffmpeg(`-i ${first} -t 2 -c:v libx264 -preset ultrafast -b:v 8M -g 60 -c:a aac -ac 2 -b:a 128k ${file}`)
  }
  return Array.from({ length: 500 }, () => file)
}
