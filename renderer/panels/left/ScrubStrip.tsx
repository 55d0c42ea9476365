import { useEffect, useRef, useState, type PointerEvent } from 'react'
import { stripUrl } from '../../api.ts'

/** Moments side by side in the picture of a strip. */
const CELLS = 10
/** Passing over a tile on the way to another asks for nothing. */
const AFTER_MS = 150

/** Running the pointer over a clip shows it from end to end. */
export function ScrubStrip({ mediaId }: { readonly mediaId: string }) {
  const [part, setPart] = useState<number>()
  const [ready, setReady] = useState(false)
  const waiting = useRef<ReturnType<typeof setTimeout>>(undefined)
  useEffect(() => () => clearTimeout(waiting.current), [])
  const over = part !== undefined
  const onMove = ({ clientX, currentTarget }: PointerEvent<HTMLElement>) => {
    const { left, width } = currentTarget.getBoundingClientRect()
    setPart(Math.min(0.999, Math.max(0, (clientX - left) / width)))
    if (ready || waiting.current !== undefined) return
    waiting.current = setTimeout(() => {
      const picture = new Image()
      picture.addEventListener('load', () => setReady(true))
      picture.src = stripUrl(mediaId)
    }, AFTER_MS)
  }
  const onLeave = () => {
    setPart(undefined)
    clearTimeout(waiting.current)
    waiting.current = undefined
  }
  const cell = over ? Math.floor(part * CELLS) : 0
  return (
    <span aria-hidden="true" className="absolute inset-0" onPointerMove={onMove} onPointerLeave={onLeave}>
      {over && ready && (
        <>
          <span
            className="absolute inset-0"
            style={{
              backgroundImage: `url("${stripUrl(mediaId)}")`,
              backgroundSize: `${CELLS * 100}% 100%`,
              backgroundPositionX: `${(cell / (CELLS - 1)) * 100}%`,
            }}
          />
          <span className="absolute inset-y-0 w-px bg-on-surround/80" style={{ left: `${part * 100}%` }} />
        </>
      )}
    </span>
  )
}
