import { CircleAlert, CircleCheck, TriangleAlert } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useStore } from '../../store/index.ts'
import { Button } from '../../ui/Button.tsx'
import { Remedies } from '../../canvas/node/Remedies.tsx'
import { act } from '../act.ts'
import { showNode } from '../show-node.ts'
import { useProblems, type Fix, type Problem } from './problems.ts'

export function ProblemsPanel() {
  const { t } = useTranslation('panels')
  const problems = useProblems()
  if (problems.length === 0) {
    return (
      <p className="flex items-center gap-2 p-4 text-text-2">
        <CircleCheck className="text-ok" />
        {t('problems.none')}
      </p>
    )
  }
  return (
    <ul aria-label={t('problems.list')} className="h-full overflow-y-auto py-1">
      {problems.map((problem) => (
        <Row key={problem.id} problem={problem} />
      ))}
    </ul>
  )
}

function Row({ problem }: { readonly problem: Problem }) {
  const { t } = useTranslation('panels')
  const { severity, subject, sentence, nodeId, fix } = problem
  return (
    <li className="flex min-h-8 items-center gap-2 px-3 py-0.5 hover:bg-card">
      <span className="shrink-0">
        {severity === 'err' ? <CircleAlert className="text-err" /> : <TriangleAlert className="text-warn" />}
      </span>
      <span className="w-40 shrink-0 truncate font-medium" title={subject}>
        {subject}
      </span>
      <span className="min-w-0 grow text-text-2 select-text">{sentence}</span>
      {nodeId !== undefined && (
        <Button size="compact" look="quiet" onClick={() => showNode(nodeId)}>
          {t('show')}
        </Button>
      )}
      {fix?.kind === 'obstacle' ? <Remedies trouble={fix} /> : fix && <FixButton fix={fix} />}
    </li>
  )
}

type Simple = Exclude<Fix, { kind: 'obstacle' }>

function FixButton({ fix }: { readonly fix: Simple }) {
  const { t } = useTranslation('panels')
  const running = useStore((state) => state.activeRunId !== undefined)
  const runs = fix.kind === 'make-again' || fix.kind === 'retry'
  return (
    <Button
      size="compact"
      disabledReason={runs && running ? t('outline.running') : undefined}
      onClick={() => perform(fix)}
    >
      {t(`problems.fix.${fix.kind}`)}
    </Button>
  )
}

function perform(fix: Simple): void {
  const { openConnect, disconnect, run, openSettings, reloadWorkflow } = act()
  switch (fix.kind) {
    case 'connect':
      return openConnect({ nodeId: fix.nodeId, port: { name: fix.port, side: 'input' } })
    case 'disconnect':
      return disconnect([fix.connectionId])
    case 'make-again':
    case 'retry':
      return void run({ kind: 'nodes', nodeIds: [fix.nodeId] })
    case 'choose-file':
      // The inspector has the field.
      return showNode(fix.nodeId)
    case 'settings':
      return openSettings('engine')
    case 'reload':
      return void reloadWorkflow()
  }
}
