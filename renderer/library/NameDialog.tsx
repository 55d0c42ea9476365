import { useEffect, useRef, useState, type FormEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '../ui/Button.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { TextField } from '../ui/TextField.tsx'

interface NameDialogProps {
  readonly open: boolean
  readonly title: string
  readonly label: string
  readonly action: string
  readonly initial?: string
  readonly onClose: () => void
  readonly onName: (name: string) => void
}

const LONGEST = 100

/** Asks for a name: of a collection, of a search. */
export function NameDialog({ open, title, onClose, ...rest }: NameDialogProps) {
  return (
    <Dialog open={open} onClose={onClose} title={title.replace('…', '')} width="small">
      <Asking {...rest} onClose={onClose} />
    </Dialog>
  )
}

function Asking({ label, action, initial = '', onClose, onName }: Omit<NameDialogProps, 'open' | 'title'>) {
  const { t } = useTranslation('panels')
  const [name, setName] = useState(initial)
  const field = useRef<HTMLInputElement>(null)
  // What is proposed goes with the first letter of one's own.
  useEffect(() => field.current?.select(), [])
  // A form, because its Enter is used up by it, and does not press the button that gets the keyboard back.
  const done = (event: FormEvent) => {
    event.preventDefault()
    if (name.trim() === '') return
    onName(name.trim())
    onClose()
  }
  return (
    <form className="flex flex-col gap-4 p-4" onSubmit={done}>
      <TextField inputRef={field} label={label} value={name} maxLength={LONGEST} onChange={setName} />
      <div className="flex justify-end gap-2">
        <Button onClick={onClose}>{t('cancel')}</Button>
        <Button look="primary" type="submit" disabled={name.trim() === ''}>
          {action}
        </Button>
      </div>
    </form>
  )
}
