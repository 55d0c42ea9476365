import { BookmarkPlus } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '../../ui/Button.tsx'
import { TextField } from '../../ui/TextField.tsx'
import { keepVersion } from './versions.ts'

/** Gives the workflow as it is now a name, under which it is kept until somebody removes it. */
export function KeepVersion() {
  const { t } = useTranslation('history')
  const [name, setName] = useState<string>()
  if (name === undefined) {
    return (
      <Button icon={<BookmarkPlus />} onClick={() => setName('')}>
        {t('keep')}
      </Button>
    )
  }
  const keep = () => {
    if (name.trim() !== '') void keepVersion(name.trim()).then(() => setName(undefined))
  }
  return (
    <div className="flex items-center gap-2">
      <TextField
        label={t('name')}
        hideLabel
        placeholder={t('name')}
        value={name}
        maxLength={200}
        inputRef={(input) => input?.focus()}
        onChange={setName}
        onEnter={keep}
      />
      <Button look="primary" disabled={name.trim() === ''} onClick={keep}>
        {t('keepIt')}
      </Button>
    </div>
  )
}
