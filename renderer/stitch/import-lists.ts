import { assignCues } from '../../nodes/captions/film-cues.ts'
import { readCaptions } from '../../nodes/captions/read.ts'
import { decide, replaceShots } from '../../nodes/cut/change.ts'
import type { Cut } from '../../nodes/cut/cut.ts'
import { AppError } from '../../nodes/errors.ts'
import { readHandoff } from '../../nodes/handoff/read-handoff.ts'
import { toShots } from '../../nodes/handoff/to-shots.ts'
import { translate } from '../i18n/index.ts'
import { getStore } from '../store/index.ts'
import { askForFiles } from '../ui/ask-for-files.ts'
import { filmNow } from './edit-shots.ts'
import { noteSentence } from './note-words.ts'

interface Asked {
  readonly name: string
  readonly text: string
}

/** Lets the person choose a text file; undefined when they change their mind. */
async function askText(accept: string): Promise<Asked | undefined> {
  const [file] = await askForFiles({ accept })
  if (!file) return undefined
  try {
    return { name: file.name, text: await file.text() }
  } catch (cause) {
    // Moved or deleted since it was chosen.
    getStore().toastError(new AppError('file_not_found', { name: file.name }, { cause }))
    return undefined
  }
}

/** A subtitle file over one shot, whose times count from the beginning of its clip. */
export async function importShotCaptions(index: number): Promise<void> {
  const asked = await askText('.srt,.vtt')
  const now = filmNow()
  if (!asked || !now) return
  const lines = readCaptions(asked.text)
  if (lines.length === 0) return complain(translate('stitch:lines.nothingRead', { name: asked.name }))
  getStore().changeCut(now.film.nodeId, { label: 'shot-lines' }, (cut) => decide(cut, index, { lines }))
  getStore().announce(translate('stitch:say.linesAdded', { count: lines.length }))
}

/** A subtitle file of the whole film, cut up among its shots. */
export async function importFilmCaptions(): Promise<void> {
  takeFilmCaptions(await askText('.srt,.vtt'))
}

function takeFilmCaptions(asked: Asked | undefined): void {
  const now = filmNow()
  if (!asked || !now) return
  const cues = readCaptions(asked.text)
  if (cues.length === 0) return complain(translate('stitch:lines.nothingRead', { name: asked.name }))
  const lines = assignCues(cues, now.film.layout)
  getStore().changeCut(now.film.nodeId, { label: 'shot-lines' }, (cut) =>
    lines.reduce<Cut>((present, own, index) => decide(present, index, { lines: own }), cut),
  )
  getStore().toast({ kind: 'success', text: translate('stitch:say.linesAdded', { count: cues.length }) })
}

/** Order, trims and transitions as another program, or this one, wrote them down. */
export async function importEditList(): Promise<void> {
  takeEditList(await askText('.otio,.edl'))
}

function takeEditList(asked: Asked | undefined): void {
  const now = filmNow()
  if (!asked || !now) return
  const handoff = readHandoff(asked.text, asked.name)
  if (!handoff) return complain(translate('stitch:cutUnreadable', { name: asked.name }))
  const { wires, shots: standing, nodeId } = now.film
  const clips = standing.flatMap(({ connection, facts }) =>
    connection && facts ? [{ wire: connection.id, facts }] : [],
  )
  const { shots, problems } = toShots(handoff, clips)
  if (shots.length === 0)
    return complain(
      problems[0] ? noteSentence(problems[0]) : translate('stitch:cutUnreadable', { name: asked.name }),
    )
  getStore().changeCut(nodeId, { label: 'cut-import' }, (cut) => replaceShots(cut, shots, wires))
  getStore().toast({
    kind: problems.length > 0 ? 'info' : 'success',
    text: translate('stitch:cutImported', { count: shots.length }),
    ...(problems.length > 0 && { details: problems.map(noteSentence).join('\n') }),
  })
}

/** Takes edit lists and captions out of what was dropped on the film; answers the other files. */
export async function takeLists(files: readonly File[]): Promise<File[]> {
  const others: File[] = []
  for (const file of files) {
    const asked = async () => ({ name: file.name, text: await file.text() })
    if (/\.(otio|edl)$/i.test(file.name)) takeEditList(await asked())
    else if (/\.(srt|vtt)$/i.test(file.name)) takeFilmCaptions(await asked())
    else others.push(file)
  }
  return others
}

function complain(text: string): void {
  getStore().toast({ kind: 'error', text })
}
