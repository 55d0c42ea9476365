import { ChevronLeft, ChevronRight } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { Take } from '../../nodes/takes.ts'
import { useStore } from '../store/index.ts'
import { IconButton } from '../ui/IconButton.tsx'
import type { Viewed } from './use-viewed.ts'

export function neighbourTake({ takes, take }: Viewed, step: 1 | -1): Take | undefined {
  const inOrder = takes.toSorted((a, b) => a.number - b.number)
  const present = inOrder.findIndex(({ mediaId }) => mediaId === take?.mediaId)
  return present === -1 ? undefined : inOrder[present + step]
}

/** Leafs through the takes of a node; the one shown is the one that flows on. */
export function TakeSwitcher({ viewed }: { readonly viewed: Viewed }) {
  const { t } = useTranslation('viewer')
  const chooseTake = useStore((state) => state.chooseTake)
  const view = useStore((state) => state.view)
  const { take, takes } = viewed
  if (!take || takes.length < 2) return null
  const choose = (next: Take | undefined) => {
    if (!next) return
    chooseTake(next.nodeId, next.mediaId)
    view(next.mediaId, next.nodeId)
  }
  const before = neighbourTake(viewed, -1)
  const after = neighbourTake(viewed, 1)
  return (
    <div className="flex items-center">
      <IconButton
        size="compact"
        label={t('takeBefore')}
        keys="["
        icon={<ChevronLeft />}
        disabledReason={before ? undefined : t('firstTake')}
        onClick={() => choose(before)}
      />
      <span className="tabular text-12 text-text-2">
        {t('takeOf', { number: take.number, count: takes.length })}
      </span>
      <IconButton
        size="compact"
        label={t('takeAfter')}
        keys="]"
        icon={<ChevronRight />}
        disabledReason={after ? undefined : t('lastTake')}
        onClick={() => choose(after)}
      />
    </div>
  )
}
