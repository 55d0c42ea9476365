import { useTranslation } from 'react-i18next'
import type { Cleaning, CleaningPlan } from '../../nodes/contract/keeping.ts'
import { bytesWords } from '../i18n/bytes-words.ts'
import { translate } from '../i18n/index.ts'
import { Button } from '../ui/Button.tsx'

interface CleaningTableProps {
  readonly plan: CleaningPlan
  readonly busy: string | undefined
  readonly onPerform: () => void
}

/** What a clean-up would do, row by row and in a sentence, and the button that does exactly that. */
export function CleaningTable({ plan, busy, onPerform }: CleaningTableProps) {
  const { t } = useTranslation('storage')
  const sentences = whatFollows(plan)
  if (sentences.length === 0) {
    return (
      <p role="status" className="rounded-4 bg-card p-3 text-text-2">
        {t('nothing')}
      </p>
    )
  }
  return (
    <div className="flex flex-col gap-3 rounded-8 border border-line p-3">
      <table className="tabular w-full select-text">
        <thead className="text-left text-12 text-text-2">
          <tr>
            <th className="py-1 pr-2 font-normal">{t('column.what')}</th>
            <th className="px-2 py-1 text-right font-normal">{t('column.items')}</th>
            <th className="px-2 py-1 text-right font-normal">{t('column.size')}</th>
            <th className="py-1 pl-2 font-normal">{t('column.examples')}</th>
          </tr>
        </thead>
        <tbody>
          {plan.rows.map((row) => (
            <tr key={row.what} className="border-t border-line align-top">
              <th scope="row" className="py-1.5 pr-2 text-left font-normal">
                {t(`what.${row.what}`)}
              </th>
              <td className="px-2 py-1.5 text-right">{row.items}</td>
              <td className="px-2 py-1.5 text-right whitespace-nowrap">{bytesWords(row.bytes)}</td>
              <td className="max-w-60 py-1.5 pl-2 break-words text-text-2">{examplesOf(row)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <div className="flex flex-wrap items-center justify-between gap-3">
        <p role="status">{sentences.join(t('between'))}</p>
        <Button look={deletes(plan) ? 'danger' : 'primary'} disabledReason={busy} onClick={onPerform}>
          {t('perform')}
        </Button>
      </div>
    </div>
  )
}

function examplesOf({ items, examples }: CleaningPlan['rows'][number]): string {
  if (items === 0) return translate('storage:none')
  const names = examples
    .slice(0, 3)
    .map(({ name }) => (name.length > 40 ? `${name.slice(0, 38)}…` : name))
    .join(translate('trash:comma'))
  const more = items - Math.min(examples.length, 3)
  return more > 0 ? translate('storage:andMore', { names, count: more }) : names
}

const toTrash: ReadonlySet<Cleaning> = new Set(['unused-takes', 'unused-media'])

function deletes({ rows }: CleaningPlan): boolean {
  return rows.some(({ what, items }) => items > 0 && !toTrash.has(what))
}

/** What goes to the trash, and what is gone then. */
function whatFollows({ rows }: CleaningPlan): string[] {
  const sum = (chosen: CleaningPlan['rows']) => ({
    count: chosen.reduce((items, row) => items + row.items, 0),
    size: bytesWords(chosen.reduce((bytes, row) => bytes + row.bytes, 0)),
  })
  const [thrown, gone] = [
    sum(rows.filter(({ what }) => toTrash.has(what))),
    sum(rows.filter(({ what }) => !toTrash.has(what))),
  ]
  return [
    ...(thrown.count > 0 ? [translate('storage:follows.trash', thrown)] : []),
    ...(gone.count > 0 ? [translate('storage:follows.gone', gone)] : []),
  ]
}
