import { FolderOpen } from 'lucide-react'
import type { Ref } from 'react'
import { useTranslation } from 'react-i18next'
import { getStore, useStore } from '../../store/index.ts'
import { Button } from '../../ui/Button.tsx'
import { TextField } from '../../ui/TextField.tsx'
import { pickFolder } from './export-files.ts'

interface FolderFieldProps {
  readonly value: string
  readonly inputRef: Ref<HTMLInputElement>
  readonly onChange: (folder: string) => void
}

/** Where the film goes. The desktop app lets the person pick; in a browser the path is typed. */
export function FolderField({ value, inputRef, onChange }: FolderFieldProps) {
  const { t } = useTranslation('exports')
  const usual = useStore((state) => exportsFolderOf(state.dataFolder))
  const pick = async () => {
    const folder = await pickFolder?.(value.trim() || usual).catch(getStore().toastError)
    if (folder) onChange(folder)
  }
  return (
    <div className="flex items-end gap-2">
      <div className="min-w-0 grow">
        <TextField
          label={t('folder')}
          value={value}
          inputRef={inputRef}
          placeholder={usual || t('folderLibrary')}
          onChange={onChange}
        />
      </div>
      {pickFolder && (
        <Button className="self-start mt-5.5" icon={<FolderOpen />} onClick={() => void pick()}>
          {t('pickFolder')}
        </Button>
      )}
    </div>
  )
}

function exportsFolderOf(dataFolder: string): string {
  if (dataFolder === '') return ''
  return `${dataFolder}${dataFolder.includes('\\') ? '\\' : '/'}exports`
}
