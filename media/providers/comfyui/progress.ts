import { WebSocket, type RawData } from 'ws'
import { isRecord } from './workflow.ts'

/** The one who started a job, under the same name, is told how far it is. */
export interface Watched {
  readonly address: string
  readonly clientId: string
  readonly promptId: string
}

interface Watch {
  readonly socket: WebSocket
  readonly idle: NodeJS.Timeout
  fraction: number | undefined
}

/** Longer than the longest pause between two questions; nobody who asks no more keeps a socket. */
const IDLE_MS = 60_000
const MAX_MESSAGE_BYTES = 32 * 1024 * 1024
const watches = new Map<string, Watch>()

/**
 * How far a job is, as far as its socket has told; the first question opens it. Only an ornament: whether a job
 * ended is always asked, so a socket that cannot be had is no trouble.
 */
export function progressOf(watched: Watched): number | undefined {
  const name = nameOf(watched)
  const watch = watches.get(name) ?? open(name, watched)
  watch.idle.refresh()
  return watch.fraction
}

export function stopWatching(watched: Watched): void {
  close(nameOf(watched))
}

const nameOf = ({ address, promptId }: Watched) => `${address}\n${promptId}`

function open(name: string, { address, clientId, promptId }: Watched): Watch {
  const url = `${address.replace(/^http/, 'ws')}/ws?clientId=${encodeURIComponent(clientId)}`
  const socket = new WebSocket(url, { handshakeTimeout: 5_000, maxPayload: MAX_MESSAGE_BYTES })
  const idle = setTimeout(() => close(name), IDLE_MS)
  idle.unref()
  const watch: Watch = { socket, idle, fraction: undefined }
  watches.set(name, watch)
  // A window that closes must not wait for a server that has nothing to say.
  socket.on('upgrade', ({ socket: line }) => line.unref())
  socket.on('message', (data, isBinary) => {
    // Frames that are no text are previews of the picture.
    const fraction = isBinary ? undefined : readFraction(data, promptId)
    if (fraction !== undefined) watch.fraction = Math.max(watch.fraction ?? 0, fraction)
  })
  // It stays in its place, so that a server without sockets is not tried at each question.
  socket.on('error', () => socket.terminate())
  return watch
}

function close(name: string): void {
  const watch = watches.get(name)
  if (!watch) return
  watches.delete(name)
  clearTimeout(watch.idle)
  watch.socket.terminate()
}

/** A node's own progress; the last step is never told, because saving comes after it. */
function readFraction(data: RawData, promptId: string): number | undefined {
  const message = parse(data)
  const told = isRecord(message) && message['type'] === 'progress' ? message['data'] : undefined
  if (!isRecord(told) || told['prompt_id'] !== promptId) return undefined
  const [value, max] = [Number(told['value']), Number(told['max'])]
  return value >= 0 && max > 0 ? Math.min(0.95, value / max) : undefined
}

function parse(data: RawData): unknown {
  try {
    return JSON.parse(String(data))
  } catch {
    return undefined
  }
}
