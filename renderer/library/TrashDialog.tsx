import { useTranslation } from 'react-i18next'
import type { MediaUse } from '../../nodes/contract/library.ts'
import { act } from '../panels/act.ts'
import { useStore } from '../store/index.ts'
import type { TrashQuestion } from '../store/trash.ts'
import { AlertDialog } from '../ui/AlertDialog.tsx'

const MOST_NAMED = 5

/** Before files go that a workflow uses or an earlier version shows, and before anything goes for good. */
export function TrashDialog() {
  const { t } = useTranslation('trash')
  const question = useStore((state) => state.trashQuestion)
  if (!question) return null
  const { kind, count } = question
  return (
    <AlertDialog
      open
      title={t(kind === 'trash' ? 'askTrash' : 'askPurge', { count })}
      text={<Consequences question={question} />}
      action={t(kind === 'trash' ? 'trash' : 'purge')}
      danger={kind === 'purge'}
      onConfirm={() => act().answerTrash(true)}
      onCancel={() => act().answerTrash(false)}
    />
  )
}

/** Within a description, so everything here is a span. */
function Consequences({ question: { kind, uses, versions } }: { readonly question: TrashQuestion }) {
  const { t } = useTranslation('trash')
  const workflows = byWorkflow(uses)
  return (
    <span className="flex flex-col gap-2">
      {workflows.length > 0 && (
        <>
          <span>{t('usedIn', { count: workflows.length })}</span>
          <span className="flex max-h-40 flex-col gap-1 overflow-y-auto text-text-1">
            {workflows.slice(0, MOST_NAMED).map(({ id, name, nodes, active }) => (
              <span key={id} className="break-words">
                <span className="font-medium">{name}</span>
                <span className="text-text-2">
                  {' · '}
                  {nodes.slice(0, 3).join(t('comma'))}
                  {nodes.length > 3 && t('andNodes', { count: nodes.length - 3 })}
                  {active && ` · ${t('shownNow')}`}
                </span>
              </span>
            ))}
          </span>
          {workflows.length > MOST_NAMED && (
            <span>{t('andMore', { count: workflows.length - MOST_NAMED })}</span>
          )}
        </>
      )}
      {versions > 0 && <span>{t('shownIn', { count: versions })}</span>}
      <span>{t(whatFollows(kind, workflows.length > 0 ? 'used' : versions > 0 ? 'shown' : 'free'))}</span>
    </span>
  )
}

/** `shown`: by earlier versions alone. */
function whatFollows(kind: TrashQuestion['kind'], by: 'used' | 'shown' | 'free') {
  if (kind === 'trash') return by === 'used' ? 'trashFollows' : 'trashShown'
  return ({ used: 'purgeFollows', shown: 'purgeShown', free: 'purgeUnused' } as const)[by]
}

interface UsedIn {
  readonly id: string
  readonly name: string
  readonly nodes: string[]
  /** A node shows it now, or takes it in. */
  active: boolean
}

function byWorkflow(uses: readonly MediaUse[]): UsedIn[] {
  const found = new Map<string, UsedIn>()
  for (const { workflowId, workflowName, nodeTitle, as } of uses) {
    const entry = found.get(workflowId) ?? { id: workflowId, name: workflowName, nodes: [], active: false }
    if (!entry.nodes.includes(nodeTitle)) entry.nodes.push(nodeTitle)
    entry.active ||= as !== 'take'
    found.set(workflowId, entry)
  }
  return [...found.values()].toSorted((a, b) => Number(b.active) - Number(a.active))
}
