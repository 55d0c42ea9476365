import { Play } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { nodeName, optionLabel } from '../../i18n/node-words.ts'
import { getStore, useStore } from '../../store/index.ts'
import type { NodeView } from '../../store/types.ts'
import { IconButton } from '../../ui/IconButton.tsx'

/** What it is made with, what it costs, and the button that makes it. */
export function Footer({ view }: { readonly view: NodeView }) {
  const { t, i18n } = useTranslation('canvas')
  const { node, status } = view
  const model = useStore(({ models }) => models.find(({ id }) => id === status.params['model']))
  const running = useStore((state) => state.activeRunId !== undefined)
  const run = () => void getStore().run({ kind: 'nodes', nodeIds: [node.id] })
  const seconds = status.params['seconds']
  const facts = [
    model
      ? model.title
      : node.type === 'video-stitcher'
        ? t('footer.local')
        : String(status.params['model'] ?? ''),
    typeof seconds === 'number' &&
      new Intl.NumberFormat(i18n.language, { style: 'unit', unit: 'second', unitDisplay: 'narrow' }).format(
        seconds,
      ),
    typeof status.params['aspect'] === 'string' && status.params['aspect'],
    typeof status.params['size'] === 'string' && optionLabel('size', status.params['size']),
  ]
  return (
    <footer className="flex h-8 items-center gap-2 border-t border-line pr-1 pl-3 text-12 text-text-3">
      <span className="min-w-0 grow truncate">{facts.filter(Boolean).join(' · ')}</span>
      <span className="shrink-0">{model === undefined || model.local ? t('footer.free') : null}</span>
      <IconButton
        size="compact"
        label={t('footer.run', { node: nodeName(node) })}
        disabledReason={running ? t('footer.running') : undefined}
        icon={<Play className="size-3.5" />}
        onClick={run}
        className="nodrag"
      />
    </footer>
  )
}
