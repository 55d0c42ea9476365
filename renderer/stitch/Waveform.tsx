import { useEffect, useRef } from 'react'
import { useStore } from '../store/index.ts'
import type { Film, FilmShot } from '../store/film.ts'
import type { Store } from '../store/types.ts'
import { useMedia } from '../ui/useMedia.ts'
import { STRIP_PADDING, useStrip } from './strip.ts'
import type { Visible } from './Strip.tsx'
import { levelsOf } from './wave.ts'

interface WaveformProps {
  readonly film: Film
  readonly scale: number
  readonly visible: Visible
}

const HEIGHT = 28

/** The sound of the film as far as it is in view, on one canvas that stays where the strip scrolls by. */
export function Waveform({ film, scale, visible }: WaveformProps) {
  const canvas = useRef<HTMLCanvasElement>(null)
  const peaks = useStore((state) => state.peaks)
  const pushed = useStrip(({ trimming }) => trimming)
  const theme = useStore((state) => state.settings.theme)
  const light = useMedia('(prefers-color-scheme: light)')
  const look = `${theme} ${light}`
  useEffect(() => {
    if (canvas.current) draw(canvas.current, { film, scale, visible, peaks, pushed, look })
  }, [film, scale, visible, peaks, pushed, look])
  return (
    <div className="h-7 shrink-0">
      <canvas
        ref={canvas}
        aria-hidden
        className="sticky left-0 block h-7 text-type-audio"
        style={{ width: Math.max(0, visible.to - visible.from) }}
      />
    </div>
  )
}

interface Drawing extends WaveformProps {
  readonly peaks: Store['peaks']
  readonly pushed: ReturnType<typeof useStrip.getState>['trimming']
  /** Another theme has other colours. */
  readonly look: string
}

function draw(canvas: HTMLCanvasElement, { film, scale, visible, peaks, pushed }: Drawing): void {
  const width = Math.max(1, Math.round(visible.to - visible.from))
  const density = window.devicePixelRatio
  canvas.width = width * density
  canvas.height = HEIGHT * density
  const context = canvas.getContext('2d')
  if (!context) return
  context.scale(density, density)
  context.fillStyle = getComputedStyle(canvas).color
  for (const shot of film.shots) {
    const shift = pushed && shot.index >= pushed.index ? pushed.shift : 0
    const columns = columnsOf(shot, { scale, visible, shift })
    const own = shot.media && peaks[shot.media.id]
    if (columns.count <= 0) continue
    // A line where there is no sound, so that silence is seen too.
    context.globalAlpha = 0.4
    context.fillRect(columns.x, HEIGHT - 1, columns.count, 1)
    if (!own || !shot.facts?.hasSound) continue
    context.globalAlpha = 0.85
    levelsOf(shot, own, { film, scale, ...columns }).forEach((level, index) => {
      // By its root, so that a whisper is seen beside a shout.
      const height = Math.sqrt(level) * (HEIGHT - 2)
      context.fillRect(columns.x + index, HEIGHT - 1 - height, 1, height)
    })
  }
}

/** The columns of a shot that are in view, and where on the canvas they begin. */
function columnsOf(
  { laid }: FilmShot,
  { scale, visible, shift }: { scale: number; visible: Visible; shift: number },
): { first: number; count: number; x: number } {
  const left = laid.start * scale + STRIP_PADDING + shift - visible.from
  const right = left + (laid.frames - laid.overlap) * scale
  const from = Math.max(0, Math.ceil(left))
  const to = Math.min(visible.to - visible.from, Math.floor(right) - 1)
  return { first: laid.start * scale + (from - left), count: Math.floor(to - from), x: from }
}
