import { FileInput } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { captionStyles, captionWays, Captions, loudnessWays, shotFits, Sound } from '../../nodes/cut/cut.ts'
import { filmRates, filmSizes } from '../../nodes/cut/settings.ts'
import { optionLabel } from '../i18n/node-words.ts'
import { act } from '../panels/act.ts'
import { Section } from '../panels/inspector/Section.tsx'
import type { Film } from '../store/film.ts'
import { Button } from '../ui/Button.tsx'
import { NumberField } from '../ui/NumberField.tsx'
import { Select } from '../ui/Select.tsx'
import { importEditList } from './import-lists.ts'
import { MusicForm } from './MusicForm.tsx'
import { setFilm as set } from './set-film.ts'

interface FilmFormProps {
  readonly film: Film
}

export function FilmForm({ film }: FilmFormProps) {
  return (
    <>
      <ShapeFields film={film} />
      <CaptionFields film={film} />
      <MusicForm film={film} />
      <SoundFields film={film} />
      <ListFields />
    </>
  )
}

function ShapeFields({ film }: FilmFormProps) {
  const { t } = useTranslation('stitch')
  const { size, fps, fit } = film.settings
  const choose = (name: string) => (value: string) => act().setParam(film.nodeId, name, value)
  const options = (field: string, values: readonly string[]) =>
    values.map((value) => ({ value, label: optionLabel(field, value) }))
  return (
    <Section>
      <div className="grid grid-cols-2 gap-2">
        <Select
          label={t('size')}
          value={size}
          options={options('size', filmSizes)}
          onChange={choose('size')}
        />
        <Select
          label={t('frameRate')}
          value={fps}
          options={options('fps', filmRates)}
          onChange={choose('fps')}
        />
      </div>
      <Select
        label={t('otherShapes')}
        value={fit}
        options={shotFits.map((value) => ({ value, label: t(`fits.${value}`) }))}
        onChange={choose('fit')}
      />
    </Section>
  )
}

function CaptionFields({ film }: FilmFormProps) {
  const { t } = useTranslation('stitch')
  const { show, style, size, bottom } = Captions.parse(film.cut.captions ?? {})
  return (
    <Section title={t('captions.show')}>
      <Select
        label={t('captions.show')}
        hideLabel
        value={show}
        options={captionWays.map((value) => ({ value, label: t(`captions.ways.${value}`) }))}
        onChange={(next) => set(film, 'captions', { show: next as typeof show })}
      />
      {show === 'burn' && (
        <>
          <Select
            label={t('captions.style')}
            value={style}
            options={captionStyles.map((value) => ({ value, label: t(`captions.styles.${value}`) }))}
            onChange={(next) => set(film, 'captions', { style: next as typeof style })}
          />
          <div className="grid grid-cols-2 gap-2">
            <NumberField
              label={t('captions.size')}
              value={round(size * 100)}
              min={2}
              max={10}
              step={0.5}
              unit="%"
              onChange={(next) => set(film, 'captions', { size: next / 100 })}
            />
            <NumberField
              label={t('captions.bottom')}
              value={round(bottom * 100)}
              min={10}
              max={100}
              unit="%"
              onChange={(next) => set(film, 'captions', { bottom: next / 100 })}
            />
          </div>
        </>
      )}
    </Section>
  )
}

function SoundFields({ film }: FilmFormProps) {
  const { t } = useTranslation('stitch')
  const { loudness, target, peak } = Sound.parse(film.cut.sound ?? {})
  return (
    <Section title={t('sound.loudness')}>
      <Select
        label={t('sound.loudness')}
        hideLabel
        value={loudness}
        options={loudnessWays.map((value) => ({ value, label: t(`sound.ways.${value}`) }))}
        onChange={(next) => set(film, 'sound', { loudness: next as typeof loudness })}
      />
      {loudness === 'even' && (
        <div className="grid grid-cols-2 gap-2">
          <NumberField
            label={t('sound.target')}
            value={target}
            min={-31}
            max={-8}
            unit="LUFS"
            onChange={(next) => set(film, 'sound', { target: next })}
          />
          <NumberField
            label={t('sound.peak')}
            value={peak}
            min={-9}
            max={0}
            step={0.5}
            unit="dBTP"
            onChange={(next) => set(film, 'sound', { peak: next })}
          />
        </div>
      )}
    </Section>
  )
}

function ListFields() {
  const { t } = useTranslation('stitch')
  return (
    <Section>
      <Button
        size="compact"
        icon={<FileInput className="size-3.5" />}
        className="self-start"
        onClick={() => void importEditList()}
      >
        {t('importCut')}
      </Button>
      <p className="-mt-1 text-12 text-text-3">{t('importCutHint')}</p>
    </Section>
  )
}

function round(percent: number): number {
  return Math.round(percent * 10) / 10
}
