import { memo, type CSSProperties } from 'react'
import { posterUrl, stripUrl } from '../api.ts'
import type { Media } from '../../nodes/media.ts'
import type { Film, FilmShot } from '../store/film.ts'
import { useStrip } from './strip.ts'

/** What the core puts side by side into a strip, at equal distances over the whole clip. */
const MOMENTS = 10
/** Of a clip that is looked at very near, the rest is not in view. */
const MOST = 200

interface ThumbsProps {
  readonly shot: FilmShot
  readonly film: Film
  readonly width: number
}

/** Pictures of the clip along the card, each from about where it stands. */
export const Thumbs = memo(function Thumbs({ shot, film, width }: ThumbsProps) {
  const { media, facts, laid } = shot
  const height = useStrip((strip) => strip.height)
  if (shot.shot.card) return <CardPicture shot={shot} />
  if (!media || media.missing || media.kind === 'audio') return <span className="absolute inset-0 hatched" />
  const cell = Math.max(8, height * shapeOf(shot, film))
  const count = Math.min(MOST, Math.ceil(width / cell))
  const { from, to } = laid.source ?? { from: 0, to: 1 }
  const frames = facts?.frames ?? 1
  const places = Array.from({ length: count }, (_, picture) => {
    // The clip's own picture under the middle of each; the last may be cut off.
    const frame = from + Math.min(1, ((picture + 0.5) * cell) / width) * (to - from)
    return { picture, moment: Math.min(MOMENTS - 1, Math.floor((frame / frames) * MOMENTS)) }
  })
  return (
    <span className="absolute inset-0 flex overflow-hidden">
      {places.map(({ picture, moment }) => (
        <span
          key={picture}
          className="h-full shrink-0"
          style={{ width: cell, ...pictureStyle(media, moment) }}
        />
      ))}
    </span>
  )
})

function shapeOf({ facts, media }: FilmShot, { width, height }: Film): number {
  const shape = (facts?.width ?? media?.width ?? width) / (facts?.height ?? media?.height ?? height)
  return Math.min(4, Math.max(0.3, shape))
}

/** The poster shows until the strip is there, and for what has none. */
function pictureStyle({ id, kind }: Media, moment: number): CSSProperties {
  const poster = `url("${posterUrl(id)}")`
  if (kind !== 'video') return { backgroundImage: poster, backgroundSize: '100% 100%' }
  return {
    backgroundImage: `url("${stripUrl(id)}"), ${poster}`,
    backgroundSize: `${MOMENTS * 100}% 100%, 100% 100%`,
    backgroundPosition: `${(moment / (MOMENTS - 1)) * 100}% 0, 0 0`,
    backgroundRepeat: 'no-repeat',
  }
}

function CardPicture({ shot }: { readonly shot: FilmShot }) {
  const { card } = shot.shot
  return <span className="absolute inset-0" style={{ backgroundColor: card?.ground }} />
}
