import { useEffect, useRef } from 'react'
import type { Levels } from './wave.ts'

/** A strip of how loud it is, under the bar that moves through it. Only for the eye: the bar has the words. */
export function Waveform({ levels }: { readonly levels: Levels }) {
  const canvas = useRef<HTMLCanvasElement>(null)
  useEffect(() => {
    const element = canvas.current!
    const draw = () => drawLevels(element, levels)
    const watch = new ResizeObserver(draw)
    watch.observe(element)
    const themes = new MutationObserver(draw)
    themes.observe(document.documentElement, { attributeFilter: ['data-theme'] })
    return () => {
      watch.disconnect()
      themes.disconnect()
    }
  }, [levels])
  return <canvas ref={canvas} aria-hidden className="h-4 w-full text-text-3" />
}

function drawLevels(canvas: HTMLCanvasElement, levels: Levels): void {
  const context = canvas.getContext('2d')
  const { clientWidth, clientHeight } = canvas
  if (!context || clientWidth === 0) return
  const dense = window.devicePixelRatio
  Object.assign(canvas, {
    width: Math.round(clientWidth * dense),
    height: Math.round(clientHeight * dense),
  })
  context.fillStyle = getComputedStyle(canvas).color
  const { width, height } = canvas
  for (let x = 0; x < width; x += 2) {
    const tall = Math.max(1, heightOf(levels((x + 0.5) / width) ?? 0) * height)
    context.fillRect(x, (height - tall) / 2, 1, tall)
  }
}

/** Quieter than this is silence to the eye. */
const FLOOR_DB = -48

/** As ears hear it: half as loud is far from half the level. */
function heightOf(level: number): number {
  return level > 0 ? Math.max(0, 1 - (20 * Math.log10(level)) / FLOOR_DB) : 0
}
