import { ChevronLeft, ChevronRight } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { Take } from '../../../nodes/takes.ts'
import { stepTake } from '../../commands/node.ts'
import { getStore } from '../../store/index.ts'

interface TakeStepsProps {
  readonly nodeId: string
  readonly take: Take
  readonly takes: readonly Take[]
}

/** Which take is active, and steps to its neighbours. */
export function TakeSteps({ nodeId, take, takes }: TakeStepsProps) {
  const { t } = useTranslation('canvas')
  const place = takes.findIndex(({ mediaId }) => mediaId === take.mediaId)
  const step = (by: -1 | 1) => stepTake(getStore(), by, nodeId)
  return (
    <span className="-mr-1 flex items-center">
      <StepButton label={t('take.previous')} disabled={place <= 0} onClick={() => step(-1)}>
        <ChevronLeft className="size-3.5" />
      </StepButton>
      <span title={t('take.of', { number: take.number, count: takes.length })}>
        {t('take.short', { number: place + 1, count: takes.length })}
      </span>
      <StepButton label={t('take.next')} disabled={place === takes.length - 1} onClick={() => step(1)}>
        <ChevronRight className="size-3.5" />
      </StepButton>
    </span>
  )
}

interface StepButtonProps {
  readonly label: string
  readonly disabled: boolean
  readonly onClick: () => void
  readonly children: React.ReactNode
}

function StepButton({ label, disabled, onClick, children }: StepButtonProps) {
  return (
    <button
      type="button"
      aria-label={label}
      disabled={disabled}
      onClick={onClick}
      className="nodrag flex size-6 items-center justify-center rounded-4 hover:bg-on-surround/15 disabled:opacity-30"
    >
      {children}
    </button>
  )
}
