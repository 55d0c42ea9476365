import type { Run } from '../../nodes/contract/records.ts'
import { sumUsd } from '../../nodes/money.ts'
import { translate } from '../i18n/index.ts'
import { aboutText } from '../i18n/money-words.ts'

/** "Picked up 2 clips from before." */
export function pickedUpWords({ nodes }: Run): string {
  return translate('panels:runs.pickedUp', { count: nodes.length })
}

/** What a stop does not take back: what providers had begun already. Undefined where nothing had. */
export function stopWords({ nodes }: Run): string | undefined {
  const begun = nodes.filter(({ state, job }) => state === 'running' && job !== undefined)
  if (begun.length === 0) return undefined
  const usd = sumUsd(begun.map(({ cost }) => cost))
  return translate(usd > 0 ? 'panels:runs.stopCost' : 'panels:runs.stopBegun', {
    count: begun.length,
    cost: aboutText(usd),
  })
}
