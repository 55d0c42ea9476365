import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { remedies, type DoctorReport, type Remedy } from '../../../nodes/contract/keeping.ts'
import { call } from '../../api.ts'
import { act } from '../../panels/act.ts'
import { AlertDialog } from '../../ui/AlertDialog.tsx'
import { Button } from '../../ui/Button.tsx'
import { ProgressBar } from '../../ui/ProgressBar.tsx'
import { mend } from './mend.ts'

/** What costs money is agreed to one by one, with its price in view. */
const forAll = remedies.filter((remedy) => remedy !== 'make-again')

/** Each remedy for everything that it helps. What it would do is asked first, and nothing is touched by asking. */
export function MendAll({ report }: { readonly report: DoctorReport }) {
  const { t, i18n } = useTranslation('health')
  const able = useAble(report)
  const [asked, setAsked] = useState<Remedy>()
  const [doing, setDoing] = useState<DoingProps>()
  const perform = async (remedy: Remedy) => {
    setAsked(undefined)
    const findings = able.get(remedy) ?? []
    const count = findings.length
    setDoing({ remedy, done: 0, count })
    await mend({ id: report.id, remedy, findings, onDone: (done) => setDoing({ remedy, done, count }) })
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
}

function Doing({ remedy, done, count }: DoingProps) {
  const { t } = useTranslation('health')
  return (
    <div className="flex flex-col gap-1">
      <p role="status" className="tabular text-text-2">
        {t(`remedy.${remedy}`)} · {t('mending', { done, count })}
      </p>
      <ProgressBar label={t(`remedy.${remedy}`)} value={done / Math.max(count, 1)} />
    </div>
  )
}

/** Which findings each remedy helps, by dry run. */
function useAble(report: DoctorReport): ReadonlyMap<Remedy, readonly string[]> {
  const [able, setAble] = useState<ReadonlyMap<Remedy, readonly string[]>>(new Map())
  useEffect(() => {
    let isCurrent = true
    const read = async () => {
      const found = new Map<Remedy, readonly string[]>()
      for (const remedy of forAll) {
        const would = await call('doctor.mend', { id: report.id, remedy, dryRun: true })
        const ids = would.map(({ id }) => id)
        if (ids.length > 0) found.set(remedy, ids)
      }
      if (isCurrent) setAble(found)
    }
    void read().catch(act().toastError)
    return () => void (isCurrent = false)
  }, [report])
  return able
}
