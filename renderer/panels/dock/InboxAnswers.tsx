import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Job, JobAnswer } from '../../../nodes/contract/money.ts'
import { moneyText } from '../../i18n/money-words.ts'
import { OutsideLink } from '../../settings/OutsideLink.tsx'
import { nodeById, useStore } from '../../store/index.ts'
import { AlertDialog } from '../../ui/AlertDialog.tsx'
import { Button } from '../../ui/Button.tsx'
import { act } from '../act.ts'
import { showNode } from '../show-node.ts'
import { answersTo } from './inbox.ts'

const words = {
  check: 'inbox.check',
  cancel: 'inbox.cancel',
  resume: 'inbox.resume',
  'not-charged': 'inbox.notCharged',
  charged: 'inbox.leave',
} as const satisfies Record<JobAnswer, string>

/** What a person can do about a job, and the way to the node that it is for. */
export function InboxAnswers({ job }: { readonly job: Job }) {
  const { t } = useTranslation('money')
  const provider = useStore((state) => state.providers?.find(({ id }) => id === job.provider))
  const given = useStore((state) => state.answering[job.id])
  const [asking, setAsking] = useState(false)
  const cannot = (answer: JobAnswer) =>
    answer === 'cancel' && provider?.canCancel === false
      ? t('inbox.cannotCancel', { provider: provider.title })
      : undefined
  const say = (answer: JobAnswer) => {
    if (answer === 'not-charged') setAsking(true)
    else void act().answerJob(job.id, answer)
  }
  return (
    <div className="flex flex-wrap gap-2 select-none">
      {answersTo(job).map((answer) => (
        <Button
          key={answer}
          size="compact"
          disabledReason={given ? t('inbox.telling') : cannot(answer)}
          title={answer === 'charged' ? t('inbox.leaveWhy') : undefined}
          aria-label={t('inbox.about', { action: t(words[answer]), node: job.nodeTitle })}
          onClick={() => say(answer)}
        >
          {answer === 'check' && given === 'check' ? t('inbox.checking') : t(words[answer])}
        </Button>
      ))}
      <ShowButton job={job} />
      <AlertDialog
        open={asking}
        title={t('inbox.askTitle')}
        text={<NotChargedText job={job} billing={provider?.links.billing} />}
        action={t('inbox.askAction')}
        onCancel={() => setAsking(false)}
        onConfirm={() => {
          setAsking(false)
          void act().answerJob(job.id, 'not-charged')
        }}
      />
    </div>
  )
}

function NotChargedText({ job, billing }: { readonly job: Job; readonly billing: string | undefined }) {
  const { t } = useTranslation('money')
  const provider = job.providerTitle
  return (
    <>
      {t('inbox.askText', { provider, cost: moneyText(job.chargedUsd ?? job.estimatedUsd) })}
      {billing && (
        <span className="mt-2 block">
          <OutsideLink href={billing}>{t('inbox.billing', { provider })}</OutsideLink>
        </span>
      )}
    </>
  )
}

/** The node, if its workflow is open and still has it; else the workflow, if there is one. */
function ShowButton({ job }: { readonly job: Job }) {
  const { t } = useTranslation('money')
  const { workflowId, nodeId } = job
  const here = useStore((state) => state.workflow?.id === workflowId)
  const present = useStore((state) => nodeById(state.document, nodeId) !== undefined)
  const known = useStore((state) => state.workflows.some(({ id }) => id === workflowId))
  if (here ? !present : workflowId === undefined || !known) return null
  return (
    <Button
      size="compact"
      look="quiet"
      aria-label={t('inbox.about', {
        action: t(here ? 'inbox.showNode' : 'inbox.openWorkflow'),
        node: here ? job.nodeTitle : job.workflowName,
      })}
      onClick={() => (here ? showNode(nodeId) : void act().openWorkflow(workflowId))}
    >
      {t(here ? 'inbox.showNode' : 'inbox.openWorkflow')}
    </Button>
  )
}
