import { useEffect, useRef } from 'react'
import type { Media } from '../../nodes/media.ts'
import { useStore } from '../store/index.ts'
import type { Film, FilmShot } from '../store/film.ts'
import type { Peaks, Store } from '../store/types.ts'
import { useMedia } from '../ui/useMedia.ts'
import { STRIP_PADDING, useStrip } from './strip.ts'
import type { Visible } from './Strip.tsx'
import { levelsOf, musicLevels } from './wave.ts'

interface WaveformProps {
  readonly film: Film
  readonly scale: number
  readonly visible: Visible
}

const HEIGHT = 28
const MUSIC_HEIGHT = 24

/** The sound of the film as far as it is in view, on one canvas that stays where the strip scrolls by. */
export function Waveform({ film, scale, visible }: WaveformProps) {
  const canvas = useRef<HTMLCanvasElement>(null)
  const peaks = useStore((state) => state.peaks)
  const pushed = useStrip(({ trimming }) => trimming)
  const look = useLook()
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

/** Behind the words of its row. */
export function MusicWaveform({ film, music, scale, visible }: WaveformProps & { readonly music: Media }) {
  const canvas = useRef<HTMLCanvasElement>(null)
  const peaks = useStore((state) => state.peaks[music.id])
  const look = useLook()
  useEffect(() => {
    if (canvas.current) drawMusic(canvas.current, { film, music, scale, visible, peaks, look })
  }, [film, music, scale, visible, peaks, look])
  return (
    <canvas
      ref={canvas}
      aria-hidden
      className="sticky left-0 block h-6 text-type-audio"
      style={{ width: Math.max(0, visible.to - visible.from) }}
    />
  )
}

/** Another theme has other colours. */
function useLook(): string {
  const theme = useStore((state) => state.settings.theme)
  const light = useMedia('(prefers-color-scheme: light)')
  return `${theme} ${light}`
}

interface MusicDrawing extends WaveformProps {
  readonly music: Media
  readonly peaks: Peaks | undefined
  readonly look: string
}

function drawMusic(canvas: HTMLCanvasElement, { film, music, scale, visible, peaks }: MusicDrawing): void {
  const context = contextOf(canvas, visible, MUSIC_HEIGHT)
  if (!context || !peaks) return
  const left = STRIP_PADDING - visible.from
  const x = Math.max(0, Math.ceil(left))
  const end = Math.min(visible.to - visible.from, Math.floor(left + film.layout.frames * scale))
  const columns = { film, scale, first: x - left, count: Math.max(0, Math.floor(end - x)) }
  context.globalAlpha = 0.45
  musicLevels(music, peaks, columns).forEach((level, index) => {
    const height = Math.sqrt(level) * (MUSIC_HEIGHT - 2)
    context.fillRect(x + index, MUSIC_HEIGHT - 1 - height, 1, height)
  })
}

interface Drawing extends WaveformProps {
  readonly peaks: Store['peaks']
  readonly pushed: ReturnType<typeof useStrip.getState>['trimming']
  readonly look: string
}

function draw(canvas: HTMLCanvasElement, { film, scale, visible, peaks, pushed }: Drawing): void {
  const context = contextOf(canvas, visible, HEIGHT)
  if (!context) return
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

/** Empty, and in the colour that the canvas has as text. */
function contextOf(canvas: HTMLCanvasElement, visible: Visible, height: number) {
  const density = window.devicePixelRatio
  canvas.width = Math.max(1, Math.round(visible.to - visible.from)) * density
  canvas.height = height * density
  const context = canvas.getContext('2d')
  context?.scale(density, density)
  if (context) context.fillStyle = getComputedStyle(canvas).color
  return context
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
