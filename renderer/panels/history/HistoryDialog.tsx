import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { SnapshotContent } from '../../../nodes/contract/moving.ts'
import { difference, isSame } from '../../../nodes/history/difference.ts'
import { useStore } from '../../store/index.ts'
import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { useLater } from '../../ui/useLater.ts'
import { Changes } from './Changes.tsx'
import { DifferenceMap } from './DifferenceMap.tsx'
import { KeepVersion } from './KeepVersion.tsx'
import { VersionList } from './VersionList.tsx'
import { closeVersions, momentNow, restoreWorkflow, useVersions } from './versions.ts'

/** How the workflow was at earlier times, what is different now, and the way back. */
export function HistoryDialog() {
  const { t } = useTranslation('history')
  const { open, snapshots, loading } = useVersions()
  const name = useStore((state) => state.workflow?.name ?? '')
  return (
    <Dialog
      open={open}
      onClose={closeVersions}
      title={t('title', { name })}
      width="huge"
      actions={<KeepVersion />}
    >
      {snapshots.length === 0 ? (
        !loading && <EmptyState text={t('none')} />
      ) : (
        <div className="flex h-[66vh] min-h-0">
          <VersionList />
          <Chosen />
        </div>
      )}
    </Dialog>
  )
}

function Chosen() {
  const { t } = useTranslation('history')
  const content = useVersions((state) => state.content)
  const late = useLater(content === undefined)
  if (content) return <Version key={content.snapshot.id} content={content} />
  return <p className="p-4 text-text-3">{late && t('reading')}</p>
}

function Version({ content }: { readonly content: SnapshotContent }) {
  const { t } = useTranslation('history')
  const document = useStore((state) => state.document)
  const takes = useStore((state) => state.takes)
  const nodeId = useVersions((state) => state.nodeId)
  const now = useMemo(() => momentNow({ document, takes }), [document, takes])
  const found = useMemo(() => difference(content, now), [content, now])
  const same = isSame(found)
  return (
    <section aria-label={t('difference')} className="flex min-w-0 grow flex-col">
      <DifferenceMap
        earlier={content.document}
        now={now.document}
        found={found}
        chosenId={nodeId}
        onChoose={(id) => useVersions.setState({ nodeId: id })}
      />
      <Changes content={content} now={now.document} found={found} />
      <footer className="flex shrink-0 items-center justify-end gap-3 border-t border-line p-3">
        <p className="grow text-12 text-text-2">{t(same ? 'same' : 'restoreFollows')}</p>
        <Button look="primary" disabled={same} onClick={() => void restoreWorkflow(content)}>
          {t('restore')}
        </Button>
      </footer>
    </section>
  )
}
