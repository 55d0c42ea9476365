import { useEffect, useState } from 'react'
import type { ExportEstimate, ExportOrder } from '../../../nodes/contract/films.ts'
import { fromWire, toWire, type AppError } from '../../../nodes/errors.ts'
import { getStore, useStore } from '../../store/index.ts'

export interface Estimated {
  /** The last answer; it stays while the next one comes. */
  readonly estimate?: ExportEstimate
  readonly error?: AppError
  readonly waiting: boolean
}

/** Letters of a name come faster than anybody wants an answer. */
const PAUSE_MS = 250

/** What the export would be, asked anew whenever something about it changes. */
export function useEstimate(order: ExportOrder | undefined): Estimated {
  // As text, so that the same wishes are one question; what is exported is part of it.
  const rev = useStore((state) => state.rev)
  const question = order && order.name !== '' ? JSON.stringify({ order, rev }) : undefined
  const [answer, setAnswer] = useState<Omit<Estimated, 'waiting'> & { readonly to?: string }>({})
  useEffect(() => {
    if (question === undefined) return undefined
    let over = false
    const timer = setTimeout(() => {
      getStore()
        .estimateExport((JSON.parse(question) as { order: ExportOrder }).order)
        .then((estimate) => !over && setAnswer({ estimate, to: question }))
        .catch((error: unknown) => !over && setAnswer({ error: fromWire(toWire(error)), to: question }))
    }, PAUSE_MS)
    return () => {
      over = true
      clearTimeout(timer)
    }
  }, [question])
  const { to, ...rest } = answer
  return { ...rest, waiting: to !== question }
}
