import { once } from 'node:events'
import { createServer, type AddressInfo, type Socket } from 'node:net'

export interface RawServer {
  readonly port: number
  readonly origin: string
  /** What arrived on each connection, as text. */
  readonly received: readonly string[]
  close(): Promise<void>
}

/** A server for tests that says exactly what it is told to, well-formed or not, once it has seen a whole head. */
export async function startRawServer(
  answer: (socket: Socket, request: string, turn: number) => void,
): Promise<RawServer> {
  const received: string[] = []
  const sockets = new Set<Socket>()
  const server = createServer((socket) => {
    const turn = received.push('') - 1
    sockets.add(socket)
    let answered = false
    socket.on('error', () => {})
    socket.on('close', () => sockets.delete(socket))
    socket.on('data', (bytes) => {
      received[turn] += bytes.toString('latin1')
      if (answered || !received[turn]!.includes('\r\n\r\n')) return
      answered = true
      answer(socket, received[turn]!, turn)
    })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  return {
    port,
    origin: `http://127.0.0.1:${port}`,
    received,
    async close() {
      for (const socket of sockets) socket.destroy()
      server.close()
      await once(server, 'close')
    },
  }
}
