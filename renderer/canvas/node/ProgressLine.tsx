import { X } from 'lucide-react'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { nodeName } from '../../i18n/node-words.ts'
import { getStore } from '../../store/index.ts'
import type { NodeView } from '../../store/types.ts'
import { IconButton } from '../../ui/IconButton.tsx'
import { ProgressBar } from '../../ui/ProgressBar.tsx'
import { formatLength } from '../../viewer/timecode.ts'

/** The bar under the header while a node works. */
export function ProgressLine({ view }: { readonly view: NodeView }) {
  if (view.run?.state !== 'running') return <div className="h-[3px]" />
  return <ProgressBar label={nodeName(view.node)} value={view.run.progress} />
}

/** How long it has been working, and the way to stop it. */
export function WorkingRow({ view }: { readonly view: NodeView }) {
  const { t } = useTranslation('canvas')
  const { run } = view
  if (run?.state !== 'running' && run?.state !== 'waiting') return null
  return (
    <div className="flex h-6 items-center gap-1 text-12 text-text-3">
      <span className="tabular grow">
        {run.state === 'running' && run.startedAt !== undefined && <Elapsed since={run.startedAt} />}
      </span>
      <IconButton
        size="compact"
        label={t('cancel')}
        icon={<X className="size-3.5" />}
        className="nodrag"
        onClick={() => void getStore().stopRun()}
      />
    </div>
  )
}

function Elapsed({ since }: { readonly since: number }) {
  const [now, setNow] = useState(Date.now)
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 1_000)
    return () => clearInterval(timer)
  }, [])
  return formatLength(Math.max(0, (now - since) / 1_000))
}
