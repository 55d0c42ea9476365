import type { WireError } from '../../nodes/errors.ts'
import { errorText, translate } from './index.ts'
import { chargeText } from './money-words.ts'

/** What happened, and behind it what became of the money, where any was at stake. */
export function troubleText(error: WireError): string {
  const charge = chargeText(error.details)
  const first = errorText(error)
  return charge === undefined ? first : translate('nodes:sentences', { first, second: charge })
}
