import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { act } from '../panels/act.ts'
import { useStore } from '../store/index.ts'
import { Button } from '../ui/Button.tsx'
import { CleanUp } from './CleanUp.tsx'
import { RetentionRules } from './RetentionRules.tsx'
import { StorageMeter } from './StorageMeter.tsx'

/** Where the library is, what it takes up, and having some of that back. */
export function StorageSettings() {
  const { t } = useTranslation('storage')
  const storage = useStore((state) => state.storage)
  useEffect(() => void act().readStorage(), [])
  return (
    <>
      <DataFolder />
      {storage ? <StorageMeter storage={storage} /> : <p role="status">{t('reading')}</p>}
      <CleanUp />
      <RetentionRules last={storage?.last} />
    </>
  )
}

function DataFolder() {
  const { t } = useTranslation('settings')
  const folder = useStore((state) => state.dataFolder)
  const [copied, setCopied] = useState(false)
  const copy = async () => {
    await navigator.clipboard.writeText(folder)
    setCopied(true)
  }
  return (
    <>
      <div className="flex flex-col gap-1">
        <h3 className="text-12 text-text-2">{t('dataFolder')}</h3>
        <div className="flex items-center gap-2">
          <p className="min-w-0 grow rounded-4 bg-field px-2 py-1.5 break-all select-text">{folder}</p>
          <Button onClick={() => void copy()}>{t(copied ? 'copied' : 'copy')}</Button>
        </div>
      </div>
      <p className="text-12 text-text-3">{t('dataFolderHint')}</p>
    </>
  )
}
