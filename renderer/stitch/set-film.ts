import { setWhole } from '../../nodes/cut/change.ts'
import type { Cut } from '../../nodes/cut/cut.ts'
import { act } from '../panels/act.ts'
import type { Film } from '../store/film.ts'
import type { CutStep } from '../store/types.ts'
import type { Held } from './Percent.tsx'

type Part = 'music' | 'captions' | 'sound'
const labels = { music: 'music', captions: 'captions', sound: 'film-sound' } as const satisfies Record<
  Part,
  CutStep['label']
>

/** Changes what holds for the whole film; a field that is held or typed in is one step. */
export function setFilm<P extends Part>(
  { nodeId, gesture }: Pick<Film, 'nodeId'> & Held,
  part: P,
  change: Partial<NonNullable<Cut[P]>>,
): void {
  const step = { label: labels[part], merge: `${part} ${Object.keys(change).join()} ${nodeId}` }
  act().changeCut(nodeId, { ...step, ...(gesture && { gesture }) }, (cut) =>
    setWhole(cut, part, change as never),
  )
}
