import { FolderOpen, X } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { act } from '../../panels/act.ts'
import { pickFolder } from '../../panels/export/export-files.ts'
import { Button } from '../../ui/Button.tsx'
import { IconButton } from '../../ui/IconButton.tsx'
import { TextField } from '../../ui/TextField.tsx'
import { addFolder, removeFolder, useHealth } from './health-store.ts'

/** Where to look for what is missing. The desktop app lets the person pick; in a browser the path is typed. */
export function SearchFolders() {
  const { t } = useTranslation('health')
  const folders = useHealth((state) => state.folders)
  const [typed, setTyped] = useState('')
  const add = () => {
    addFolder(typed.trim())
    setTyped('')
  }
  const pick = async () => {
    const folder = await pickFolder?.(typed.trim()).catch(act().toastError)
    if (folder) addFolder(folder)
  }
  return (
    <div className="flex flex-col gap-1">
      <div className="flex items-start gap-2">
        <div className="min-w-0 grow">
          <TextField
            label={t('folder')}
            hint={t('folderHint')}
            value={typed}
            onChange={setTyped}
            onEnter={add}
          />
        </div>
        <Button className="mt-5.5" onClick={add} disabled={typed.trim() === ''}>
          {t('add')}
        </Button>
        {pickFolder && (
          <Button className="mt-5.5" icon={<FolderOpen />} onClick={() => void pick()}>
            {t('pick')}
          </Button>
        )}
      </div>
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
