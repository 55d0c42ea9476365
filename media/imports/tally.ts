import type { FolderImport, ImportedFile } from '../../nodes/contract/moving.ts'

/** More than anybody reads; the counts tell of the others. */
const TOLD = 200

export interface Tally {
  add(file: ImportedFile): void
  counts(): FolderImport['counts']
  /** Refused before skipped; in the order they were met. */
  told(): ImportedFile[]
}

/** What became of the files of one import so far. */
export function createTally(): Tally {
  const counts = { imported: 0, known: 0, skipped: 0, refused: 0 }
  const kept: Record<'skipped' | 'refused', ImportedFile[]> = { skipped: [], refused: [] }
  return {
    add(file) {
      counts[file.state] += 1
      if (file.state !== 'skipped' && file.state !== 'refused') return
      if (kept[file.state].length < TOLD) kept[file.state].push(file)
    },
    counts: () => ({ ...counts }),
    told: () => [...kept.refused, ...kept.skipped].slice(0, TOLD),
  }
}
