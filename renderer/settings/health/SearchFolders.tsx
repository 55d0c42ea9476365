import { X } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { FolderPath } from '../../panels/FolderPath.tsx'
import { Button } from '../../ui/Button.tsx'
import { IconButton } from '../../ui/IconButton.tsx'
import { addFolder, removeFolder, useHealth } from './health-store.ts'

/** Where to look for what is missing. */
export function SearchFolders() {
  const { t } = useTranslation('health')
  const folders = useHealth((state) => state.folders)
  const [typed, setTyped] = useState('')
  const add = () => {
    addFolder(typed.trim())
    setTyped('')
  }
  return (
    <div className="flex flex-col gap-1">
      <FolderPath
        label={t('folder')}
        hint={t('folderHint')}
        value={typed}
        choose={t('pick')}
        onChange={setTyped}
        onPick={addFolder}
        onEnter={add}
      >
        <Button className="mt-5.5" onClick={add} disabled={typed.trim() === ''}>
          {t('add')}
        </Button>
      </FolderPath>
      {folders.length > 0 && (
        <ul className="flex flex-col gap-1">
          {folders.map((folder) => (
            <li key={folder} className="flex items-center gap-2 rounded-4 bg-field pl-2">
              <span className="min-w-0 grow break-all select-text">{folder}</span>
              <IconButton
                size="compact"
                label={t('removeFolder', { folder })}
                icon={<X />}
                onClick={() => removeFolder(folder)}
              />
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}
