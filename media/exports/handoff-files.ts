import { constants } from 'node:fs'
import { copyFile, mkdir, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { writeSrt, writeVtt } from '../../nodes/captions/write.ts'
import type { HandoffFormat } from '../../nodes/contract/films.ts'
import { AppError } from '../../nodes/errors.ts'
import type { HandoffFilm } from '../../nodes/handoff/film.ts'
import { writeShotList } from '../../nodes/handoff/write-csv.ts'
import { writeEdl } from '../../nodes/handoff/write-edl.ts'
import { writeFcpxml } from '../../nodes/handoff/write-fcpxml.ts'
import { writeOtio } from '../../nodes/handoff/write-otio.ts'
import { drawCard } from '../cards/draw-card.ts'
import { syncFolder } from '../files/sync-folder.ts'
import type { MediaManager } from '../media-manager.ts'
import type { HandoffFile } from './handoff-film.ts'
import { syncFile } from './place.ts'

const writers: Readonly<Record<HandoffFormat, (film: HandoffFilm) => string>> = {
  otio: writeOtio,
  fcpxml: writeFcpxml,
  edl: writeEdl,
  srt: ({ cues }) => writeSrt(cues),
  vtt: ({ cues }) => writeVtt(cues),
  csv: writeShotList,
}

/** Formats that name files; captions stand for themselves. */
export function namesMedia(format: HandoffFormat): boolean {
  return format !== 'srt' && format !== 'vtt'
}

export async function writeHandoff(path: string, format: HandoffFormat, film: HandoffFilm): Promise<void> {
  await writeFile(path, writers[format](film), { flag: 'w' })
  await syncFile(path)
}

/** The name of the folder of clips beside a hand-off. */
export function mediaFolderOf(stem: string): string {
  return `${stem} media`
}

/** Relative, so that the whole folder can be carried to another machine. */
export function addressBeside(stem: string, { name }: HandoffFile): string {
  return [mediaFolderOf(stem), name].map(encodeURIComponent).join('/')
}

/** The file in the library itself; a card is nowhere but in a folder of its own. */
export function addressInLibrary(manager: Pick<MediaManager, 'pathOf'>, { from, name }: HandoffFile): string {
  return 'mediaId' in from ? pathToFileURL(manager.pathOf(from.mediaId)).href : encodeURIComponent(name)
}

interface MediaJob {
  readonly manager: Pick<MediaManager, 'pathOf'>
  readonly film: HandoffFilm
  readonly files: readonly HandoffFile[]
  /** Made here. */
  readonly folder: string
  readonly signal: AbortSignal
  onProgress(fraction: number): void
}

/** Copies every clip, draws every card. */
export async function writeMedia({
  manager,
  film,
  files,
  folder,
  signal,
  onProgress,
}: MediaJob): Promise<void> {
  await mkdir(folder)
  for (const [index, { name, from }] of files.entries()) {
    if (signal.aborted) throw new AppError('stopped')
    const path = join(folder, name)
    if ('mediaId' in from) await copyWhole(manager.pathOf(from.mediaId), path)
    else {
      const canvas = await drawCard(from.card.laid.shot.card!, film)
      await writeFile(path, await canvas.encode('png'), { flag: 'wx' })
    }
    await syncFile(path)
    onProgress((index + 1) / files.length)
  }
  await syncFolder(folder)
}

/** Shares the blocks where the file system can, and is never a link: what is edited there is not ours. */
export async function copyWhole(from: string, to: string): Promise<void> {
  await copyFile(from, to, constants.COPYFILE_EXCL | constants.COPYFILE_FICLONE)
  const [source, copy] = await Promise.all([stat(from), stat(to)])
  if (source.size !== copy.size) throw new AppError('result_wrong', { reason: 'the copy is incomplete' })
}
