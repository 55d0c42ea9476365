import type { Transfer } from '../../nodes/contract/moving.ts'
import { sentence } from '../../nodes/errors.ts'
import type { Core } from '../core.ts'
import { answer, say } from './output.ts'

/** Sees a transfer through, says how far it is and what it could not bring along, and answers the exit code. */
export async function transferToEnd(core: Core, begin: () => Transfer, signal: AbortSignal): Promise<number> {
  let tenths = 0
  const ignore = core.onEvent((event) => {
    if (event.type !== 'transfer.changed' || event.transfer.state !== 'running') return
    const reached = Math.floor(event.transfer.progress * 10)
    if (reached > tenths) say(`${reached * 10} %`)
    tenths = Math.max(tenths, reached)
  })
  try {
    const { transfers } = core.moving
    const { id } = begin()
    const stop = () => transfers.stop(id)
    signal.addEventListener('abort', stop)
    if (signal.aborted) stop()
    const ended = await transfers.finished(id)
    for (const note of ended.notes) say(sentence(note))
    if (ended.error) say(sentence(ended.error))
    answer(ended)
    return ended.state === 'done' ? 0 : 1
  } finally {
    ignore()
  }
}
