import { create } from 'zustand'
import type { Receipt } from '../../../nodes/contract/films.ts'
import type { Media } from '../../../nodes/media.ts'
import { translate } from '../../i18n/index.ts'
import { getStore } from '../../store/index.ts'
import { readReceipt } from '../../viewer/receipt.ts'
import { restoreFilm } from '../../viewer/restore-film.ts'

export interface Carried {
  readonly media: Media
  readonly receipt: Receipt
}

interface Asked extends Carried {
  /** What becomes of the film when its workflow is not wanted. */
  readonly addOnly: () => void
}

/** The film that was just brought in and carries its workflow, while somebody is asked what they want of it. */
export const useCarried = create<{ readonly asked: Asked | undefined }>(() => ({ asked: undefined }))

/** The first of these films that carries its workflow. One that cannot be read carries nothing. */
export async function findCarried(media: readonly Media[]): Promise<Carried | undefined> {
  for (const one of media) {
    if (one.kind !== 'video' || one.missing) continue
    const receipt = await readReceipt(one.id).catch(() => undefined)
    if (receipt?.hasWorkflow) return { media: one, receipt }
  }
  return undefined
}

/** A film alone is asked about; among other files it must not keep them waiting. */
export function askCarried(carried: Carried, addOnly: () => void): void {
  useCarried.setState({ asked: { ...carried, addOnly } })
}

export function offerCarried({ media, receipt }: Carried): void {
  getStore().toast({
    kind: 'info',
    text: translate('exports:carried.offer', { name: receipt.workflow }),
    action: {
      label: translate('exports:carried.open'),
      perform: () => void restoreFilm(media.id).catch(getStore().toastError),
    },
  })
}
