import { useEffect } from 'react'
import type { FilmExport } from '../../../nodes/contract/films.ts'
import { errorText, translate } from '../../i18n/index.ts'
import { useStore } from '../../store/index.ts'
import { act } from '../act.ts'
import { useExportDialog, watchExport } from './export-dialog.ts'
import { fileNameOf } from './export-files.ts'

/** Says how an export ended, to those who look elsewhere and to those who listen. */
export function useExportNews(): void {
  useEffect(
    () =>
      useStore.subscribe(({ exports }, before) => {
        if (exports === before.exports) return
        for (const now of exports) {
          const earlier = before.exports.find(({ id }) => id === now.id)
          if (earlier?.state === 'running' && now.state !== 'running') tell(now)
        }
      }),
    [],
  )
}

function tell({ id, state, files, error }: FilmExport): void {
  const { nodeId, exportId } = useExportDialog.getState()
  const watched = nodeId !== undefined && exportId === id
  const action = { label: translate('exports:toastOpen'), perform: () => watchExport(id) }
  if (state === 'done') {
    const text = translate('exports:toastDone', { name: fileNameOf(files[0] ?? '') })
    if (watched) act().announce(translate('exports:say.done'))
    else act().toast({ kind: 'success', text, action })
  } else if (state === 'stopped') act().announce(translate('exports:say.stopped'))
  else if (error && !watched) act().toast({ kind: 'error', text: errorText(error), action })
}
