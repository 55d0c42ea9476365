import { availableParallelism } from 'node:os'
import type { Quote } from '../../nodes/generation/quote.ts'
import type { Connections } from '../providers/connections.ts'
import { createPlaces, type Places } from './places.ts'

/** How much is made at once: of each provider as much as it is set to, on this machine what its cores bear. */
export interface Lanes {
  take(quote: Quote | undefined, signal: AbortSignal): Promise<() => void>
}

export function createLanes(connections: Connections): Lanes {
  // Work on this machine shares its cores, whichever run it belongs to; drawing and encoding overlap even on one.
  const local = createPlaces(Math.max(2, Math.floor(availableParallelism() / 2)))
  const remote = new Map<string, { readonly size: number; readonly places: Places }>()

  function placesOf(provider: string): Places {
    const size = connections.concurrencyOf(provider)
    const known = remote.get(provider)
    // A changed number holds for what comes from now on; who is in line already keeps their place.
    if (known?.size === size) return known.places
    const places = createPlaces(size)
    remote.set(provider, { size, places })
    return places
  }

  return {
    take(quote, signal) {
      const model = quote?.ok ? quote.model : undefined
      return (model && !model.local ? placesOf(model.provider) : local).take(signal)
    },
  }
}
