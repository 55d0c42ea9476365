import type { Cue } from '../../../nodes/captions/cue.ts'
import { Captions } from '../../../nodes/cut/cut.ts'
import type { Player } from '../player.ts'
import { usePlayerState } from '../use-player.ts'

interface CaptionOverlayProps {
  readonly player: Player | undefined
  readonly cues: readonly Cue[]
  readonly captions: Captions | undefined
}

const LEADING = 1.32

/** The words over the picture, in the style of the cut and where they will stand in the film. */
export function CaptionOverlay({ player, cues, captions }: CaptionOverlayProps) {
  const { style, size, bottom } = captions ?? plain
  const text = usePlayerState(player, ({ time }) => {
    // The middle of the frame: a cue that ends with it is still there.
    const now = time + 0.5 / (player?.fps ?? 24)
    return cues.find(({ start, end }) => start <= now && now < end)?.text ?? ''
  })
  if (text === '') return null
  const letters = { fontSize: `${size * 100}cqh`, lineHeight: LEADING }
  return (
    <div
      className="pointer-events-none absolute inset-x-0 z-10 flex justify-center px-[8cqw] text-center whitespace-pre-wrap text-white"
      style={{ bottom: `${(1 - bottom) * 100}%`, fontWeight: style === 'outline' ? 700 : 500, ...letters }}
    >
      <span style={looks[style]}>{text}</span>
    </div>
  )
}

const plain = Captions.parse({})

const looks = {
  plain: { textShadow: '0 0.035em 0.1em rgb(0 0 0 / 0.85), 0 0.035em 0.34em rgb(0 0 0 / 0.7)' },
  outline: { WebkitTextStroke: '0.19em rgb(9 10 13 / 0.95)', paintOrder: 'stroke fill' },
  box: {
    background: 'rgb(10 11 14 / 0.68)',
    borderRadius: '0.3em',
    padding: '0.14em 0.5em',
  },
} as const
