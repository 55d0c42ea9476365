import type {
  PackageContents,
  PackageEstimate,
  PackageOrder,
  PackageSource,
  Transfer,
} from '../../nodes/contract/moving.ts'
import { estimatePackage, exportPackage, type ExportPackageParts } from './export-package.ts'
import { importPackage, inspectPackage, type ImportPackageParts } from './import-package.ts'
import type { Transfers } from './transfers.ts'
import { createUploads } from './uploads.ts'

export type PackageParts = ExportPackageParts & ImportPackageParts & { readonly transfers: Transfers }

export type Packages = ReturnType<typeof createPackages>

/** Workflows that leave the library with all that belongs to them, and come into another. */
export function createPackages(parts: PackageParts) {
  const { transfers } = parts
  const uploads = createUploads(parts.dataFolder)
  /** By transfer. */
  const orders = new Map<string, PackageOrder>()
  return {
    offer: uploads.offer,
    receive: uploads.receive,
    estimate: (order: PackageOrder): Promise<PackageEstimate> => estimatePackage(parts, order),
    export(order: PackageOrder): Transfer {
      const begun = transfers.start('package-out', order.name, (hands) => exportPackage(parts, order, hands))
      orders.set(begun.id, order)
      return begun
    },
    /** Workflows that are being packed: the files of their takes are read. */
    workflowsAtWork(): string[] {
      for (const id of orders.keys()) if (!transfers.isRunning(id)) orders.delete(id)
      return [...orders.values()].flatMap(({ workflowIds }) => workflowIds)
    },
    inspect: async (source: PackageSource): Promise<PackageContents> =>
      inspectPackage(parts, uploads.find(source)),
    import(source: PackageSource): Transfer {
      const file = uploads.find(source)
      return transfers.start('package-in', file.name, async (hands) => {
        const outcome = await importPackage(parts, file, hands)
        uploads.done(source)
        return outcome
      })
    },
    close: uploads.close,
  }
}
