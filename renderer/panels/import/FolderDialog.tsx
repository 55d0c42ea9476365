import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ImportOrder } from '../../../nodes/contract/moving.ts'
import { desktop } from '../../api.ts'
import { errorText } from '../../i18n/index.ts'
import { Button } from '../../ui/Button.tsx'
import { askForFiles } from '../../ui/ask-for-files.ts'
import { Dialog } from '../../ui/Dialog.tsx'
import { act } from '../act.ts'
import { FolderPath } from '../FolderPath.tsx'
import { closeFolderDialog, useFolderDialog } from './folder-dialog.ts'
import { pickedFiles } from './folder-files.ts'
import { WayChoice } from './WayChoice.tsx'

/** A folder of this computer comes into the library: which one, and whether its files are copied. */
export function FolderDialog() {
  const { t } = useTranslation('imports')
  const { open } = useFolderDialog()
  return (
    <Dialog open={open} onClose={closeFolderDialog} title={t('title')} width="small">
      <FolderForm />
    </Dialog>
  )
}

function FolderForm() {
  const { t } = useTranslation('imports')
  const [path, setPath] = useState('')
  const [way, setWay] = useState<ImportOrder['way']>('copy')
  const [refused, setRefused] = useState<string>()
  const named = path.trim()
  const begin = async () => {
    if (named === '') return
    try {
      await act().importPaths([named], way)
      closeFolderDialog()
    } catch (error) {
      setRefused(errorText(error))
    }
  }
  return (
    <div className="flex flex-col gap-4 p-4">
      <FolderPath
        label={t('path')}
        hint={t('pathHint')}
        value={path}
        error={refused}
        placeholder={t('pathExample')}
        choose={t('choose')}
        onChange={(text) => {
          setPath(text)
          setRefused(undefined)
        }}
        onEnter={() => void begin()}
      />
      <WayChoice way={way} onChange={setWay} />
      <div className="flex justify-end gap-2">
        {!desktop && <Button onClick={() => void pickInBrowser()}>{t('upload')}</Button>}
        <Button
          look="primary"
          disabledReason={named === '' ? t('pathFirst') : undefined}
          onClick={() => void begin()}
        >
          {t('begin')}
        </Button>
      </div>
    </div>
  )
}

/** The browser's own way to choose a folder: it hands over the files, and not where they are. */
async function pickInBrowser(): Promise<void> {
  const files = await askForFiles({ folder: true, multiple: true })
  if (files.length === 0) return
  closeFolderDialog()
  const [folder = ''] = files[0]!.webkitRelativePath.split('/')
  void act().uploadFolder(folder, pickedFiles(files))
}
