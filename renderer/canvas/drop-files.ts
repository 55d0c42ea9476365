import type { Media } from '../../nodes/media.ts'
import { askCarried, findCarried, offerCarried } from '../panels/export/carried.ts'
import { getStore } from '../store/index.ts'
import type { Point, Store } from '../store/types.ts'

const NEXT_FILE = 264
/** Under the tallest node that an upright clip makes. */
const NEXT_ROW = 504
const WORKFLOW_FILE = /\.(json|sceneloom)$/i
const ACCEPTED = 'image/*,video/*,audio/*,.json,.sceneloom'

/**
 * Brings files in and puts a Media node for each where they were dropped. A workflow file opens instead, and of a
 * film that carries its workflow it is asked which of the two is wanted.
 */
export async function dropFiles(files: readonly File[], at: Point): Promise<void> {
  const state = getStore()
  const workflow = files.find(({ name }) => WORKFLOW_FILE.test(name))
  if (workflow) {
    const name = workflow.name.replace(WORKFLOW_FILE, '')
    return state.importWorkflowText(name, await workflow.text())
  }
  const imported = await state.importFiles(files)
  const found = imported.filter((media) => media !== undefined)
  const carried = await findCarried(found)
  if (carried && found.length === 1) return askCarried(carried, () => place(found, at))
  place(found, at)
  if (carried) offerCarried(carried)
}

/** Side by side from a point on; many of them in rows, so that all can be seen at once. */
function place(found: readonly Media[], at: Point): void {
  const inRow = Math.max(8, Math.ceil(Math.sqrt(2 * found.length)))
  const added = found.map((media, index) =>
    addMediaNode(media, {
      at: { x: at.x + (index % inRow) * NEXT_FILE, y: at.y + Math.floor(index / inRow) * NEXT_ROW },
    }),
  )
  if (added[0] !== undefined) getStore().canvas?.focusNode(added[0])
  getStore().select(added)
}

/** A node for a file, connected where `options` say. */
export function addMediaNode(media: Media, options: Parameters<Store['addNode']>[1] = {}): string {
  return getStore().addNode('media', {
    ...options,
    params: { mediaId: media.id, kind: media.kind },
    title: media.name.replace(/\.[^.]+$/, ''),
  })
}

/** Asks for files; they come in as if they were dropped in the middle of the view. */
export function pickFiles(state: Store): void {
  askForFiles({ multiple: true }, (files) => dropFiles(files, state.canvas?.centre() ?? { x: 0, y: 0 }))
}

/** Asks for a file and puts it into a Media node that stands empty. */
export function pickMediaFor(nodeId: string): void {
  askForFiles({ multiple: false }, async ([file]) => {
    const { importFiles, holdMedia } = getStore()
    const [media] = file ? await importFiles([file]) : []
    if (media) holdMedia(nodeId, media)
  })
}

function askForFiles(
  { multiple }: { readonly multiple: boolean },
  take: (files: readonly File[]) => Promise<void>,
): void {
  const input = document.createElement('input')
  input.type = 'file'
  input.multiple = multiple
  input.accept = ACCEPTED
  input.addEventListener('change', () => void take([...(input.files ?? [])]))
  input.click()
}
