import type { FilmPlan, ShotAction } from '../../nodes/cut/film-plan.ts'
import { forcesEncode, type Reason } from '../../nodes/cut/reasons.ts'
import { pictureLine } from '../../nodes/cut/summary.ts'
import { errorText, translate } from '../i18n/index.ts'
import type { Film, FilmShot } from '../store/film.ts'
import { getStore } from '../store/index.ts'
import { nodeById } from '../store/node-view.ts'
import type { FilmOutlook } from '../store/types.ts'
import { noteText } from './note-words.ts'

type PlanReason = FilmPlan['reasons'][number]

/** The whole plan in one line: "18 of 20 clips copied · Clip 7 is 30 fps: converted to 24 fps". */
export function planLine(outlook: FilmOutlook | undefined, film: Film): string {
  const unmade = film.shots.length - (outlook?.shots.length ?? film.shots.length)
  const lost = film.shots.filter(isLost).length
  const waiting = [
    lost > 0 ? translate('stitch:plan.lost', { count: lost }) : '',
    unmade > lost ? translate('stitch:plan.unmade', { count: unmade - lost }) : '',
  ]
    .filter((part) => part !== '')
    .join(' · ')
  if (outlook?.error) return errorText(outlook.error)
  if (!outlook?.plan) return waiting === '' ? translate('stitch:plan.planning') : waiting
  const sum = pictureLine(outlook.plan)
  // The frames of transitions are the whole reason where they are counted.
  const why = sum.values['frames'] === undefined ? firstReason(outlook) : ''
  return [noteText(sum), why, waiting].filter((part) => part !== '').join(' · ')
}

/** A file of the person's own that is not where it was: nothing can be made in its place. */
function isLost({ shot, media, connection }: FilmShot): boolean {
  if (shot.card || media || !connection) return false
  return nodeById(getStore().document, connection.from.node)?.type === 'media'
}

/** What most of all keeps the film from being a mere copy. */
function firstReason({ plan, shots }: FilmOutlook): string {
  if (!plan) return ''
  const about = plan.reasons.find(forcesEncode)
  if (about) return reasonText(about, shots)
  const worst: readonly ShotAction[] = ['conform', 'encode', 'partly']
  for (const action of worst) {
    const reason = plan.shots.find((shot) => shot.action === action)?.reasons.find(forcesEncode)
    if (reason) return reasonText(reason, shots)
  }
  return ''
}

/** In the language of the window, and with the numbers that the strip shows. */
export function reasonText(reason: PlanReason | Reason, shots: readonly number[]): string {
  const { clip } = reason.values
  // The plan counts only the shots that are there.
  const number = typeof clip === 'number' ? (shots[clip - 1] ?? clip - 1) + 1 : clip
  return noteText({ ...reason, values: { ...reason.values, ...(number !== undefined && { clip: number }) } })
}
