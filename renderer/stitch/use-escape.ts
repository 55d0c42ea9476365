import { useEffect, useEffectEvent } from 'react'

/** While something is dragged, Escape gives it up and means nothing else. */
export function useEscape(dragged: boolean, giveUp: () => void): void {
  const onEscape = useEffectEvent(giveUp)
  useEffect(() => {
    if (!dragged) return undefined
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== 'Escape') return
      event.preventDefault()
      event.stopPropagation()
      onEscape()
    }
    window.addEventListener('keydown', onKey, { capture: true })
    return () => window.removeEventListener('keydown', onKey, { capture: true })
  }, [dragged])
}
