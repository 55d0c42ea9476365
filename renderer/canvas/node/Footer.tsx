import { Play, Square } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { RunNode } from '../../../nodes/contract/records.ts'
import type { ModelInfo } from '../../../nodes/models.ts'
import { modelTitle, nodeName, optionLabel } from '../../i18n/node-words.ts'
import { getStore, useStore } from '../../store/index.ts'
import type { NodeView } from '../../store/types.ts'
import { IconButton } from '../../ui/IconButton.tsx'
import { Elapsed } from './ProgressLine.tsx'

/** What it is made with, what it costs, and the button that makes it; while it works, for how long and how to stop. */
export function Footer({ view }: { readonly view: NodeView }) {
  const { run } = view
  const works = run?.state === 'running' || run?.state === 'waiting'
  return (
    <footer className="flex h-8 items-center gap-2 border-t border-line pr-1 pl-3 text-12 text-text-3">
      {works ? <Working run={run} /> : <AtRest view={view} />}
    </footer>
  )
}

function Working({ run }: { readonly run: RunNode }) {
  const { t } = useTranslation('canvas')
  return (
    <>
      <span className="tabular min-w-0 grow truncate">
        {run.state === 'running' && run.startedAt !== undefined && <Elapsed since={run.startedAt} />}
      </span>
      <IconButton
        size="compact"
        label={t('cancel')}
        icon={<Square className="size-3.5" />}
        onClick={() => void getStore().stopRun()}
        className="nodrag"
      />
    </>
  )
}

function AtRest({ view }: { readonly view: NodeView }) {
  const { t } = useTranslation('canvas')
  const { node, status } = view
  const model = useStore(({ models }) => models.find(({ id }) => id === status.params['model']))
  const running = useStore((state) => state.activeRunId !== undefined)
  const facts = useFacts(view, model)
  return (
    <>
      <span className="min-w-0 grow truncate" title={facts}>
        {facts}
      </span>
      {(model === undefined || model.local) && <span className="shrink-0">{t('footer.free')}</span>}
      <IconButton
        size="compact"
        label={t('footer.run', { node: nodeName(node) })}
        disabledReason={running ? t('footer.running') : undefined}
        icon={<Play className="size-3.5" />}
        onClick={() => void getStore().run({ kind: 'nodes', nodeIds: [node.id] })}
        className="nodrag"
      />
    </>
  )
}

/** "Moving storyboard · 3s · 9:16" */
function useFacts({ node, status }: NodeView, model: ModelInfo | undefined): string {
  const { t, i18n } = useTranslation('canvas')
  const { model: modelId, seconds, aspect, size } = status.params
  const length = { style: 'unit', unit: 'second', unitDisplay: 'narrow' } as const
  const facts = [
    (model && modelTitle(model)) ?? (node.type === 'video-stitcher' ? t('footer.local') : modelId),
    typeof seconds === 'number' && new Intl.NumberFormat(i18n.language, length).format(seconds),
    aspect,
    typeof size === 'string' && optionLabel('size', size),
  ]
  return facts.filter((fact) => typeof fact === 'string').join(' · ')
}
