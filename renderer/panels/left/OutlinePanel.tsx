import { useVirtualizer } from '@tanstack/react-virtual'
import { Plus } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { selectStoryOrder, useStore } from '../../store/index.ts'
import { Button } from '../../ui/Button.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { PanelHeader } from '../../ui/PanelHeader.tsx'
import { act } from '../act.ts'
import { OutlineRow } from './OutlineRow.tsx'

const ROW_HEIGHT = 56

/** The graph as a list, in the order of the story: everything the canvas can do, without pointing at it. */
export function OutlinePanel() {
  const { t } = useTranslation('panels')
  const order = useStore(selectStoryOrder)
  return (
    <>
      <PanelHeader id="left-title" title={t('outline.title')} />
      {order.length === 0 ? (
        <EmptyState
          text={t('outline.empty')}
          action={
            <Button look="primary" icon={<Plus />} onClick={() => act().addNode('prompt')}>
              {t('outline.addPrompt')}
            </Button>
          }
        />
      ) : (
        <Rows order={order} />
      )}
    </>
  )
}

function Rows({ order }: { readonly order: readonly string[] }) {
  const { t } = useTranslation('panels')
  const [frame, setFrame] = useState<HTMLElement | null>(null)
  // oxlint-disable-next-line react/incompatible-library -- no compiler memoizes here, and the rows stay in this component
  const list = useVirtualizer({
    count: order.length,
    getScrollElement: () => frame,
    estimateSize: () => ROW_HEIGHT,
    overscan: 6,
    getItemKey: (index) => order[index]!,
  })
  return (
    <div ref={setFrame} className="min-h-0 grow overflow-y-auto">
      <ol aria-label={t('outline.table')} className="relative" style={{ height: list.getTotalSize() }}>
        {list.getVirtualItems().map((row) => (
          <li
            key={row.key}
            aria-setsize={order.length}
            aria-posinset={row.index + 1}
            className="absolute inset-x-0"
            style={{ top: row.start, height: ROW_HEIGHT }}
          >
            <OutlineRow nodeId={order[row.index]!} />
          </li>
        ))}
      </ol>
    </div>
  )
}
