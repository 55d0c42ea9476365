import type { HandoffFormat } from '../contract/films.ts'
import { type HandoffFilm, type HandoffShot, isHeard } from './film.ts'

/** What a film does that lists of cuts have no words for: a sentence for whoever goes on with it, if there is any. */
export function leftOut(
  { shots, music }: HandoffFilm,
  formats: readonly HandoffFormat[],
): string | undefined {
  const lists = formats.filter((format) => format === 'otio' || format === 'fcpxml' || format === 'edl')
  if (lists.length === 0) return undefined
  const said = [
    shots.some(fades) && 'fades of single shots',
    shots.some(({ laid }) => laid.shot.fit === 'blur') && 'blurred backgrounds',
    shots.some(({ laid }) => !plainJoins.has(laid.joinKind)) &&
      'the look of wipes and of fades through a colour',
    shots.some(isMixed) && lists.some((format) => format !== 'fcpxml') && 'volumes of shots (only in FCPXML)',
    music && lists.includes('edl') && 'music (not in the EDL)',
  ].filter((part) => typeof part === 'string')
  return said.length === 0 ? undefined : `Other editors will not know these: ${said.join(', ')}.`
}

const plainJoins = new Set(['cut', 'dissolve'])

function fades({ laid: { shot } }: HandoffShot): boolean {
  return (shot.fadeIn ?? 0) > 0 || (shot.fadeOut ?? 0) > 0
}

function isMixed(shot: HandoffShot): boolean {
  return isHeard(shot) && (shot.laid.shot.volume ?? 1) !== 1
}
