import { useTranslation } from 'react-i18next'
import type { Decision } from '../../nodes/cut/change.ts'
import { shotFits } from '../../nodes/cut/cut.ts'
import { Section } from '../panels/inspector/Section.tsx'
import { NumberField } from '../ui/NumberField.tsx'
import { Select } from '../ui/Select.tsx'
import { Switch } from '../ui/Switch.tsx'
import { decideShot } from './edit-shots.ts'
import { type Held, Percent } from './Percent.tsx'
import { stepOf, type ShotFormProps } from './shot-step.ts'

/** How fast a shot is, and how it stands in the frame. */
export function PictureFields({ film, shot }: ShotFormProps) {
  const { t } = useTranslation('stitch')
  const { speed = 1, fit, focus = { x: 0.5, y: 0.5 } } = shot.shot
  const decide = (field: string, decision: Decision, held?: Held) => {
    const label = field === 'speed' ? 'shot-speed' : 'shot-picture'
    decideShot(shot.index, { ...stepOf({ film, shot }, label, field), ...held }, decision)
  }
  return (
    <Section title={t('shot.picture')}>
      {shot.laid.source && (
        <NumberField
          label={t('shot.speed')}
          value={speed}
          min={0.25}
          max={4}
          step={0.25}
          unit="×"
          onChange={(next) => decide('speed', { speed: next })}
        />
      )}
      <Select
        label={t('shot.fit')}
        value={fit ?? 'as-film'}
        options={[
          { value: 'as-film', label: t('shot.fitAsFilm', { fit: t(`fits.${film.settings.fit}`) }) },
          ...shotFits.map((value) => ({ value, label: t(`fits.${value}`) })),
        ]}
        onChange={(next) => decide('fit', { fit: next as NonNullable<Decision['fit']> })}
      />
      {(fit ?? film.settings.fit) === 'fill' && (
        <>
          <Percent
            label={t('shot.focusX')}
            value={focus.x}
            onChange={(x, held) => decide('x', { focus: { ...focus, x } }, held)}
          />
          <Percent
            label={t('shot.focusY')}
            value={focus.y}
            onChange={(y, held) => decide('y', { focus: { ...focus, y } }, held)}
          />
        </>
      )}
    </Section>
  )
}

/** How loud a shot is. */
export function SoundFields({ film, shot }: ShotFormProps) {
  const { t } = useTranslation('stitch')
  const { volume = 1, muted = false } = shot.shot
  if (shot.facts && !shot.facts.hasSound) {
    return (
      <Section title={t('shot.sound')}>
        <p className="text-12 text-text-3">{t('shot.noSound')}</p>
      </Section>
    )
  }
  return (
    <Section title={t('shot.sound')}>
      <Percent
        label={t('shot.volume', { percent: Math.round(volume * 100) })}
        value={volume}
        most={2}
        onChange={(next, held) =>
          decideShot(
            shot.index,
            { ...stepOf({ film, shot }, 'shot-sound', 'volume'), ...held },
            { volume: next },
          )
        }
      />
      <Switch
        label={t('shot.mute')}
        checked={muted}
        onChange={(next) => decideShot(shot.index, { label: 'shot-sound' }, { muted: next })}
      />
    </Section>
  )
}
