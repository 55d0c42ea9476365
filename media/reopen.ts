import type { CoreEvent } from '../nodes/contract/events.ts'
import type { Core } from './core.ts'

/**
 * One core after the other behind the same face: the shells never notice that the library was closed and opened
 * again, and neither the keys in memory nor the session of the window are lost by it.
 */
export async function reopenable(open: (reopen: () => Promise<void>) => Promise<Core>): Promise<Core> {
  const listeners = new Set<(event: CoreEvent) => void>()
  const tell = (event: CoreEvent) => {
    for (const listener of listeners) listener(event)
  }
  let core = await open(reopen)
  core.onEvent(tell)
  let reopening: Promise<void> | undefined

  function reopen(): Promise<void> {
    reopening ??= anew().finally(() => (reopening = undefined))
    return reopening
  }
  async function anew(): Promise<void> {
    await core.close()
    core = await open(reopen)
    core.onEvent(tell)
    tell({ type: 'library.reopened' })
  }

  const names = Object.keys(core) as (keyof Core)[]
  const face = Object.fromEntries(names.map((name) => [name, { get: () => core[name], enumerable: true }]))
  return Object.defineProperties({} as Core, {
    ...face,
    onEvent: {
      enumerable: true,
      value: (listener: (event: CoreEvent) => void) => {
        listeners.add(listener)
        return () => listeners.delete(listener)
      },
    },
  })
}
