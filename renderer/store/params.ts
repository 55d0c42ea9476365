import type { WorkflowDocument } from '../../nodes/graph/document.ts'
import { changeNode, disconnect } from './edits.ts'
import { createEdit, type Slice } from './editor.ts'
import type { DocumentSlice } from './types.ts'

type Params = Pick<DocumentSlice, 'resizeNode' | 'holdMedia' | 'renameNode' | 'setParam' | 'setSetting'>

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
    holdMedia(id, media) {
      edit(
        { label: 'param' },
        (document) => {
          const changed = changeNode(document, id, (node) => ({
            ...node,
            params: { ...node.params, mediaId: media.id, kind: media.kind },
          }))
          const unfit = changed.connections.filter(({ from }) => from.node === id && from.port !== media.kind)
          return disconnect(
            changed,
            unfit.map(({ id }) => id),
          )
        },
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
  }
}

function withValue(params: Record<string, unknown>, name: string, value: unknown): Record<string, unknown> {
  const changed = { ...params, [name]: value }
  if (value === undefined) delete changed[name]
  return changed
}
