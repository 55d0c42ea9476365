import { Dices } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { Field as FieldSpec } from '../../../nodes/define.ts'
import type { DocumentNode } from '../../../nodes/graph/document.ts'
import { FROM_WORKFLOW } from '../../../nodes/types/generation-params.ts'
import { fieldLabel, modelTitle, optionLabel, providerTitle } from '../../i18n/node-words.ts'
import { useStore } from '../../store/index.ts'
import { IconButton } from '../../ui/IconButton.tsx'
import { NumberField } from '../../ui/NumberField.tsx'
import { Select } from '../../ui/Select.tsx'
import { TextField } from '../../ui/TextField.tsx'
import { act } from '../act.ts'
import { MediaField } from './MediaField.tsx'

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
      return <TextField label={label} value={String(value ?? '')} rows={3} onChange={set} />
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
      return <ModelField label={label} field={field} value={String(value ?? '')} onChange={set} />
    case 'media':
      return <MediaField label={label} node={node} value={typeof value === 'string' ? value : undefined} />
  }
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

function ModelField({ label, field, value, onChange }: ControlProps<'model', string>) {
  const { t } = useTranslation('panels')
  const models = useStore((state) => state.models)
  const options = models
    .filter(({ modes }) => modes.includes(field.mode))
    .map((model) => ({
      value: model.id,
      label: `${providerTitle(model)} · ${modelTitle(model)}`,
      ...(model.local && { detail: t('inspector.local') }),
    }))
  const known = options.some((option) => option.value === value)
  const missing = { value, label: t('inspector.modelMissing', { model: value }) }
  return (
    <Select
      label={label}
      value={value}
      options={known ? options : [missing, ...options]}
      onChange={onChange}
      hint={known ? undefined : t('problems.modelGone', { model: value })}
    />
  )
}
