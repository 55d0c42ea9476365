import { Dices } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { Field as FieldSpec } from '../../../nodes/define.ts'
import type { DocumentNode } from '../../../nodes/graph/document.ts'
import type { Resolution, Wording } from '../../../nodes/models.ts'
import { FROM_WORKFLOW } from '../../../nodes/types/generation-params.ts'
import { fieldLabel, optionLabel } from '../../i18n/node-words.ts'
import { useStore } from '../../store/index.ts'
import { IconButton } from '../../ui/IconButton.tsx'
import { NumberField } from '../../ui/NumberField.tsx'
import { Select } from '../../ui/Select.tsx'
import { Switch } from '../../ui/Switch.tsx'
import { TextField } from '../../ui/TextField.tsx'
import { act } from '../act.ts'
import { MediaField } from './MediaField.tsx'
import { ModelField } from './ModelField.tsx'
import { ResolutionField, SoundField } from './OfferedFields.tsx'
import { WordingField } from './WordingField.tsx'

interface ParamFieldProps {
  readonly node: DocumentNode
  readonly name: string
  readonly field: FieldSpec
  readonly value: unknown
}

const MOST_SEEDS = 2_147_483_647

export function ParamField({ node, name, field, value }: ParamFieldProps) {
  const label = fieldLabel(node.type, name)
  const set = (next: unknown) => act().setParam(node.id, name, next)
  switch (field.control) {
    case 'textarea':
      return <WordsField label={label} limit={field.limit} value={String(value ?? '')} onChange={set} />
    case 'number':
      return (
        <NumberField
          label={label}
          value={Number(value ?? field.min)}
          min={field.min}
          max={field.max}
          unit={field.unit}
          onChange={set}
        />
      )
    case 'select':
      return <OptionField label={label} name={name} field={field} value={String(value)} onChange={set} />
    case 'seed':
      return <SeedField label={label} value={Number(value ?? 0)} onChange={set} />
    case 'model':
      return (
        <ModelField
          nodeId={node.id}
          label={label}
          mode={field.mode}
          value={String(value ?? '')}
          onChange={set}
        />
      )
    case 'wording':
      return (
        <WordingField label={label} kind={field.list} value={value as Wording | undefined} onChange={set} />
      )
    case 'switch':
      return name === 'sound' ? (
        <SoundField nodeId={node.id} label={label} value={value as boolean | undefined} onChange={set} />
      ) : (
        <Switch label={label} checked={value === true} onChange={(on) => set(on || undefined)} />
      )
    case 'resolution':
      return (
        <ResolutionField
          nodeId={node.id}
          label={label}
          value={value as Resolution | undefined}
          onChange={set}
        />
      )
    case 'media':
      return <MediaField label={label} node={node} value={typeof value === 'string' ? value : undefined} />
  }
}

interface WordsFieldProps {
  readonly label: string
  readonly limit: number | undefined
  readonly value: string
  readonly onChange: (value: string) => void
}

function WordsField({ label, limit, value, onChange }: WordsFieldProps) {
  const { t } = useTranslation('panels')
  const counted = limit !== undefined && {
    maxLength: limit,
    hint: t('inspector.count', { count: value.length, most: limit }),
  }
  return <TextField label={label} value={value} rows={3} onChange={onChange} {...counted} />
}

interface ControlProps<C extends FieldSpec['control'], V> {
  readonly label: string
  readonly field: Extract<FieldSpec, { control: C }>
  readonly value: V
  readonly onChange: (value: V) => void
}

function OptionField({
  label,
  name,
  field,
  value,
  onChange,
}: ControlProps<'select', string> & { readonly name: string }) {
  const { t } = useTranslation('panels')
  const inherited = useStore((state) => state.document.settings[name])
  const options = field.options.map((option) => ({
    value: option,
    label:
      option === FROM_WORKFLOW
        ? t('inspector.fromWorkflow', { value: String(inherited ?? '') })
        : optionLabel(name, option),
  }))
  return <Select label={label} value={value} options={options} onChange={onChange} />
}

function SeedField({ label, value, onChange }: Omit<ControlProps<'seed', number>, 'field'>) {
  const { t } = useTranslation('panels')
  return (
    <NumberField
      label={label}
      value={value}
      min={0}
      max={MOST_SEEDS}
      onChange={onChange}
      extra={
        <IconButton
          size="compact"
          label={t('inspector.dice')}
          icon={<Dices />}
          onClick={() => onChange(Math.floor(Math.random() * MOST_SEEDS))}
        />
      }
    />
  )
}
