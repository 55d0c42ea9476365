import type { Ref } from 'react'
import { useTranslation } from 'react-i18next'
import { useStore } from '../../store/index.ts'
import { FolderPath } from '../FolderPath.tsx'

interface FolderFieldProps {
  readonly value: string
  readonly inputRef: Ref<HTMLInputElement>
  readonly onChange: (folder: string) => void
}

/** Where the film goes. */
export function FolderField({ value, inputRef, onChange }: FolderFieldProps) {
  const { t } = useTranslation('exports')
  const usual = useStore((state) => exportsFolderOf(state.dataFolder))
  return (
    <FolderPath
      label={t('folder')}
      choose={t('pickFolder')}
      usual={usual}
      placeholder={usual || t('folderLibrary')}
      {...{ value, inputRef, onChange }}
    />
  )
}

function exportsFolderOf(dataFolder: string): string {
  if (dataFolder === '') return ''
  return `${dataFolder}${dataFolder.includes('\\') ? '\\' : '/'}exports`
}
