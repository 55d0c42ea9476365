import { useTranslation } from 'react-i18next'
import { nameOf, modelTitle, providerTitle } from '../../i18n/node-words.ts'
import { costWords, sumWords } from '../../i18n/quote-words.ts'
import type { RunQuestion } from '../../store/confirm.ts'
import { useStore } from '../../store/index.ts'
import { sentWords } from './confirm-words.ts'

const cell = 'py-1.5 pr-4 align-baseline'

/** Everything that has to be paid for, a line each, and what it comes to. */
export function PaidTable({ question }: { readonly question: RunQuestion }) {
  const { t } = useTranslation('dialogs')
  const document = useStore((state) => state.document)
  const { crossing, fits } = question
  const some = crossing !== undefined && fits.length > 0
  return (
    <div className="max-h-[40vh] overflow-y-auto rounded-4 border border-line">
      <table className="tabular w-full text-left text-13">
        <thead className="sticky top-0 bg-overlay text-12 text-text-3">
          <tr className="border-b border-line">
            <th className={`${cell} pl-3 font-medium`}>{t('confirm.node')}</th>
            <th className={`${cell} font-medium`}>{t('confirm.model')}</th>
            <th className={`${cell} font-medium`}>{t('confirm.sent')}</th>
            <th className={`${cell} text-right font-medium`}>{t('confirm.cost')}</th>
          </tr>
        </thead>
        <tbody>
          {question.paid.map((row) => (
            <tr key={row.nodeId} className="border-b border-line last:border-b-0">
              <td className={`${cell} max-w-44 truncate pl-3`}>{nameOf(document, row.nodeId)}</td>
              <td className={cell}>
                {providerTitle(row.quote.model)} · {modelTitle(row.quote.model)}
              </td>
              <td className={`${cell} text-text-2`}>{sentWords(row)}</td>
              <td className={`${cell} text-right`}>
                {costWords(row.quote)}
                {some && !fits.includes(row.nodeId) && (
                  <span className="block text-12 text-warn">{t('confirm.leftOut')}</span>
                )}
              </td>
            </tr>
          ))}
        </tbody>
        <tfoot className="sticky bottom-0 bg-overlay">
          <tr className="border-t border-line-strong/60 font-semibold">
            <td colSpan={3} className={`${cell} pl-3`}>
              {t('confirm.total')}
            </td>
            <td className={`${cell} text-right whitespace-nowrap`}>{sumWords(question)}</td>
          </tr>
        </tfoot>
      </table>
    </div>
  )
}
