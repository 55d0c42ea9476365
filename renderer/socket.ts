import { socketPath, type CallFrame, type CoreFrame } from '../nodes/contract/bridge.ts'
import type { CoreEvent } from '../nodes/contract/events.ts'
import type { Reply } from '../nodes/contract/rpc.ts'
import { AppError, type ErrorCode } from '../nodes/errors.ts'

const FIRST_WAIT_MS = 250
const LONGEST_WAIT_MS = 5_000
const PROBE_MS = 5_000

/** Why nobody answers: nobody is there yet, or somebody who does not know this window. */
type Absence = Extract<ErrorCode, 'core_unreachable' | 'session_over'>
export type ReachableListener = (reachable: boolean, why?: Absence) => void

export interface CoreSocket {
  /** Rejects with the absence when there is no connection or it breaks before the reply. */
  send(name: string, input: unknown): Promise<Reply>
  onEvent(listener: (event: CoreEvent) => void): () => void
  /** Told the present state if it is known, and each change. */
  onReachable(listener: ReachableListener): () => void
}

interface Waiting {
  resolve(reply: Reply): void
  reject(error: unknown): void
}

/** The browser shell's line to the core: one WebSocket that comes back by itself, waiting longer each time. */
export function openSocket(open = openWebSocket, isStranger = isRefusedHere): CoreSocket {
  const waiting = new Map<number, Waiting>()
  const eventListeners = new Set<(event: CoreEvent) => void>()
  const reach = createReach()
  let nextId = 1
  let waitMs = FIRST_WAIT_MS
  let line = connect()

  function connect(): Promise<WebSocket> {
    return new Promise((resolve, reject) => {
      const socket = open()
      let opened = false
      socket.addEventListener('open', () => {
        opened = true
        waitMs = FIRST_WAIT_MS
        reach.tell(true)
        resolve(socket)
      })
      socket.addEventListener('message', ({ data }) => receive(JSON.parse(String(data)) as CoreFrame))
      socket.addEventListener('close', () => {
        // Until the next attempt starts, calls are refused at once instead of piling up.
        reject(reach.absence())
        for (const { reject } of waiting.values()) reject(reach.absence())
        waiting.clear()
        void comeBack(opened)
      })
    })
  }
  line.catch(ignore)

  async function comeBack(wasOpen: boolean): Promise<void> {
    if (wasOpen) reach.tell(false, 'core_unreachable')
    // A refused socket does not say why. Even a stranger goes on: another window of this browser may enter.
    else reach.tell(false, (await isStranger()) ? 'session_over' : 'core_unreachable')
    setTimeout(() => (line = connect()).catch(ignore), waitMs)
    waitMs = Math.min(waitMs * 2, LONGEST_WAIT_MS)
  }

  function receive(frame: CoreFrame): void {
    if ('event' in frame) return eventListeners.forEach((listener) => listener(frame.event))
    waiting.get(frame.id)?.resolve(frame.reply)
    waiting.delete(frame.id)
  }

  return {
    async send(name, input) {
      const socket = await line
      if (socket.readyState !== WebSocket.OPEN) throw reach.absence()
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
    onReachable: reach.listen,
  }
}

/** Whether the core answers and, if not, why; tells each change once. */
function createReach() {
  const listeners = new Set<ReachableListener>()
  let reachable: boolean | undefined
  let why: Absence = 'core_unreachable'
  const inform = (listener: ReachableListener) => (reachable ? listener(true) : listener(false, why))
  return {
    /** What a call is refused with. */
    absence: () => new AppError(why),
    tell(now: boolean, absence: Absence = 'core_unreachable') {
      if (now === reachable && absence === why) return
      reachable = now
      why = absence
      listeners.forEach(inform)
    },
    listen(listener: ReachableListener) {
      listeners.add(listener)
      if (reachable !== undefined) inform(listener)
      return () => listeners.delete(listener)
    },
  }
}

function openWebSocket(): WebSocket {
  const scheme = location.protocol === 'https:' ? 'wss' : 'ws'
  return new WebSocket(`${scheme}://${location.host}${socketPath}`)
}

/** Whether the server is there but knows no session of ours. */
async function isRefusedHere(): Promise<boolean> {
  const answer = await fetch('/', {
    method: 'HEAD',
    cache: 'no-store',
    signal: AbortSignal.timeout(PROBE_MS),
  }).catch(ignore)
  return answer?.status === 401
}

// Whoever waits for the line hears of its loss; the attempt itself has nobody to tell.
function ignore(): void {}
