import type { Media } from '../../nodes/media.ts'
import { askCarried, findCarried, offerCarried } from '../panels/export/carried.ts'
import { openWorkflowOrPackage } from '../panels/package/package-dialog.ts'
import { getStore } from '../store/index.ts'
import type { Point, Store } from '../store/types.ts'
import { askForFiles } from '../ui/ask-for-files.ts'

const WORKFLOW_FILE = /\.(json|sceneloom)$/i
const ACCEPTED = 'image/*,video/*,audio/*,.json,.sceneloom'

/**
 * Brings files in and puts a Media node for each where they were dropped. A workflow file opens instead, and of a
 * film that carries its workflow it is asked which of the two is wanted.
 */
export async function dropFiles(files: readonly File[], at: Point): Promise<void> {
  const state = getStore()
  const workflow = files.find(({ name }) => WORKFLOW_FILE.test(name))
  if (workflow) return openWorkflowOrPackage(workflow)
  const imported = await state.importFiles(files)
  const found = imported.filter((media) => media !== undefined)
  const carried = await findCarried(found)
  if (carried && found.length === 1) return askCarried(carried, () => place(found, at))
  place(found, at)
  if (carried) offerCarried(carried)
}

/** A Media node for each, side by side, and the keyboard on the first. */
function place(found: readonly Media[], at: Point): void {
  const [first] = getStore().addMediaNodes(found, { at })
  if (first !== undefined) getStore().canvas?.focusNode(first)
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
export async function pickFiles(): Promise<void> {
  const files = await askForFiles({ accept: ACCEPTED, multiple: true })
  if (files.length > 0) await dropFiles(files, getStore().canvas?.centre() ?? { x: 0, y: 0 })
}

/** Asks for a file and puts it into a Media node that stands empty. */
export async function pickMediaFor(nodeId: string): Promise<void> {
  const [file] = await askForFiles({ accept: ACCEPTED })
  const { importFiles, holdMedia } = getStore()
  const [media] = file ? await importFiles([file]) : []
  if (media) holdMedia(nodeId, media)
}
