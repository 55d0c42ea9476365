import { useStore } from '../store/index.ts'
import type { Store } from '../store/types.ts'

/** What the window can do. These functions never change, so nothing is drawn again because of them. */
export function act(): Store {
  return useStore.getState()
}
