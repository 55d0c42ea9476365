import { createLegacy, type LegacyParts } from '../legacy/legacy.ts'
import { createPackages, type PackageParts } from './packages.ts'
import { createTransfers } from './transfers.ts'

export type MovingParts = Omit<PackageParts, 'transfers'> & Omit<LegacyParts, 'transfers'>

export type Moving = ReturnType<typeof createMoving>

/** Everything that goes from one library to another: packages both ways, older libraries one way. */
export function createMoving(parts: MovingParts) {
  const transfers = createTransfers(parts)
  const packages = createPackages({ ...parts, transfers })
  const legacy = createLegacy({ ...parts, transfers })
  return {
    transfers,
    packages,
    legacy,
    async close(): Promise<void> {
      await transfers.close()
      packages.close()
    },
  }
}
