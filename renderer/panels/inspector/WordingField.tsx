import { useTranslation } from 'react-i18next'
import type { Wording } from '../../../nodes/models.ts'
import { builtInWordings, wordingName, type WordingKind } from '../../i18n/wording-names.ts'
import { useStore } from '../../store/index.ts'
import { GroupedSelect } from './GroupedSelect.tsx'

interface WordingFieldProps {
  readonly label: string
  readonly kind: WordingKind
  readonly value: Wording | undefined
  /** The words are copied: what is changed in the settings later changes nothing that was made. */
  readonly onChange: (value: Wording | undefined) => void
}

/** A style or a kind of shot: none, a built-in one, or one of the person's own. */
export function WordingField({ label, kind, value, onChange }: WordingFieldProps) {
  const { t } = useTranslation(['panels', 'nodes'])
  const own = useStore((state) => state.settings[kind])
  const lists = { built: builtInWordings[kind], own }
  const options = (list: keyof typeof lists) =>
    lists[list].map((wording, index) => ({ value: `${list} ${index}`, label: wordingName(kind, wording) }))
  const at = (list: keyof typeof lists) => {
    const index = lists[list].findIndex(({ name, words }) => name === value?.name && words === value.words)
    return index === -1 ? undefined : `${list} ${index}`
  }
  const current = value === undefined ? 'none' : (at('built') ?? at('own') ?? 'here')
  const here =
    current === 'here' && value
      ? [{ value: 'here', label: t('inspector.otherWording', { name: wordingName(kind, value) }) }]
      : []
  const choose = (next: string) => {
    if (next === 'none') return onChange(undefined)
    const [list, index] = next.split(' ') as [keyof typeof lists, string]
    const wording = lists[list]?.[Number(index)]
    return wording && onChange({ name: wording.name, words: wording.words })
  }
  return (
    <GroupedSelect
      label={label}
      value={current}
      first={[
        { value: 'none', label: t(`nodes:unset.${kind === 'styles' ? 'style' : 'template'}`) },
        ...here,
      ]}
      groups={[
        ...(own.length > 0 ? [{ label: t('inspector.ownWordings'), options: options('own') }] : []),
        { label: t('inspector.builtInWordings'), options: options('built') },
      ]}
      onChange={choose}
      hint={value?.words}
    />
  )
}
