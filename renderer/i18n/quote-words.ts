import type { Adjustment } from '../../nodes/generation/fit.ts'
import type { Quote } from '../../nodes/generation/quote.ts'
import { translate } from './index.ts'
import { aboutText, moneyText } from './money-words.ts'
import { modelTitle } from './node-words.ts'

/** "about $0.21", "price unknown" or "free"; undefined for what cannot be made as it stands. */
export function costWords(quote: Quote): string | undefined {
  if (!quote.ok) return undefined
  return quote.estimate ? aboutText(quote.estimate.usd) : translate('panels:cost.unknown')
}

/** A sum, said as what it is: free, known, at least so much, or not known at all. */
export function sumWords({ usd, unknown }: { readonly usd: number; readonly unknown: number }): string {
  if (unknown === 0) return aboutText(usd)
  if (usd === 0) return translate('panels:cost.unknown')
  return translate('panels:cost.atLeast', { cost: moneyText(usd) })
}

/** Which model was chosen for the node and why: "Kling 3.0: best value of 7". */
export function choiceWords(quote: Quote): string | undefined {
  if (!quote.ok || !quote.choice) return undefined
  const { policy, among, standIn } = quote.choice
  const model = modelTitle(quote.model)
  if (standIn) return translate('nodes:quote.standIn', { model })
  const why = translate(`money:budget.policies.${policy}`)
  return translate('nodes:quote.chosen', { model, why, count: among })
}

/** What a model makes of the settings where that is not just what was asked: "Length 5 s becomes 6 s". */
export function adjustmentWords({ setting, fate, asked, sent }: Adjustment): string | undefined {
  if (fate === 'kept') return undefined
  const name = translate(`nodes:quote.setting.${setting}`)
  if (fate === 'rounded' && asked !== undefined && sent !== undefined) {
    return translate('nodes:quote.rounded', { name, asked: inUnits(asked), sent: inUnits(sent) })
  }
  return translate(`nodes:quote.refused.${setting}`)
}

/** "5 s", as the settings say it, in the language of the window. */
function inUnits(value: string): string {
  const seconds = /^([\d.]+) s$/.exec(value)?.[1]
  return seconds === undefined ? value : translate('money:seconds', { seconds })
}
