import type { CoreEvent } from '../nodes/contract/events.ts'
import type { Handlers } from '../nodes/contract/rpc.ts'
import type { Core } from './core.ts'

/**
 * One core after the other behind the same face: the shells never notice that the library was closed and opened
 * again, and neither the keys in memory nor the session of the window are lost by it. What is asked meanwhile waits;
 * a library that could not be opened again is tried once more by whoever asks next, and is told why it is not there.
 */
export async function reopenable(open: (reopen: () => Promise<void>) => Promise<Core>): Promise<Core> {
  const listeners = new Set<(event: CoreEvent) => void>()
  const tell = (event: CoreEvent) => {
    for (const listener of listeners) listener(event)
  }
  let core = await open(reopen)
  core.onEvent(tell)
  let isOpen = true
  let reopening: Promise<void> | undefined

  function reopen(): Promise<void> {
    reopening ??= anew().finally(() => (reopening = undefined))
    return reopening
  }
  async function anew(): Promise<void> {
    const wasOpen = isOpen
    isOpen = false
    if (wasOpen) await core.close()
    core = await open(reopen)
    core.onEvent(tell)
    isOpen = true
    tell({ type: 'library.reopened' })
  }

  const names = Object.keys(core) as (keyof Core)[]
  const face = Object.fromEntries(names.map((name) => [name, { get: () => core[name], enumerable: true }]))
  return Object.defineProperties({} as Core, {
    ...face,
    handlers: {
      enumerable: true,
      value: whenOpen(
        Object.keys(core.handlers),
        () => core.handlers,
        async () => {
          if (!isOpen) await reopen()
        },
      ),
    },
    onEvent: {
      enumerable: true,
      value: (listener: (event: CoreEvent) => void) => {
        listeners.add(listener)
        return () => listeners.delete(listener)
      },
    },
    close: {
      enumerable: true,
      value: async () => {
        // What could not be opened again has nothing that is open.
        await reopening?.catch(() => undefined)
        if (isOpen) await core.close()
      },
    },
  })
}

function whenOpen(names: readonly string[], handlers: () => Handlers, opened: () => Promise<void>): Handlers {
  const waiting = names.map((name) => [
    name,
    async (input: never) => {
      await opened()
      return (handlers()[name as keyof Handlers] as (input: never) => Promise<unknown>)(input)
    },
  ])
  return Object.fromEntries(waiting) as Handlers
}
