import { socketPath, type CallFrame, type CoreFrame } from '../nodes/contract/bridge.ts'
import type { CoreEvent } from '../nodes/contract/events.ts'
import type { Reply } from '../nodes/contract/rpc.ts'
import { AppError } from '../nodes/errors.ts'

const FIRST_WAIT_MS = 250
const LONGEST_WAIT_MS = 5_000

export interface CoreSocket {
  /** Rejects with `core_unreachable` when there is no connection or it breaks before the reply. */
  send(name: string, input: unknown): Promise<Reply>
  onEvent(listener: (event: CoreEvent) => void): () => void
  /** Told the present state if it is known, and each change. */
  onReachable(listener: (reachable: boolean) => void): () => void
}

interface Waiting {
  resolve(reply: Reply): void
  reject(error: unknown): void
}

/** The browser shell's line to the core: one WebSocket that comes back by itself, waiting longer each time. */
export function openSocket(open = openWebSocket): CoreSocket {
  const waiting = new Map<number, Waiting>()
  const eventListeners = new Set<(event: CoreEvent) => void>()
  const reachableListeners = new Set<(reachable: boolean) => void>()
  let nextId = 1
  let waitMs = FIRST_WAIT_MS
  let reachable: boolean | undefined
  let line = connect()

  function connect(): Promise<WebSocket> {
    return new Promise((resolve, reject) => {
      const socket = open()
      socket.addEventListener('open', () => {
        waitMs = FIRST_WAIT_MS
        tell(true)
        resolve(socket)
      })
      socket.addEventListener('message', ({ data }) => receive(JSON.parse(String(data)) as CoreFrame))
      socket.addEventListener('close', () => {
        reject(unreachable())
        tell(false)
        for (const { reject } of waiting.values()) reject(unreachable())
        waiting.clear()
        // Until the next attempt starts, calls are refused at once instead of piling up.
        setTimeout(() => (line = connect()).catch(ignore), waitMs)
        waitMs = Math.min(waitMs * 2, LONGEST_WAIT_MS)
      })
    })
  }
  line.catch(ignore)

  function receive(frame: CoreFrame): void {
    if ('event' in frame) return eventListeners.forEach((listener) => listener(frame.event))
    waiting.get(frame.id)?.resolve(frame.reply)
    waiting.delete(frame.id)
  }

  function tell(now: boolean): void {
    if (now === reachable) return
    reachable = now
    for (const listener of reachableListeners) listener(now)
  }

  return {
    async send(name, input) {
      const socket = await line
      if (socket.readyState !== WebSocket.OPEN) throw unreachable()
      const frame: CallFrame = { id: nextId++, name, input }
      return new Promise((resolve, reject) => {
        waiting.set(frame.id, { resolve, reject })
        socket.send(JSON.stringify(frame))
      })
    },
    onEvent(listener) {
      eventListeners.add(listener)
      return () => eventListeners.delete(listener)
    },
    onReachable(listener) {
      reachableListeners.add(listener)
      if (reachable !== undefined) listener(reachable)
      return () => reachableListeners.delete(listener)
    },
  }
}

function openWebSocket(): WebSocket {
  const scheme = location.protocol === 'https:' ? 'wss' : 'ws'
  return new WebSocket(`${scheme}://${location.host}${socketPath}`)
}

function unreachable(): AppError {
  return new AppError('core_unreachable')
}

// Whoever waits for the line hears of its loss; the attempt itself has nobody to tell.
function ignore(): void {}
