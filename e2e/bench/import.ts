import { execFileSync } from 'node:child_process'
import { copyFileSync, mkdirSync, rmSync } from 'node:fs'
import { basename, join } from 'node:path'
import { openCore, type Core } from '../../media/core.ts'
import { hugeClip, matchingClips } from './clips.ts'
import { compare, type Row } from './measure.ts'

/** Import (copy, hash, metadata, poster left aside, row) against copying and hashing the files with the system's tools. */
export async function benchImport(folder: string): Promise<Row[]> {
  const clips = matchingClips(join(folder, 'clips'), 20)
  const huge = hugeClip(join(folder, 'clips'))
  return [
    ...(await against('import 20 clips of 8 MB', { files: clips, folder, rounds: 5 })),
    ...(await against('import one clip of 2 GB', { files: [huge], folder, rounds: 3 })),
  ]
}

async function against(
  what: string,
  { files, folder, rounds }: { files: readonly string[]; folder: string; rounds: number },
): Promise<Row[]> {
  const copies = join(folder, 'copies')
  const library = join(folder, 'library')
  let core: Core | undefined
  const rows = await compare(what, rounds, [
    {
      name: 'cp + openssl dgst -sha256',
      prepare: () => fresh(copies),
      run: () => {
        execFileSync('cp', [...files, copies])
        execFileSync('openssl', ['dgst', '-sha256', ...files.map((file) => join(copies, basename(file)))])
      },
    },
    {
      name: 'cp + sha256sum + ffprobe',
      prepare: () => fresh(copies),
      run: () => {
        execFileSync('cp', [...files, copies])
        for (const file of files) {
          const copy = join(copies, basename(file))
          execFileSync('sha256sum', [copy])
          execFileSync('ffprobe', ['-v', 'error', '-show_format', '-show_streams', '-of', 'json', copy])
        }
      },
    },
    {
      name: 'Sceneloom',
      prepare: async () => {
        await core?.close()
        fresh(library)
        core = await openCore({ dataFolder: library, version: 'bench' })
      },
      run: async () => {
        for (const file of files) await core!.importFile(file)
      },
    },
    {
      name: 'Sceneloom, the same files again',
      prepare: () => copyFileSync(files[0]!, join(folder, 'other-name.mp4')),
      run: async () => {
        for (const file of files) await core!.importFile(file)
      },
    },
  ])
  await core?.close()
  for (const used of [copies, library]) rmSync(used, { recursive: true, force: true })
  return rows
}

function fresh(folder: string): void {
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder, { recursive: true })
}
