import { useEffect } from 'react'
import type { Transfer } from '../../../nodes/contract/moving.ts'
import { errorText, translate } from '../../i18n/index.ts'
import { useStore } from '../../store/index.ts'
import { act } from '../act.ts'
import { fileNameOf } from '../export/export-files.ts'
import { closePackage, usePackageDialog } from './package-dialog.ts'

/** Says how a transfer ended, opens what came in, and tells those who look elsewhere. */
export function useTransferNews(): void {
  useEffect(
    () =>
      useStore.subscribe(({ transfers }, before) => {
        if (transfers === before.transfers) return
        for (const now of transfers) {
          const earlier = before.transfers.find(({ id }) => id === now.id)
          if (earlier?.state === 'running' && now.state !== 'running') tell(now)
        }
      }),
    [],
  )
}

function tell({ id, state, kind, path, workflowIds, media, notes, error }: Transfer): void {
  const watched = usePackageDialog.getState().transferId === id
  if (state === 'stopped') return act().announce(translate('packages:stopped'))
  if (state === 'failed') {
    if (error && !watched) act().toast({ kind: 'error', text: errorText(error) })
    return undefined
  }
  const [first] = workflowIds
  const text =
    kind === 'package-out'
      ? translate('packages:written', { name: fileNameOf(path ?? ''), count: media })
      : translate('packages:arrived', { workflows: workflowIds.length, count: media })
  void act().refreshWorkflows()
  if (watched) {
    act().announce(text)
    // One workflow, and nothing to read about it: that is what was wanted.
    if (kind !== 'package-in' || workflowIds.length !== 1 || notes.length > 0) return undefined
    closePackage()
    return void act().openWorkflow(first!)
  }
  const action = first !== undefined && {
    action: { label: translate('packages:open'), perform: () => void act().openWorkflow(first) },
  }
  return act().toast({ kind: 'success', text, ...action })
}
