import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import { afterEach, expect, it } from 'vitest'
import { WebSocketServer, type WebSocket } from 'ws'
import { progressOf, stopWatching, type Watched } from './progress.ts'

let server: Server
afterEach(() => void server.close())

async function serve(): Promise<Watched> {
  server = createServer((_, response) => response.writeHead(404).end())
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  return { address: `http://127.0.0.1:${port}`, clientId: 'me', promptId: 'mine' }
}

it('does without a socket where there is none, and tries it once', async () => {
  const watched = await serve()
  const asked = once(server, 'upgrade')
  let tries = 0
  server.on('upgrade', (_, socket) => {
    tries++
    socket.end('HTTP/1.1 404 Not Found\r\n\r\n')
  })
  expect(progressOf(watched)).toBeUndefined()
  const [, socket] = (await asked) as [unknown, Socket]
  await once(socket, 'close')
  expect(progressOf(watched)).toBeUndefined()
  expect(tries).toBe(1)
  stopWatching(watched)
})

it('may be stopped before it began', async () => {
  const watched = await serve()
  progressOf(watched)
  expect(() => stopWatching(watched)).not.toThrow()
  expect(() => stopWatching(watched)).not.toThrow()
})

it('never goes back, and leaves the line when it is stopped', async () => {
  const watched = await serve()
  const sockets = new WebSocketServer({ server })
  const connected = once(sockets, 'connection')
  progressOf(watched)
  const [line] = (await connected) as [WebSocket]
  const say = (value: number, max: number) =>
    line.send(JSON.stringify({ type: 'progress', data: { value, max, prompt_id: 'mine', node: '3' } }))
  line.send('no JSON')
  say(1, 0)
  say(10, 20)
  while (progressOf(watched) !== 0.5) await new Promise((resolve) => setTimeout(resolve, 5))
  say(1, 20)
  say(20, 20)
  while (progressOf(watched) !== 0.95) {
    expect(progressOf(watched)).toBe(0.5)
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
  const left = once(line, 'close')
  stopWatching(watched)
  await left
  expect(sockets.clients.size).toBe(0)
  sockets.close()
})
