import { keepingMethods } from '../../nodes/contract/keeping-methods.ts'
import { libraryMethods } from '../../nodes/contract/library-methods.ts'
import { movingMethods } from '../../nodes/contract/moving-methods.ts'
import type { Handlers } from '../../nodes/contract/rpc.ts'
import { AppError } from '../../nodes/errors.ts'

type Built = 'media.get' | 'media.rename' | 'media.favourite'
type Names = keyof typeof libraryMethods | keyof typeof keepingMethods | keyof typeof movingMethods

/** Only until all of them are there: this file goes when the last of them is built. */
export function unbuiltHandlers(): Pick<Handlers, Exclude<Names, Built>> {
  const names = Object.keys({ ...libraryMethods, ...keepingMethods, ...movingMethods })
  const refuse = () => Promise.reject(new AppError('not_found', { what: 'This method' }))
  return Object.fromEntries(names.map((name) => [name, refuse])) as unknown as Handlers
}
