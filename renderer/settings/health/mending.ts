import { remedies, type Mended, type Remedy } from '../../../nodes/contract/keeping.ts'
import type { Caller } from '../../../nodes/contract/rpc.ts'

export interface Mending {
  readonly id: string
  readonly remedy: Remedy
  readonly findings: readonly string[]
  /** What is under way is finished; the rest stays as it is. */
  readonly signal?: AbortSignal
}

/** Files are moved, read or fetched: so few at a time that it shows how far it is. */
const FILES_AT_ONCE = 25
/** Only noted, all of them together. */
const NOTES_AT_ONCE = 5_000

/** Does what was shown, piece by piece. */
export async function mendInPieces(
  call: Caller,
  { id, remedy, findings, signal }: Mending,
  onPiece: (mended: readonly Mended[]) => void,
): Promise<void> {
  const size = pieceOf(remedy, findings.length)
  for (let first = 0; first < findings.length; first += size) {
    if (signal?.aborted) return
    const some = findings.slice(first, first + size)
    onPiece(await call('doctor.mend', { id, remedy, findings: some, dryRun: false }))
  }
}

function pieceOf(remedy: Remedy, count: number): number {
  // One run for each workflow makes them together.
  if (remedy === 'make-again') return count
  return remedy === 'placeholder' ? NOTES_AT_ONCE : FILES_AT_ONCE
}

/** What costs money is agreed to one by one, with its price in view. */
const forAll = remedies.filter((remedy) => remedy !== 'make-again')

export type Able = ReadonlyMap<Remedy, readonly string[]>

/** Which findings each remedy helps, by dry run; undefined once nobody wants to know any more. */
export async function findAble(call: Caller, id: string, isWanted: () => boolean): Promise<Able | undefined> {
  const able = new Map<Remedy, readonly string[]>()
  for (const remedy of forAll) {
    if (!isWanted()) return undefined
    const would = await call('doctor.mend', { id, remedy, dryRun: true })
    if (would.length > 0)
      able.set(
        remedy,
        would.map((one) => one.id),
      )
  }
  return isWanted() ? able : undefined
}
