import type { HandoffFormat } from '../contract/films.ts'
import { type Note, note } from '../contract/notes.ts'
import { type HandoffFilm, type HandoffShot, isHeard } from './film.ts'

/** What a film does that lists of cuts have no words for, for whoever goes on with it. */
export function leftOut({ shots, music }: HandoffFilm, formats: readonly HandoffFormat[]): Note[] {
  const lists = formats.filter((format) => format === 'otio' || format === 'fcpxml' || format === 'edl')
  if (lists.length === 0) return []
  const hasLooks = shots.some(({ laid }) => !plainJoins.has(laid.joinKind))
  return [
    ...(shots.some(fades) ? [note('lost_fades')] : []),
    ...(shots.some(({ laid }) => laid.shot.fit === 'blur') ? [note('lost_blur')] : []),
    ...(hasLooks ? [note('lost_looks')] : []),
    ...(shots.some(isMixed) && lists.some((format) => format !== 'fcpxml') ? [note('lost_volumes')] : []),
    ...(music && lists.includes('edl') ? [note('lost_music')] : []),
  ]
}

const plainJoins = new Set(['cut', 'dissolve'])

function fades({ laid: { shot } }: HandoffShot): boolean {
  return (shot.fadeIn ?? 0) > 0 || (shot.fadeOut ?? 0) > 0
}

function isMixed(shot: HandoffShot): boolean {
  return isHeard(shot) && (shot.laid.shot.volume ?? 1) !== 1
}
