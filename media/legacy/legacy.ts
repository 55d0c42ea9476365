import type { LegacyContents, Transfer } from '../../nodes/contract/moving.ts'
import type { Transfers } from '../packages/transfers.ts'
import { importLegacy, inspectLegacy, type LegacyImportParts } from './import-legacy.ts'

export interface LegacyParts extends LegacyImportParts {
  readonly transfers: Transfers
}

export type Legacy = ReturnType<typeof createLegacy>

/** Libraries of the older app, taken over; they themselves stay as they are. */
export function createLegacy(parts: LegacyParts) {
  return {
    inspect: (path: string): Promise<LegacyContents> => inspectLegacy(parts, path),
    import: (path: string): Transfer =>
      parts.transfers.start('legacy', path, (hands) => importLegacy(parts, path, hands)),
  }
}
