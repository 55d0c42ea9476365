import type { Mended, Remedy } from '../../../nodes/contract/keeping.ts'
import { call } from '../../api.ts'
import { errorText, translate } from '../../i18n/index.ts'
import { act } from '../../panels/act.ts'

/** So many at a time, so that it shows how far it is and can be stopped in between. */
const AT_ONCE = 25

export interface Mending {
  readonly id: string
  readonly remedy: Remedy
  readonly findings: readonly string[]
  readonly onDone?: (done: number) => void
}

/** Does what was shown, piece by piece, and says how it went. */
export async function mend({ id, remedy, findings, onDone }: Mending): Promise<void> {
  const mended: Mended[] = []
  try {
    // One run for each workflow makes them together.
    const size = remedy === 'make-again' ? findings.length : AT_ONCE
    for (let first = 0; first < findings.length; first += size) {
      const some = findings.slice(first, first + size)
      mended.push(...(await call('doctor.mend', { id, remedy, findings: some, dryRun: false })))
      onDone?.(Math.min(first + size, findings.length))
    }
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
