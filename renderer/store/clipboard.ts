import { clipOf, paste } from './clips.ts'
import { removeNodes } from './edits.ts'
import { createEdit, type Slice } from './editor.ts'
import { boxOf } from './placing.ts'
import type { Clip, DocumentSlice, Point } from './types.ts'

type Clipboard = Pick<DocumentSlice, 'clipboard' | 'copyNodes' | 'cutNodes' | 'pasteNodes' | 'duplicateNodes'>

const COPY_OFFSET = 32

export const createClipboardSlice: Slice<Clipboard> = (set, get) => {
  const edit = createEdit(set, get)
  const put = (label: 'paste' | 'duplicate', clip: Clip, options: { at: Point; withIncoming: boolean }) => {
    if (clip.nodes.length === 0) return
    const pasted = paste(get().document, clip, options)
    edit({ label }, () => pasted.document)
    get().select(pasted.ids)
    void get().loadMedia(clip.nodes.map(({ params }) => params['mediaId']))
  }

  return {
    clipboard: undefined,
    copyNodes(ids) {
      const clip = clipOf(get().document, ids)
      if (clip.nodes.length > 0) set({ clipboard: clip })
    },
    cutNodes(ids) {
      get().copyNodes(ids)
      edit({ label: 'cut' }, (document) => removeNodes(document, ids))
      get().select([])
    },
    pasteNodes(at, { withIncoming = false, clip = get().clipboard } = {}) {
      if (clip) put('paste', clip, { at, withIncoming })
    },
    duplicateNodes(ids) {
      const clip = clipOf(get().document, ids)
      const boxes = clip.nodes.map((node) => boxOf(node, (node) => get().sizes.of(node)))
      const at = {
        x: Math.min(...boxes.map(({ x }) => x)) + COPY_OFFSET,
        y: Math.min(...boxes.map(({ y }) => y)) + COPY_OFFSET,
      }
      put('duplicate', clip, { at, withIncoming: true })
    },
  }
}
