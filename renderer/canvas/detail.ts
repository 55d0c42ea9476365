import { createContext, useContext } from 'react'

/** How much of a card is worth drawing at this zoom. */
export type Detail = 'full' | 'simple' | 'block'

const SIMPLE_BELOW = 0.45
const BLOCK_BELOW = 0.25

export function detailAt(zoom: number): Detail {
  if (zoom < BLOCK_BELOW) return 'block'
  return zoom < SIMPLE_BELOW ? 'simple' : 'full'
}

const DetailContext = createContext<Detail>('full')
const NearContext = createContext(true)

export const DetailProvider = DetailContext.Provider
export const NearProvider = NearContext.Provider

export function useDetail(): Detail {
  return useContext(DetailContext)
}

/** Whether small things on a card are as large as they were drawn, and so can be a target by themselves. */
export function useNear(): boolean {
  return useContext(NearContext)
}
