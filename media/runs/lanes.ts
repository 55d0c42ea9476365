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
  const remote = new Map<string, Places>()

  function placesOf(provider: string): Places {
    const size = connections.concurrencyOf(provider)
    const places = remote.get(provider) ?? createPlaces(size)
    remote.set(provider, places)
    places.resize(size)
    return places
  }

  return {
    take(quote, signal) {
      const model = quote?.ok ? quote.model : undefined
      return (model && !model.local ? placesOf(model.provider) : local).take(signal)
    },
  }
}
