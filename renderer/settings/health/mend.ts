import type { Mended } from '../../../nodes/contract/keeping.ts'
import { call } from '../../api.ts'
import { errorText, translate } from '../../i18n/index.ts'
import { act } from '../../panels/act.ts'
import { mendInPieces, type Mending } from './mending.ts'

/** Does what was shown, and says how it went. */
export async function mend(mending: Mending, onDone?: (done: number) => void): Promise<void> {
  const mended: Mended[] = []
  try {
    await mendInPieces(call, mending, (some) => {
      mended.push(...some)
      onDone?.(mended.length)
    })
  } catch (error) {
    act().toastError(error)
  }
  tell(mended)
}

function tell(mended: readonly Mended[]): void {
  const failed = mended.filter(({ ok }) => !ok)
  const done = mended.length - failed.length
  if (done > 0) act().toast({ kind: 'success', text: translate('health:mended', { count: done }) })
  if (failed.length === 0) return
  const reason = errorText(failed[0]!.error)
  act().toast({ kind: 'error', text: translate('health:unmended', { count: failed.length, reason }) })
}
