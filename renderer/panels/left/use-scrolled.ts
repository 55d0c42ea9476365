import { useEffect, useState } from 'react'

/** How large a scrolling frame is, and where it stands. */
export function useScrolled() {
  const [frame, setFrame] = useState<HTMLDivElement | null>(null)
  const [size, setSize] = useState({ width: 224, height: 600 })
  const [top, setTop] = useState(0)
  useEffect(() => {
    if (!frame) return undefined
    const stop = new AbortController()
    const measure = () => {
      const { clientWidth: width, clientHeight: height } = frame
      // Without any size it is not on screen, and comes back as it was.
      if (width > 0 && height > 0)
        setSize((before) => (before.width === width && before.height === height ? before : { width, height }))
    }
    measure()
    const observer = new ResizeObserver(measure)
    observer.observe(frame)
    frame.addEventListener('scroll', () => setTop(frame.scrollTop), { passive: true, signal: stop.signal })
    return () => {
      observer.disconnect()
      stop.abort()
    }
  }, [frame])
  return { frame, setFrame, top, ...size }
}
