import type { WorkflowDocument } from '../../nodes/graph/document.ts'
import { changeNode } from './edits.ts'
import { createEdit, type Slice } from './editor.ts'
import type { DocumentSlice } from './types.ts'

type Params = Pick<
  DocumentSlice,
  'resizeNode' | 'renameNode' | 'setParam' | 'setSetting' | 'chooseTake' | 'setKept'
>

/** Edits of what a single node holds. */
export const createParamsSlice: Slice<Params> = (set, get) => {
  const edit = createEdit(set, get)
  return {
    resizeNode(id, width) {
      edit({ label: 'resize', merge: `resize ${id}` }, (document) =>
        changeNode(document, id, (node) => (node.width === width ? node : { ...node, width })),
      )
    },
    renameNode(id, title) {
      edit({ label: 'rename' }, (document) =>
        changeNode(document, id, (node) => (node.title === title ? node : { ...node, title })),
      )
    },
    setParam(id, name, value) {
      edit(
        { label: 'param', merge: `param ${id} ${name}` },
        (document) =>
          changeNode(document, id, (node) =>
            Object.is(node.params[name], value)
              ? node
              : { ...node, params: withValue(node.params, name, value) },
          ),
        [id],
      )
    },
    setSetting(name, value) {
      edit(
        { label: 'workflow-setting' },
        (document) =>
          document.settings[name] === value
            ? document
            : ({ ...document, settings: { ...document.settings, [name]: value } } as WorkflowDocument),
        get().document.nodes.map(({ id }) => id),
      )
    },
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

function withValue(params: Record<string, unknown>, name: string, value: unknown): Record<string, unknown> {
  const changed = { ...params, [name]: value }
  if (value === undefined) delete changed[name]
  return changed
}
