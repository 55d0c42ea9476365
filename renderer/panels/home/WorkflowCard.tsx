import { Ellipsis, Workflow } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { WorkflowSummary } from '../../../nodes/contract/records.ts'
import { posterUrl } from '../../api.ts'
import { useStore } from '../../store/index.ts'
import { AlertDialog } from '../../ui/AlertDialog.tsx'
import { IconButton } from '../../ui/IconButton.tsx'
import { Menu, MenuItem, MenuSeparator } from '../../ui/Menu.tsx'
import { StatePill } from '../../ui/StatePill.tsx'
import { act } from '../act.ts'
import { openPackageExport } from '../package/package-dialog.ts'
import { EditDialog, type Editable } from './EditDialog.tsx'
import { timeAgo } from './time-ago.ts'

interface WorkflowCardProps {
  readonly workflow: WorkflowSummary
  readonly onOpened: () => void
}

export function WorkflowCard({ workflow, onOpened }: WorkflowCardProps) {
  const { t } = useTranslation('dialogs')
  const isOpen = useStore((state) => state.workflow?.id === workflow.id)
  const open = () => {
    onOpened()
    if (!isOpen) void act().openWorkflow(workflow.id)
  }
  return (
    <li className="relative flex rounded-8 border border-line bg-card hover:border-line-strong">
      <button
        type="button"
        aria-label={t('workflows.open', { name: workflow.name })}
        className="flex min-w-0 grow gap-3 rounded-8 p-2 text-left"
        onClick={open}
      >
        <span className="flex h-24 w-16 shrink-0 items-center justify-center overflow-hidden rounded-4 bg-surround text-on-surround/50">
          <PosterOf workflow={workflow} />
        </span>
        <span className="flex min-w-0 grow flex-col gap-1 py-0.5 pr-6">
          <span className="truncate font-semibold">{workflow.name}</span>
          <span className="line-clamp-2 text-12 text-text-2">{workflow.description}</span>
          <Numbers workflow={workflow} isOpen={isOpen} />
        </span>
      </button>
      <CardMenu workflow={workflow} />
    </li>
  )
}

function PosterOf({ workflow }: { readonly workflow: WorkflowSummary }) {
  const [failed, setFailed] = useState(false)
  if (workflow.posterId === undefined || failed) return <Workflow />
  return (
    <img
      src={posterUrl(workflow.posterId)}
      alt=""
      draggable={false}
      className="size-full object-contain"
      onError={() => setFailed(true)}
    />
  )
}

function Numbers({ workflow, isOpen }: { readonly workflow: WorkflowSummary; readonly isOpen: boolean }) {
  const { t, i18n } = useTranslation('dialogs')
  const { nodeCount, videoCount, status, updatedAt } = workflow
  return (
    <span className="tabular mt-auto flex flex-col gap-1 text-12 text-text-3">
      <span>
        {t('workflows.nodes', { count: nodeCount })} · {t('workflows.videos', { count: videoCount })}
      </span>
      <span className="flex flex-wrap items-center gap-x-2 gap-y-1">
        <span className="whitespace-nowrap">
          {t('workflows.changed', { time: timeAgo(updatedAt, i18n.language) })}
        </span>
        {isOpen && <StatePill tone="busy">{t('workflows.isOpen')}</StatePill>}
        {!isOpen && status === 'draft' && <StatePill tone="calm">{t('workflows.draft')}</StatePill>}
      </span>
    </span>
  )
}

function CardMenu({ workflow }: { readonly workflow: WorkflowSummary }) {
  const { t } = useTranslation(['dialogs', 'packages'])
  const [editing, setEditing] = useState<Editable>()
  const [removing, setRemoving] = useState(false)
  const { id, name } = workflow
  const remove = () => {
    setRemoving(false)
    void act().removeWorkflow(id)
  }
  return (
    <div className="absolute top-1 right-1">
      <Menu
        align="end"
        trigger={<IconButton size="compact" label={t('workflows.more', { name })} icon={<Ellipsis />} />}
      >
        <MenuItem onSelect={() => setEditing('name')}>{t('workflows.rename')}</MenuItem>
        <MenuItem onSelect={() => setEditing('description')}>{t('workflows.describe')}</MenuItem>
        <MenuItem onSelect={() => void act().duplicateWorkflow(id)}>{t('workflows.duplicate')}</MenuItem>
        <MenuItem onSelect={() => openPackageExport([id])}>{t('packages:card')}</MenuItem>
        <MenuSeparator />
        <MenuItem onSelect={() => setRemoving(true)}>{t('workflows.remove')}</MenuItem>
      </Menu>
      <EditDialog workflow={workflow} editing={editing} onClose={() => setEditing(undefined)} />
      <AlertDialog
        open={removing}
        danger
        title={t('workflows.removeTitle', { name })}
        text={t('workflows.removeText')}
        action={t('workflows.removeAction')}
        onConfirm={remove}
        onCancel={() => setRemoving(false)}
      />
    </div>
  )
}
