import { useEffect } from 'react'
import { getStore, type Store } from './store/index.ts'

/** Whoever turns away from the window, or closes it, leaves nothing behind that is not saved. */
export function useLeaving(): void {
  useEffect(() => {
    const stop = new AbortController()
    const options = { signal: stop.signal }
    const flush = () => void getStore().flush()
    window.addEventListener('blur', flush, options)
    window.addEventListener('pagehide', flush, options)
    document.addEventListener('visibilitychange', flush, options)
    window.addEventListener('beforeunload', (event) => stayUntilSaved(event, getStore()), options)
    return () => stop.abort()
  }, [])
}

/**
 * A page that goes cannot wait for its save to arrive, nor send what was edited while an earlier one was on its
 * way. So it stays: the browser then asks the person, and the desktop shell tries again before it does.
 */
export function stayUntilSaved(
  event: Pick<BeforeUnloadEvent, 'preventDefault'>,
  { flush, saveState }: Pick<Store, 'flush' | 'saveState'>,
): void {
  void flush()
  if (saveState !== 'saved') event.preventDefault()
}
