import { useTranslation } from 'react-i18next'
import { useCommand } from '../../commands.ts'
import { Button } from '../../ui/Button.tsx'
import { Section } from './Section.tsx'

const actions = ['run-selected', 'new-takes', 'duplicate', 'tidy', 'disconnect-all', 'delete']

export function SeveralInspector({ ids }: { readonly ids: readonly string[] }) {
  const { t } = useTranslation('panels')
  return (
    <Section title={t('inspector.selected', { count: ids.length })}>
      <div className="flex flex-col gap-2">
        {actions.map((id) => (
          <CommandButton key={id} id={id} />
        ))}
      </div>
    </Section>
  )
}

function CommandButton({ id }: { readonly id: string }) {
  const { label, disabledReason, perform } = useCommand(id)
  return (
    <Button disabledReason={disabledReason} look={id === 'delete' ? 'danger' : 'normal'} onClick={perform}>
      {label}
    </Button>
  )
}
