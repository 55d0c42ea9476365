import { Music as MusicIcon, Unplug } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { Music } from '../../nodes/cut/cut.ts'
import type { Media } from '../../nodes/media.ts'
import { act } from '../panels/act.ts'
import { Section } from '../panels/inspector/Section.tsx'
import { pickFiles } from '../panels/pick-files.ts'
import type { Film } from '../store/film.ts'
import { Button } from '../ui/Button.tsx'
import { NumberField } from '../ui/NumberField.tsx'
import { Switch } from '../ui/Switch.tsx'
import { Percent } from './Percent.tsx'
import { setFilm as set } from './set-film.ts'

interface MusicFormProps {
  readonly film: Film
}

/** The sound that lies under the whole film. */
export function MusicForm({ film }: MusicFormProps) {
  const { t } = useTranslation('stitch')
  if (!film.music) {
    return (
      <Section title={t('music.title')}>
        <p className="text-12 text-text-3">{t('music.none')}</p>
        <Button
          size="compact"
          icon={<MusicIcon className="size-3.5" />}
          className="self-start"
          onClick={() => void chooseMusic(film)}
        >
          {t('music.choose')}
        </Button>
      </Section>
    )
  }
  return <Bed film={film} music={film.music} />
}

function Bed({ film, music }: MusicFormProps & { readonly music: Media }) {
  const { t } = useTranslation('stitch')
  const { volume, from, loop, duck, fadeIn, fadeOut } = Music.parse(film.cut.music ?? {})
  return (
    <Section title={t('music.title')}>
      <p className="truncate text-text-2">{music.name}</p>
      <Percent
        label={t('music.volume', { percent: Math.round(volume * 100) })}
        value={volume}
        most={2}
        onChange={(next, held) => set({ nodeId: film.nodeId, ...held }, 'music', { volume: next })}
      />
      <NumberField
        label={t('music.from')}
        value={from}
        min={0}
        max={Math.max(from, music.durationSeconds ?? 600)}
        step={0.5}
        unit="s"
        onChange={(next) => set(film, 'music', { from: next })}
      />
      <Switch
        label={t('music.loop')}
        checked={loop}
        onChange={(next) => set(film, 'music', { loop: next })}
      />
      <Switch
        label={t('music.duck')}
        checked={duck}
        onChange={(next) => set(film, 'music', { duck: next })}
      />
      <div className="grid grid-cols-2 gap-2">
        {(['fadeIn', 'fadeOut'] as const).map((fade) => (
          <NumberField
            key={fade}
            label={t(`shot.${fade}`)}
            value={fade === 'fadeIn' ? fadeIn : fadeOut}
            min={0}
            max={10}
            step={0.5}
            unit="s"
            onChange={(next) => set(film, 'music', { [fade]: next })}
          />
        ))}
      </div>
      <Button
        size="compact"
        look="quiet"
        icon={<Unplug className="size-3.5" />}
        className="self-start"
        onClick={() => removeMusic(film)}
      >
        {t('music.remove')}
      </Button>
    </Section>
  )
}

async function chooseMusic(film: Film): Promise<void> {
  const imported = await act().importFiles(await pickFiles('media'))
  const sounds = imported.filter((media) => media?.kind === 'audio').flatMap((media) => media ?? [])
  if (sounds[0]) act().addClips(film.nodeId, [sounds[0]])
}

function removeMusic(film: Film): void {
  const { connections } = act().document
  const wires = connections.filter(({ to }) => to.node === film.nodeId && to.port === 'music')
  act().disconnect(wires.map(({ id }) => id))
}
