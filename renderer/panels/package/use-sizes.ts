import { useEffect, useState } from 'react'
import type { PackageEstimate, PackageOrder } from '../../../nodes/contract/moving.ts'
import { act } from '../act.ts'

/** Letters of a name come faster than anybody wants an answer. */
const PAUSE_MS = 250

interface Sizes {
  /** The last answer; it stays while the next one comes. */
  readonly estimate?: PackageEstimate
  readonly error?: unknown
}

/** What the package would weigh, asked anew when something about it changes. Every way is in every answer. */
export function useSizes(order: PackageOrder | undefined): Sizes {
  const question = order && JSON.stringify({ ...order, takes: 'all' })
  const [answer, setAnswer] = useState<Sizes>({})
  useEffect(() => {
    if (question === undefined) return undefined
    let over = false
    const timer = setTimeout(() => {
      act()
        .estimatePackage(JSON.parse(question) as PackageOrder)
        .then((estimate) => !over && setAnswer({ estimate }))
        .catch((error: unknown) => !over && setAnswer({ error }))
    }, PAUSE_MS)
    return () => {
      over = true
      clearTimeout(timer)
    }
  }, [question])
  return answer
}
