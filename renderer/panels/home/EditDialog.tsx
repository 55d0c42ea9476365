import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { WorkflowSummary } from '../../../nodes/contract/records.ts'
import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { TextField } from '../../ui/TextField.tsx'
import { act } from '../act.ts'

export type Editable = 'name' | 'description'

interface EditDialogProps {
  readonly workflow: WorkflowSummary
  readonly editing: Editable | undefined
  readonly onClose: () => void
}

export function EditDialog({ workflow, editing, onClose }: EditDialogProps) {
  const { t } = useTranslation('dialogs')
  const title = t(editing === 'description' ? 'workflows.describeTitle' : 'workflows.renameTitle')
  return (
    <Dialog open={editing !== undefined} onClose={onClose} title={title} width="small">
      {editing && <EditForm workflow={workflow} editing={editing} onClose={onClose} />}
    </Dialog>
  )
}

function EditForm({ workflow, editing, onClose }: EditDialogProps & { readonly editing: Editable }) {
  const { t } = useTranslation(['dialogs', 'panels'])
  const [text, setText] = useState(workflow[editing])
  const empty = editing === 'name' && text.trim() === ''
  const problem = empty ? t('workflows.nameEmpty') : undefined
  const save = () => {
    if (empty) return
    onClose()
    void act().describeWorkflow(workflow.id, { [editing]: text.trim() })
  }
  return (
    <div className="flex flex-col gap-4 p-4">
      {editing === 'name' ? (
        <TextField
          label={t('workflows.nameField')}
          value={text}
          maxLength={200}
          error={problem}
          onChange={setText}
          onEnter={save}
        />
      ) : (
        <TextField
          label={t('workflows.describeField')}
          value={text}
          rows={4}
          maxLength={5_000}
          onChange={setText}
        />
      )}
      <div className="flex justify-end gap-2">
        <Button onClick={onClose}>{t('panels:cancel')}</Button>
        <Button look="primary" disabledReason={problem} onClick={save}>
          {t('workflows.save')}
        </Button>
      </div>
    </div>
  )
}
