import { changeNode } from './edits.ts'
import { createEdit, type Slice } from './editor.ts'
import type { DocumentSlice } from './types.ts'

/** Which of a node's takes feeds what follows. */
export const createTakeChoiceSlice: Slice<Pick<DocumentSlice, 'chooseTake' | 'setKept'>> = (set, get) => {
  const edit = createEdit(set, get)
  return {
    chooseTake(nodeId, mediaId) {
      const latest = Math.max(0, ...(get().takes[nodeId] ?? []).map(({ activatedAt }) => activatedAt))
      const chosenTake = { mediaId, at: Math.max(Date.now(), latest) }
      edit(
        { label: 'take', merge: `take ${nodeId}` },
        (document) => changeNode(document, nodeId, (node) => ({ ...node, chosenTake })),
        [nodeId],
      )
    },
    setKept(nodeId, kept) {
      edit(
        { label: 'keep' },
        (document) =>
          changeNode(document, nodeId, ({ kept: _before, ...node }) => (kept ? { ...node, kept } : node)),
        [nodeId],
      )
    },
  }
}
