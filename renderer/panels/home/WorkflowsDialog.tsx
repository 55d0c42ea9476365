import { FileInput, Plus, Sparkle } from 'lucide-react'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { WorkflowSummary } from '../../../nodes/contract/records.ts'
import { useStore } from '../../store/index.ts'
import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { bestScore } from '../../ui/match.ts'
import { SearchField } from '../../ui/SearchField.tsx'
import { act } from '../act.ts'
import type { DialogProps } from '../Dialogs.tsx'
import { openWorkflowFile } from './open-file.ts'
import { WorkflowCard } from './WorkflowCard.tsx'

/** Home: every workflow of the library, and the ways to begin another. */
export function WorkflowsDialog({ open, onClose }: DialogProps) {
  const { t } = useTranslation('dialogs')
  return (
    <Dialog open={open} onClose={onClose} title={t('workflows.title')} width="large">
      <Home onClose={onClose} />
    </Dialog>
  )
}

function Home({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation('dialogs')
  const workflows = useStore((state) => state.workflows)
  const [search, setSearch] = useState('')
  useEffect(() => void act().refreshWorkflows(), [])
  const shown = find(workflows, search)
  return (
    <div className="flex max-h-[64vh] min-h-80 flex-col">
      <div className="flex shrink-0 flex-wrap items-center gap-2 border-b border-line p-3">
        <div className="min-w-48 grow">
          <SearchField label={t('workflows.search')} value={search} onChange={setSearch} />
        </div>
        <Actions onClose={onClose} />
      </div>
      {shown.length === 0 ? (
        <EmptyState text={t(search === '' ? 'workflows.empty' : 'workflows.none')} />
      ) : (
        <ul className="grid min-h-0 grow auto-rows-min grid-cols-[repeat(auto-fill,minmax(250px,1fr))] gap-3 overflow-y-auto p-3">
          {shown.map((workflow) => (
            <WorkflowCard key={workflow.id} workflow={workflow} onOpened={onClose} />
          ))}
        </ul>
      )}
    </div>
  )
}

function Actions({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation('dialogs')
  const then = (work: () => Promise<unknown>) => () => {
    onClose()
    void work()
  }
  return (
    <>
      <Button icon={<FileInput />} onClick={then(openWorkflowFile)}>
        {t('workflows.file')}
      </Button>
      <Button icon={<Sparkle />} onClick={then(() => act().openSample())}>
        {t('workflows.sample')}
      </Button>
      <Button look="primary" icon={<Plus />} onClick={then(() => act().createWorkflow())}>
        {t('workflows.new')}
      </Button>
    </>
  )
}

function find(workflows: readonly WorkflowSummary[], search: string): readonly WorkflowSummary[] {
  const newest = workflows.toSorted((a, b) => b.updatedAt - a.updatedAt)
  return newest.filter(({ name, description }) => bestScore([name, description], search) > 0)
}
