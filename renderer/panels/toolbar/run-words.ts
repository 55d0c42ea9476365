import { translate } from '../../i18n/index.ts'
import type { RunCounts } from '../../store/selectors.ts'

interface RunWords {
  readonly label: string
  readonly detail?: string
}

interface RunQuestion extends RunCounts {
  /** In US dollars. */
  readonly cost: number
}

/** What the Run button says before it is pressed: "Run", and "4 of 10 · free"; or that there is nothing to do. */
export function runWords({ toRun, makers, stuck, cost }: RunQuestion, language?: string): RunWords {
  if (toRun > 0) {
    const count = translate('panels:toolbar.runCount', { todo: toRun, total: makers })
    return { label: translate('panels:toolbar.run'), detail: `${count} · ${costText(cost, language)}` }
  }
  const finished = makers > 0 && stuck === 0
  return { label: translate(finished ? 'panels:toolbar.upToDate' : 'panels:toolbar.run') }
}

/** Money that is not spent yet is always "about". */
export function costText(dollars: number, language?: string): string {
  if (dollars === 0) return translate('panels:free')
  const cost = new Intl.NumberFormat(language, { style: 'currency', currency: 'USD' }).format(dollars)
  return translate('panels:about', { cost })
}
