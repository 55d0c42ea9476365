import { useCallback } from 'react'
import { core } from '../api.ts'
import { createStoreOver } from './create-store.ts'
import { selectNodeView } from './node-view.ts'
import type { NodeView } from './types.ts'

export type * from './types.ts'
export * from './selectors.ts'

export const useStore = createStoreOver(core)

/** The state as it is now, for event handlers and everything else that is not drawn from it. */
export const getStore = useStore.getState

/** All that a card shows of a node. Changes of other nodes do not draw the card again. */
export function useNodeView(id: string): NodeView | undefined {
  return useStore(useCallback((state) => selectNodeView(state, id), [id]))
}
