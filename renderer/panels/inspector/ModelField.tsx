import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { GenerationMode } from '../../../nodes/models.ts'
import { choiceWords, costWords } from '../../i18n/quote-words.ts'
import { selectNeed, selectOffers, selectQuote, useStore } from '../../store/index.ts'
import { GroupedSelect } from './GroupedSelect.tsx'
import { autoOption, modelGroups } from './model-options.ts'

interface ModelFieldProps {
  readonly nodeId: string
  readonly label: string
  readonly mode: GenerationMode
  readonly value: string
  readonly onChange: (value: string) => void
}

/** Every model for the work of a node, with its price for the settings as they are now. */
export function ModelField({ nodeId, label, mode, value, onChange }: ModelFieldProps) {
  const { t, i18n } = useTranslation('panels')
  const offers = useStore(selectOffers)
  const need = useStore((state) => selectNeed(state, nodeId))
  const quote = useStore((state) => selectQuote(state, nodeId))
  const language = i18n.language
  const groups = useMemo(
    () => modelGroups(mode, need, offers),
    // oxlint-disable-next-line react/exhaustive-deps -- the words are those of the language
    [mode, need, offers, language],
  )
  const auto = autoOption(offers)
  const known =
    value === auto.value || groups.some(({ options }) => options.some((one) => one.value === value))
  const missing = { value, label: t('inspector.modelMissing', { model: value }) }
  const hint = quote && [choiceWords(quote), costWords(quote)].filter((words) => words !== undefined)
  return (
    <GroupedSelect
      label={label}
      value={value}
      first={known ? [auto] : [missing, auto]}
      groups={groups}
      withGroup
      onChange={onChange}
      hint={hint && hint.length > 0 ? hint.join(' · ') : undefined}
    />
  )
}
