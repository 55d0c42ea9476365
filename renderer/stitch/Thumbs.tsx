import { memo, type CSSProperties } from 'react'
import { posterUrl, stripUrl } from '../api.ts'
import type { Film, FilmShot } from '../store/film.ts'

/** What the core puts side by side into a strip, at equal distances over the whole clip. */
const CELLS = 10
/** About as high as a card is; only the shape of the pictures depends on it. */
const HEIGHT = 64
const MOST = 80

interface ThumbsProps {
  readonly shot: FilmShot
  readonly film: Film
  readonly width: number
}

/** Pictures of the clip along the card, each from about where it stands. */
export const Thumbs = memo(function Thumbs({ shot, film, width }: ThumbsProps) {
  const { media, facts, laid } = shot
  if (shot.shot.card) return <CardPicture shot={shot} />
  if (!media || media.missing || media.kind === 'audio') return <span className="absolute inset-0 hatched" />
  const shape = shapeOf(shot, film)
  const count = Math.min(MOST, Math.max(1, Math.ceil(width / (HEIGHT * shape))))
  const frames = facts?.frames ?? 1
  const pictures = Array.from({ length: count }, (_, picture) => {
    const { from, to } = laid.source ?? { from: 0, to: 1 }
    const frame = from + ((to - from) * (picture + 0.5)) / count
    return { place: picture, cell: Math.min(CELLS - 1, Math.floor((frame / frames) * CELLS)) }
  })
  return (
    <span className="absolute inset-0 flex">
      {pictures.map(({ place, cell }) => (
        <span
          key={place}
          className="h-full min-w-0 flex-1"
          style={pictureStyle(media.id, media.kind, cell)}
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
function pictureStyle(id: string, kind: string, cell: number): CSSProperties {
  const poster = `url("${posterUrl(id)}")`
  if (kind !== 'video')
    return { backgroundImage: poster, backgroundSize: 'cover', backgroundPosition: 'center' }
  return {
    backgroundImage: `url("${stripUrl(id)}"), ${poster}`,
    backgroundSize: `${CELLS * 100}% 100%, cover`,
    backgroundPosition: `${(cell / (CELLS - 1)) * 100}% 0, center`,
    backgroundRepeat: 'no-repeat',
  }
}

function CardPicture({ shot }: { readonly shot: FilmShot }) {
  const { card } = shot.shot
  return <span className="absolute inset-0" style={{ backgroundColor: card?.ground }} />
}
