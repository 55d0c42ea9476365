import { useEffect } from 'react'

/** What a page does and an application does not: a menu of the browser on every right click, links that open inside. */
export function useAppManners(): void {
  useEffect(() => {
    const stop = new AbortController()
    const { signal } = stop
    window.addEventListener('contextmenu', onContextMenu, { signal })
    // Ctrl and the wheel zoom the canvas; elsewhere they would zoom the page and break its layout.
    window.addEventListener('wheel', onWheel, { signal, passive: false })
    return () => stop.abort()
  }, [])
}

/** Where text can be marked, the system's own menu has the cut, copy and paste that people look for. */
function onContextMenu(event: MouseEvent): void {
  const { target } = event
  if (target instanceof Element && target.closest('input, textarea, [contenteditable], .select-text')) return
  event.preventDefault()
}

function onWheel(event: WheelEvent): void {
  if (event.ctrlKey) event.preventDefault()
}
