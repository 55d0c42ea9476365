import { translate } from '../i18n/index.ts'
import { clipFromText, clipOf, clipToText } from '../store/clips.ts'
import type { Clip, Store } from '../store/types.ts'
import { dropFiles } from './drop-files.ts'

/** Copying and pasting by menu or palette; keys go through the browser's own events, which ask no permission. */
export function copySelection(state: Store): void {
  state.copyNodes(state.selection)
  writeToSystem(clipOf(state.document, state.selection))
}

export function cutSelection(state: Store): void {
  const clip = clipOf(state.document, state.selection)
  state.cutNodes(state.selection)
  writeToSystem(clip)
}

export async function pasteAtPointer(state: Store, options: { withIncoming: boolean }): Promise<void> {
  const at = state.canvas?.pointer().at ?? { x: 0, y: 0 }
  const pictures = await readPictures()
  if (pictures.length > 0) return dropFiles(pictures, at)
  // Refused where the person did not allow it: then what was copied in this window is all there is.
  const text = await navigator.clipboard.readText().catch(() => undefined)
  if (text === undefined) state.pasteNodes(at, options)
  else pasteText(state, text, { at, ...options })
}

/** Pictures that another program copied; none where reading is not allowed. */
async function readPictures(): Promise<File[]> {
  const items = await navigator.clipboard.read().catch(() => [])
  const pictures = items.flatMap((item) => {
    const type = item.types.find((one) => one.startsWith('image/'))
    return type === undefined ? [] : [{ item, type }]
  })
  return Promise.all(
    pictures.map(async ({ item, type }) => {
      const blob = await item.getType(type)
      return new File([blob], `${translate('imports:pasted')}.${type.slice('image/'.length)}`, { type })
    }),
  )
}

/** Nodes copied in any window, else words for a new prompt. */
export function pasteText(
  state: Store,
  text: string,
  { at, withIncoming }: { at: { x: number; y: number }; withIncoming: boolean },
): void {
  const clip = clipFromText(text)
  if (clip) state.pasteNodes(at, { clip, withIncoming })
  else if (text.trim() !== '') state.addNode('prompt', { at, params: { text: text.trim() } })
}

function writeToSystem(clip: Clip): void {
  // Where that is not allowed, the copy in this window is still there.
  void navigator.clipboard.writeText(clipToText(clip)).catch(() => undefined)
}
