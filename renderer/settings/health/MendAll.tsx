import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { DoctorReport, Remedy } from '../../../nodes/contract/keeping.ts'
import { call } from '../../api.ts'
import { act } from '../../panels/act.ts'
import { AlertDialog } from '../../ui/AlertDialog.tsx'
import { Button } from '../../ui/Button.tsx'
import { ProgressBar } from '../../ui/ProgressBar.tsx'
import { totalOf } from './health-store.ts'
import { mend } from './mend.ts'
import { findAble, type Able } from './mending.ts'

/** Each remedy for everything that it helps. What it would do is asked first, and nothing is touched by asking. */
export function MendAll({ report }: { readonly report: DoctorReport }) {
  const { t, i18n } = useTranslation('health')
  const [asked, setAsked] = useState<Remedy>()
  const [doing, setDoing] = useState<DoingProps>()
  const able = useAble(report, doing !== undefined)
  const perform = async (remedy: Remedy) => {
    setAsked(undefined)
    const findings = able.get(remedy) ?? []
    const count = findings.length
    const stopper = new AbortController()
    const show = (done: number) => setDoing({ remedy, done, count, onStop: () => stopper.abort() })
    show(0)
    await mend({ id: report.id, remedy, findings, signal: stopper.signal }, show)
    setDoing(undefined)
  }
  if (doing) return <Doing {...doing} />
  const count = asked ? (able.get(asked)?.length ?? 0) : 0
  return (
    <div className="flex flex-wrap gap-1">
      {[...able].map(([remedy, ids]) => (
        <Button key={remedy} size="compact" onClick={() => setAsked(remedy)}>
          {t('allOf', { remedy: t(`remedy.${remedy}`), number: ids.length.toLocaleString(i18n.language) })}
        </Button>
      ))}
      {asked && (
        <AlertDialog
          open
          title={t(`remedy.${asked}`)}
          text={t(`will.${asked}`, { count, price: '' })}
          action={t(`remedy.${asked}`)}
          onConfirm={() => void perform(asked)}
          onCancel={() => setAsked(undefined)}
        />
      )}
    </div>
  )
}

interface DoingProps {
  readonly remedy: Remedy
  readonly done: number
  readonly count: number
  readonly onStop: () => void
}

function Doing({ remedy, done, count, onStop }: DoingProps) {
  const { t } = useTranslation('health')
  const [isStopping, setStopping] = useState(false)
  const stop = () => {
    setStopping(true)
    onStop()
  }
  return (
    <div className="flex flex-col gap-1">
      <p role="status" className="tabular text-text-2">
        {t(`remedy.${remedy}`)} · {t('mending', { done, count })}
      </p>
      <div className="flex items-center gap-2">
        <div className="min-w-0 flex-1">
          <ProgressBar label={t(`remedy.${remedy}`)} value={done / Math.max(count, 1)} />
        </div>
        <Button size="compact" disabled={isStopping} onClick={stop}>
          {t('stop')}
        </Button>
      </div>
    </div>
  )
}

/**
 * Which findings each remedy helps. Asking is work for the core, so nobody asks while something is being mended, and
 * again only when there are more or fewer of them.
 */
function useAble({ id, state, ...report }: DoctorReport, isMending: boolean): Able {
  const [able, setAble] = useState<Able>(new Map())
  const total = totalOf(report)
  useEffect(() => {
    if (isMending || state === 'running' || total === 0) return undefined
    let isCurrent = true
    void findAble(call, id, () => isCurrent).then((found) => found && setAble(found), act().toastError)
    return () => void (isCurrent = false)
  }, [id, state, total, isMending])
  return able
}
