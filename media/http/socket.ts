import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import { WebSocket, WebSocketServer } from 'ws'
import type { CallFrame, CoreFrame } from '../../nodes/contract/bridge.ts'
import { answer } from '../../nodes/contract/rpc.ts'
import type { Core } from '../core.ts'

/** Far above any workflow; a frame is one JSON text. */
const MAX_FRAME_BYTES = 16 * 1024 * 1024
/** A window that stopped reading is let go before its events fill the memory. */
const MAX_WAITING_BYTES = 64 * 1024 * 1024

export interface Sockets {
  /** Takes over a connection that has already been checked. */
  readonly accept: (request: IncomingMessage, socket: Duplex, head: Buffer) => void
  readonly close: () => void
}

/** The core's methods and events over WebSockets: ipc.ts for a browser. */
export function openSockets(core: Pick<Core, 'handlers' | 'onEvent'>): Sockets {
  const server = new WebSocketServer({
    noServer: true,
    maxPayload: MAX_FRAME_BYTES,
    perMessageDeflate: false,
  })
  const stopListening = core.onEvent((event) => {
    const frame = encode({ event })
    for (const socket of server.clients) send(socket, frame)
  })

  server.on('connection', (socket) => {
    socket.on('error', () => socket.terminate())
    socket.on('message', (data, isBinary) => {
      const call = isBinary ? undefined : readCall(String(data))
      if (!call) return socket.close(1008, 'not a call')
      void answer(core.handlers, call.name, call.input).then((reply) =>
        send(socket, encode({ id: call.id, reply })),
      )
    })
  })

  return {
    accept: (request, socket, head) =>
      server.handleUpgrade(request, socket, head, (accepted) => server.emit('connection', accepted, request)),
    close() {
      stopListening()
      for (const socket of server.clients) socket.terminate()
      server.close()
    },
  }
}

function readCall(text: string): CallFrame | undefined {
  try {
    const frame = JSON.parse(text) as Partial<CallFrame> | null
    if (typeof frame?.id !== 'number' || typeof frame.name !== 'string') return undefined
    return { id: frame.id, name: frame.name, input: frame.input }
  } catch {
    return undefined
  }
}

function encode(frame: CoreFrame): string {
  return JSON.stringify(frame)
}

function send(socket: WebSocket, frame: string): void {
  if (socket.readyState !== WebSocket.OPEN) return
  if (socket.bufferedAmount > MAX_WAITING_BYTES) return socket.terminate()
  socket.send(frame)
}
