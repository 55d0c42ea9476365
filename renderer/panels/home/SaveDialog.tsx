import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useStore } from '../../store/index.ts'
import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { TextField } from '../../ui/TextField.tsx'
import { act } from '../act.ts'
import type { DialogProps } from '../Dialogs.tsx'

/** A draft becomes a saved workflow by getting a name. Its content was kept all along. */
export function SaveDialog({ open, onClose }: DialogProps) {
  const { t } = useTranslation('dialogs')
  return (
    <Dialog open={open} onClose={onClose} title={t('workflows.nameTitle')} width="small">
      <NameForm onClose={onClose} />
    </Dialog>
  )
}

function NameForm({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation(['dialogs', 'panels'])
  const workflow = useStore((state) => state.workflow)
  const [name, setName] = useState(workflow?.name ?? '')
  const empty = name.trim() === ''
  const save = async () => {
    if (!workflow || empty) return
    onClose()
    await act().saveNow()
    await act().describeWorkflow(workflow.id, { name: name.trim() })
  }
  return (
    <div className="flex flex-col gap-4 p-4">
      <TextField
        label={t('workflows.nameField')}
        value={name}
        maxLength={200}
        error={empty ? t('workflows.nameEmpty') : undefined}
        onChange={setName}
        onEnter={() => void save()}
      />
      <div className="flex justify-end gap-2">
        <Button onClick={onClose}>{t('panels:cancel')}</Button>
        <Button
          look="primary"
          disabledReason={empty ? t('workflows.nameEmpty') : undefined}
          onClick={() => void save()}
        >
          {t('workflows.save')}
        </Button>
      </div>
    </div>
  )
}
