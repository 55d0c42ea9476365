import { useEffect, useState } from 'react'
import { nodeName } from '../../i18n/node-words.ts'
import type { NodeView } from '../../store/types.ts'
import { ProgressBar } from '../../ui/ProgressBar.tsx'
import { formatLength } from '../../viewer/timecode.ts'

/** The bar under the header while a node works. */
export function ProgressLine({ view }: { readonly view: NodeView }) {
  if (view.run?.state !== 'running') return <div className="h-[3px]" />
  return <ProgressBar label={nodeName(view.node)} value={view.run.progress} />
}

/** How long a node has been working. */
export function Elapsed({ since }: { readonly since: number }) {
  const [now, setNow] = useState(Date.now)
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 1_000)
    return () => clearInterval(timer)
  }, [])
  return formatLength(Math.max(0, (now - since) / 1_000))
}
