import { useTranslation } from 'react-i18next'
import { billingLink, canStandIn, performRemedy, type Trouble } from '../../perform-remedy.ts'
import { remediesFor, startsRun, type RemedyKind } from '../../remedies.ts'
import { OutsideLink } from '../../settings/OutsideLink.tsx'
import { nameOf } from '../../i18n/node-words.ts'
import { useStore } from '../../store/index.ts'
import { Button } from '../../ui/Button.tsx'

interface RemediesProps {
  readonly trouble: Trouble
  /** Where there is room for few. */
  readonly most?: number
}

/** What can be done about an error, as buttons, the most helpful first. */
export function Remedies({ trouble, most }: RemediesProps) {
  const { t } = useTranslation('canvas')
  // Both depend on what the core tells of its providers.
  const billing = useStore(() => billingLink(trouble))
  const standIn = useStore(() => canStandIn(trouble.nodeId))
  const kinds = remediesFor(trouble.error, { standIn, billing: billing !== undefined }).slice(0, most)
  return (
    <div className="flex flex-wrap justify-center gap-1.5">
      {kinds.map((kind) =>
        kind === 'billing' ? (
          <span key={kind} className="nodrag">
            <OutsideLink href={billing!}>{t('remedy.billing')}</OutsideLink>
          </span>
        ) : (
          <RemedyButton
            key={kind}
            words={kind}
            nodeId={trouble.nodeId}
            runs={startsRun(kind)}
            onClick={() => performRemedy(kind, trouble)}
          />
        ),
      )}
    </div>
  )
}

interface RemedyButtonProps {
  readonly words: RemedyKind | 'make-again' | 'choose' | 'show'
  readonly nodeId: string
  readonly runs?: boolean | undefined
  readonly onClick: () => void
}

export function RemedyButton({ words, nodeId, runs, onClick }: RemedyButtonProps) {
  const { t } = useTranslation('canvas')
  const running = useStore((state) => state.activeRunId !== undefined)
  const node = useStore(({ document }) => nameOf(document, nodeId))
  const action = t(`remedy.${words}`)
  const wait = runs && running ? t('footer.running') : undefined
  return (
    <Button
      size="compact"
      disabledReason={wait}
      aria-label={t('remedyOf', { action, node })}
      onClick={onClick}
      className="nodrag"
    >
      {action}
    </Button>
  )
}
