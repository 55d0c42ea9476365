import { useTranslation } from 'react-i18next'
import { changeCard } from '../../nodes/cut/change.ts'
import { cardStyles, type Card } from '../../nodes/cut/cut.ts'
import { act } from '../panels/act.ts'
import { Section } from '../panels/inspector/Section.tsx'
import { Field, inputShape } from '../ui/Field.tsx'
import { Select } from '../ui/Select.tsx'
import { TextField } from '../ui/TextField.tsx'
import { stepOf, type ShotFormProps } from './shot-step.ts'

/** The words of a title or end card, and what they stand on. */
export function CardFields({ film, shot, card }: ShotFormProps & { readonly card: Card }) {
  const { t } = useTranslation('stitch')
  const change = (part: Partial<Card>) =>
    act().changeCut(film.nodeId, stepOf({ film, shot }, 'card', Object.keys(part).join()), (cut) =>
      changeCard(cut, shot.index, part),
    )
  return (
    <Section>
      <Select
        label={t('card.style')}
        value={card.style}
        options={cardStyles.map((value) => ({ value, label: t(`card.${value}`) }))}
        onChange={(style) => change({ style: style as Card['style'] })}
      />
      <div data-card-title>
        <TextField
          label={t('card.heading')}
          value={card.title}
          maxLength={200}
          onChange={(title) => change({ title })}
        />
      </div>
      <TextField
        label={t('card.words')}
        rows={2}
        value={card.text}
        maxLength={500}
        onChange={(text) => change({ text })}
      />
      <Field label={t('card.ground')}>
        {(ids) => (
          <input
            {...ids}
            type="color"
            value={card.ground}
            className={`${inputShape} h-7 p-0.5`}
            onChange={(event) => change({ ground: event.target.value.toLowerCase() })}
          />
        )}
      </Field>
    </Section>
  )
}
