import { translate } from '../../i18n/index.ts'

interface RunQuestion {
  readonly toRun: number
  readonly makers: number
  /** In US dollars. */
  readonly cost: number
}

/** What the Run button says before it is pressed: "4 of 10 · free"; nothing while there is nothing to make. */
export function runWords({ toRun, makers, cost }: RunQuestion, language?: string): string {
  if (toRun === 0) return ''
  return `${translate('panels:toolbar.runCount', { todo: toRun, total: makers })} · ${costText(cost, language)}`
}

/** Money that is not spent yet is always "about". */
export function costText(dollars: number, language?: string): string {
  if (dollars === 0) return translate('panels:free')
  const cost = new Intl.NumberFormat(language, { style: 'currency', currency: 'USD' }).format(dollars)
  return translate('panels:about', { cost })
}
