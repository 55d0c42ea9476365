import type { Handlers } from '../../nodes/contract/rpc.ts'
import type { Films } from '../films/films.ts'

type FilmHandlers = Pick<Handlers, Extract<keyof Handlers, `films.${string}`>>

export function filmHandlers(films: Films): FilmHandlers {
  return {
    'films.receipt': async ({ id }) => {
      const receipt = await films.receipt(id)
      return receipt ? { receipt } : {}
    },
    'films.restore': async ({ id }) => films.restore(id),
  }
}
