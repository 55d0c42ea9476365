import { translate } from '../../i18n/index.ts'
import { sumWords } from '../../i18n/quote-words.ts'
import type { RunCounts } from '../../store/selectors.ts'

interface RunWords {
  readonly label: string
  readonly detail?: string
}

interface RunQuestion extends RunCounts {
  /** In US dollars, and of how many nodes nobody knows it. */
  readonly cost: { readonly usd: number; readonly unknown: number }
}

/** What the Run button says before it is pressed: "Run", and "4 of 10 · free"; or that there is nothing to do. */
export function runWords({ toRun, makers, stuck, cost }: RunQuestion): RunWords {
  if (toRun > 0) {
    const count = translate('panels:toolbar.runCount', { todo: toRun, total: makers })
    return { label: translate('panels:toolbar.run'), detail: `${count} · ${sumWords(cost)}` }
  }
  const finished = makers > 0 && stuck === 0
  return { label: translate(finished ? 'panels:toolbar.upToDate' : 'panels:toolbar.run') }
}
