import { FolderInput } from 'lucide-react'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { isOwnDrag } from '../library/dragging.ts'
import { act } from './act.ts'
import { takeFolders } from './import/take-folders.ts'
import { openWorkflowOrPackage } from './package/package-dialog.ts'
import { findCarried, offerCarried } from './export/carried.ts'

/**
 * Says what will become of files that are dragged over the window. The canvas takes what is dropped on it; what
 * is dropped elsewhere comes here, so that the browser never leaves the window to show a file.
 */
export function DropOverlay() {
  const { t } = useTranslation('dialogs')
  const over = useFileDrag()
  if (!over) return null
  return (
    <div className="pointer-events-none fixed inset-0 z-70 flex items-end justify-center border-2 border-accent bg-accent/14 p-10">
      <div className="flex max-w-120 items-start gap-3 rounded-8 border border-line bg-overlay p-4 shadow-overlay">
        <FolderInput className="mt-0.5 shrink-0 text-accent" />
        <div>
          <p className="text-15 font-semibold">{t('drop.text')}</p>
          <p className="text-text-2">{t('drop.detail')}</p>
          <p className="text-text-2">{t('drop.workflow')}</p>
        </div>
      </div>
    </div>
  )
}

function useFileDrag(): boolean {
  const [over, setOver] = useState(false)
  useEffect(() => {
    const stop = new AbortController()
    const { signal } = stop
    const on = (
      type: 'dragover' | 'dragleave' | 'drop',
      listener: (event: DragEvent) => void,
      capture = false,
    ) => window.addEventListener(type, listener, { signal, capture })
    on('dragover', (event) => {
      if (!hasFiles(event)) return
      event.preventDefault()
      setOver(true)
    })
    on('dragleave', (event) => {
      if (event.relatedTarget === null) setOver(false)
    })
    on('drop', () => setOver(false), true)
    on('drop', (event) => {
      if (event.defaultPrevented || !hasFiles(event)) return
      event.preventDefault()
      if (event.dataTransfer && takeFolders(event.dataTransfer)) return
      void take([...(event.dataTransfer?.files ?? [])])
    })
    return () => stop.abort()
  }, [])
  return over
}

function hasFiles(event: DragEvent): boolean {
  return !isOwnDrag() && (event.dataTransfer?.types.includes('Files') ?? false)
}

async function take(files: readonly File[]): Promise<void> {
  const workflow = files.find(({ name }) => /\.(json|sceneloom)$/i.test(name))
  if (workflow) return openWorkflowOrPackage(workflow)
  const imported = await act().importFiles(files)
  const carried = await findCarried(imported.filter((media) => media !== undefined))
  if (carried) offerCarried(carried)
}
