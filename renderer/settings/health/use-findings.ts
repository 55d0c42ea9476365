import { useReducer, useState } from 'react'
import type { DoctorReport, Finding } from '../../../nodes/contract/keeping.ts'
import { call } from '../../api.ts'
import { act } from '../../panels/act.ts'
import { createAskOnce } from './ask-once.ts'

const PAGE = 60

export interface Findings {
  readonly total: number
  at(index: number): Finding | undefined
  /** Reads the pages of these places, where they are not there yet. */
  show(first: number, last: number): void
}

/** How many there are of a kind, or of all. */
export function countOf({ counts }: DoctorReport, kind: string | undefined): number {
  if (kind !== undefined) return counts[kind] ?? 0
  return Object.values(counts).reduce((sum, count) => sum + count, 0)
}

/** Page by page, as it is scrolled to. Mounted anew when their number changes: all then stand at other places. */
export function useFindings(report: DoctorReport, kind: string | undefined): Findings {
  const [pages, setPages] = useState<ReadonlyMap<number, readonly Finding[]>>(new Map())
  const [, drawAgain] = useReducer((times: number) => times + 1, 0)
  const { id } = report
  const [ask] = useState(() =>
    createAskOnce({
      async read(page) {
        const query = { id, limit: PAGE, offset: page * PAGE, ...(kind !== undefined && { kind }) }
        const { items } = await call('doctor.findings', query)
        setPages((before) => new Map(before).set(page, items))
      },
      onError: act().toastError,
      onFree: drawAgain,
    }),
  )
  return {
    total: countOf(report, kind),
    at: (index) => pages.get(Math.floor(index / PAGE))?.[index % PAGE],
    show(first, last) {
      for (let page = Math.floor(first / PAGE); page <= Math.floor(last / PAGE); page++) ask(page)
    },
  }
}
