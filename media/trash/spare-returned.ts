import type { Tables } from '../db/tables.ts'
import type { Store } from '../files/store.ts'

/**
 * A library that was put back may say of a file that it is to go for good, and mean the one of then: what lies there
 * now came in again since, and nobody asked that it goes. It waits in the trash.
 */
export function spareReturned({ trash }: Pick<Tables, 'trash'>, store: Pick<Store, 'sizeOf'>): void {
  const returned = trash
    .condemned()
    .filter(({ linked, filePath, sizeBytes }) => !linked && store.sizeOf(filePath) === sizeBytes)
  if (returned.length > 0) trash.reprieve(returned.map(({ id }) => id))
}
