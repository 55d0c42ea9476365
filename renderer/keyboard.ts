import { useEffect } from 'react'
import { desktop, platform } from './api.ts'
import { pasteText } from './canvas/clipboard.ts'
import { dropFiles } from './canvas/drop-files.ts'
import { commands, performCommand, type Command } from './commands.ts'
import { normalised, pressed } from './commands/keys.ts'
import { clipOf, clipToText } from './store/clips.ts'
import { getStore } from './store/index.ts'

/** Listens for every command's keys, and for the browser's own copy and paste, while the window is open. */
export function useKeyboard(): void {
  useEffect(() => {
    const stop = new AbortController()
    const options = { signal: stop.signal }
    window.addEventListener('keydown', onKeyDown, options)
    window.addEventListener('copy', (event) => onCopy(event, false), options)
    window.addEventListener('cut', (event) => onCopy(event, true), options)
    window.addEventListener('paste', onPaste, options)
    const offMenu = desktop?.onCommand(performCommand)
    return () => {
      stop.abort()
      offMenu?.()
    }
  }, [])
}

/** The same keys may mean one thing on the canvas and another in the dock. */
const byKeys = Map.groupBy(
  commands.flatMap((command) => (command.keys ?? []).map((keys) => ({ keys: normalised(keys), command }))),
  ({ keys }) => keys,
)

/** Ctrl+Shift+V reaches the page as a plain paste, so the key press before it is remembered. */
let pastesWires = false

export function onKeyDown(event: KeyboardEvent): void {
  // While a candidate of an input method is chosen, every key belongs to the input method.
  if (event.isComposing || event.keyCode === 229 || event.defaultPrevented) return
  const keys = pressed(event, platform)
  pastesWires = keys === 'Mod+Shift+KeyV'
  // A reload would only lose the place on the canvas.
  if (keys === 'F5') return event.preventDefault()
  const command = byKeys.get(keys)?.find((found) => isHeard(found.command, event.target))?.command
  if (!command || command.native || isPressOf(event.target, keys)) return
  // One Escape may end several things: the selection, and a card that lies over the canvas.
  if (keys !== 'Escape') event.preventDefault()
  if (!event.repeat || command.repeats) performCommand(command.id)
}

/** Whether a command's keys count where the keyboard is. */
export function isHeard(command: Command, target: EventTarget | null): boolean {
  if (!(target instanceof Element))
    return command.scope === 'all' || (command.scope === 'canvas' && isNowhere())
  if (isBehindList(target)) return false
  if (target.closest('[role="dialog"], [role="alertdialog"], [role="menu"], [role="listbox"]')) return false
  if (isText(target)) {
    if (command.whileTyping) return true
    // Words on a card are part of the document, so its undo is theirs.
    const isUndo = command.id === 'undo' || command.id === 'redo'
    return isUndo && target.closest('[data-undo="document"]') !== null
  }
  if (command.scope === 'stitch') return isIn('stitch', target)
  if (command.scope === 'library') return isIn('library', target)
  return command.scope === 'all' || isOnCanvas(target)
}

/** While a list to pick from is open it is what the keys are for, also after a press on it left the keyboard nowhere. */
function isBehindList(target: Element): boolean {
  return target === document.body && document.querySelector('[role="dialog"]') !== null
}

function isNowhere(): boolean {
  return document.activeElement === null || document.activeElement === document.body
}

function isOnCanvas(target: Element): boolean {
  // While the library covers the canvas, nothing happens behind it.
  if (document.querySelector('[data-region="library"]')) return false
  return target === document.body || target.closest('[data-region="canvas"]') !== null
}

/** Where a film is cut, or in the library; but not in what lies in it with keys of its own. */
function isIn(scope: 'stitch' | 'library', target: Element): boolean {
  return target.closest<HTMLElement>('[data-scope]')?.dataset['scope'] === scope
}

const textInputs = /^(text|search|number|email|url|password|tel)$/

function isText(target: EventTarget | null): boolean {
  if (target instanceof HTMLInputElement) return textInputs.test(target.type)
  return target instanceof HTMLTextAreaElement || (target instanceof HTMLElement && target.isContentEditable)
}

/** Enter and Space press the control that has the keyboard. */
function isPressOf(target: EventTarget | null, keys: string): boolean {
  if (keys !== 'Enter' && keys !== 'Space') return false
  // A clip in the strip is pressed by Enter; Space plays, as everywhere in editing.
  if (keys === 'Space' && target instanceof HTMLElement && target.dataset['shot'] !== undefined) return false
  return target instanceof Element && target.closest('button, a, summary, [role="button"]') !== null
}

function isForCanvas(event: ClipboardEvent): boolean {
  const { target } = event
  if (isText(target) || !(target instanceof Element)) return false
  return isOnCanvas(target) && !target.closest('[role="dialog"], [role="menu"]')
}

function isInLibrary(target: EventTarget | null): boolean {
  return target instanceof Element && !isText(target) && isIn('library', target)
}

function onCopy(event: ClipboardEvent, cut: boolean): void {
  const state = getStore()
  const marked = window.getSelection()?.toString() ?? ''
  if (!isForCanvas(event) || marked !== '' || state.selection.length === 0) return
  event.preventDefault()
  event.clipboardData?.setData('text/plain', clipToText(clipOf(state.document, state.selection)))
  if (cut) state.cutNodes(state.selection)
  else state.copyNodes(state.selection)
}

function onPaste(event: ClipboardEvent): void {
  if (!event.clipboardData) return
  const state = getStore()
  const files = [...event.clipboardData.files]
  if (!isForCanvas(event)) {
    // In the library it comes in, and nothing stands on the canvas for it.
    if (files.length > 0 && isInLibrary(event.target)) void state.importFiles(files)
    return
  }
  event.preventDefault()
  const at = state.canvas?.pointer().at ?? { x: 0, y: 0 }
  if (files.length > 0) void dropFiles(files, at)
  else pasteText(state, event.clipboardData.getData('text/plain'), { at, withIncoming: pastesWires })
}
