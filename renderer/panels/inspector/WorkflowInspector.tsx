import { useTranslation } from 'react-i18next'
import { aspects } from '../../../nodes/models.ts'
import { useStore } from '../../store/index.ts'
import { Select } from '../../ui/Select.tsx'
import { CommitField } from '../../ui/TextField.tsx'
import { act } from '../act.ts'
import { Section } from './Section.tsx'

const aspectOptions = aspects.map((value) => ({ value, label: value }))

export function WorkflowInspector() {
  const { t } = useTranslation('panels')
  const workflow = useStore((state) => state.workflow)
  const aspect = useStore((state) => state.document.settings.aspect)
  if (!workflow) return null
  const { id, name, description } = workflow
  return (
    <Section title={t('inspector.workflow')}>
      <CommitField
        label={t('inspector.name')}
        value={name}
        maxLength={200}
        onCommit={(next) => next.trim() !== '' && void act().describeWorkflow(id, { name: next.trim() })}
      />
      <CommitField
        label={t('inspector.description')}
        value={description}
        rows={2}
        maxLength={5_000}
        onCommit={(next) => void act().describeWorkflow(id, { description: next })}
      />
      <Select
        label={t('inspector.aspect')}
        hint={t('inspector.aspectHint')}
        value={aspect}
        options={aspectOptions}
        onChange={(next) => act().setSetting('aspect', next)}
      />
    </Section>
  )
}
