import { useEffect, type RefObject } from 'react'

/**
 * Keeps the keyboard in the library when what it was on goes away, because it was deleted, put back or taken off: it goes
 * to the file that comes next, else to the library itself. On nothing, Ctrl+Z would take back a step of the canvas.
 */
export function useKeptKeyboard(frame: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    const library = frame.current
    if (!library) return undefined
    let last: Element | undefined
    const follow = ({ target }: FocusEvent) => {
      if (!(target instanceof Element)) return
      if (library.contains(target)) last = target
      // In a menu or a dialog it is on its way back; on another part of the window it is there on purpose.
      else if (target.closest('[data-region]')) last = undefined
    }
    const keep = () => {
      if (!last || last.isConnected || document.activeElement !== document.body) return
      ;(tileAt(library, last) ?? library).focus({ preventScroll: true })
    }
    // Whoever lets go of the keyboard may be about to hand it on.
    const keepSoon = () => void setTimeout(keep)
    const watcher = new MutationObserver(keep)
    watcher.observe(library, { childList: true, subtree: true })
    document.addEventListener('focusin', follow)
    document.addEventListener('focusout', keepSoon)
    return () => {
      watcher.disconnect()
      document.removeEventListener('focusin', follow)
      document.removeEventListener('focusout', keepSoon)
    }
  }, [frame])
}

/** The tile that stands now where that one stood, or the last before it. */
function tileAt(library: HTMLElement, gone: Element): HTMLElement | undefined {
  const index = Number(gone.closest<HTMLElement>('[data-index]')?.dataset['index'] ?? Number.NaN)
  return [...library.querySelectorAll<HTMLElement>('[data-index]')].findLast(
    (tile) => Number(tile.dataset['index']) <= index,
  )
}
