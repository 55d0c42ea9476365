import { Captions, Music } from 'lucide-react'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { filmCues } from '../../nodes/captions/film-cues.ts'
import type { Media } from '../../nodes/media.ts'
import type { Film } from '../store/film.ts'
import { seekTo } from './edit-shots.ts'
import type { Visible } from './Strip.tsx'
import { STRIP_PADDING, useStrip } from './strip.ts'
import { MusicWaveform } from './Waveform.tsx'

interface RowProps {
  readonly film: Film
  readonly scale: number
}

const row = 'relative h-6 shrink-0'
const block =
  'absolute inset-y-0 flex border-y border-canvas items-center gap-1 overflow-hidden rounded-4 px-1 text-11 whitespace-nowrap [&_svg]:size-3'

/** The words over the film, where they are read. A press goes there. */
export function CaptionRow({ film, scale }: RowProps) {
  const { t } = useTranslation('stitch')
  const cues = useMemo(() => filmCues(film.bound, film.layout), [film])
  const rate = (film.layout.fps.num / film.layout.fps.den) * scale
  return (
    <ul aria-label={t('lines.row')} className={row}>
      {cues.map(({ start, end, text }) => (
        <li key={`${start} ${text}`}>
          <button
            type="button"
            tabIndex={-1}
            title={text}
            className={`${block} bg-type-text/20 text-text-1 hover:bg-type-text/35`}
            style={{ left: start * rate + STRIP_PADDING, width: Math.max(8, (end - start) * rate - 1) }}
            onClick={() => {
              seekTo(Math.ceil((start * rate) / scale))
              useStrip.setState({ side: 'shot' })
            }}
          >
            <Captions className="shrink-0" />
            <span className="truncate">{text}</span>
          </button>
        </li>
      ))}
    </ul>
  )
}

interface MusicRowProps extends RowProps {
  readonly music: Media
  readonly visible: Visible
}

/** The music under the whole film. A press shows its settings. */
export function MusicRow({ film, music, scale, visible }: MusicRowProps) {
  const { t } = useTranslation('stitch')
  const { from = 0, loop = true } = film.cut.music ?? {}
  const rate = (film.layout.fps.num / film.layout.fps.den) * scale
  const own = Math.max(0, (music.durationSeconds ?? 0) - from) * rate
  const whole = film.layout.frames * scale
  const width = loop || own === 0 ? whole : Math.min(whole, own)
  return (
    <div className={row}>
      <MusicWaveform film={film} music={music} scale={scale} visible={visible} />
      <button
        type="button"
        tabIndex={-1}
        className={`${block} bg-type-audio/20 text-text-1 hover:bg-type-audio/35`}
        style={{ left: STRIP_PADDING, width }}
        onClick={() => useStrip.setState({ side: 'film' })}
      >
        <Music className="shrink-0" />
        <span className="sticky left-1 truncate">{t('music.row', { name: music.name })}</span>
      </button>
    </div>
  )
}
