import { useEffect } from 'react'
import { desktop } from './api.ts'
import { getStore } from './store/index.ts'

/** Whoever turns away from the window, or closes it, leaves nothing behind that is not saved. */
export function useLeaving(): void {
  useEffect(() => {
    const stop = new AbortController()
    const options = { signal: stop.signal }
    const flush = () => void getStore().flush()
    window.addEventListener('blur', flush, options)
    window.addEventListener('pagehide', flush, options)
    document.addEventListener('visibilitychange', flush, options)
    window.addEventListener('beforeunload', onBeforeUnload, options)
    return () => stop.abort()
  }, [])
}

/** What is on its way to the library arrives; only what the library refuses, or cannot get, would be lost. */
function onBeforeUnload(event: BeforeUnloadEvent): void {
  const { flush, saveState, phase } = getStore()
  void flush()
  const wouldBeLost = saveState === 'refused' || saveState === 'conflict' || phase === 'unreachable'
  // The desktop shell asks by itself; there, this would only keep the window from closing.
  if (wouldBeLost && saveState !== 'saved' && !desktop) event.preventDefault()
}
