import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { openSocket } from './socket.ts'

/** A WebSocket whose other end the test plays. */
class Line extends EventTarget {
  readyState: number = WebSocket.CONNECTING
  readonly sent: string[] = []

  open(): void {
    this.readyState = WebSocket.OPEN
    this.dispatchEvent(new Event('open'))
  }

  close(): void {
    this.readyState = WebSocket.CLOSED
    this.dispatchEvent(new Event('close'))
  }

  send(text: string): void {
    this.sent.push(text)
  }

  receive(frame: unknown): void {
    this.dispatchEvent(new MessageEvent('message', { data: JSON.stringify(frame) }))
  }
}

let lines: Line[]
let isStranger: boolean
let told: unknown[]
const latest = () => lines.at(-1)!

beforeEach(() => {
  vi.useFakeTimers()
  lines = []
  isStranger = false
  told = []
})
afterEach(() => void vi.useRealTimers())

function openLine() {
  const open = () => {
    lines.push(new Line())
    return latest() as unknown as WebSocket
  }
  const socket = openSocket(open, () => Promise.resolve(isStranger))
  socket.onReachable((...news) => told.push(news))
  return socket
}

/** Long enough for one more attempt, whatever the wait has grown to. */
const nextAttempt = () => vi.advanceTimersByTimeAsync(5_000)

it('carries a call over the line that came back by itself', async () => {
  const socket = openLine()
  latest().open()
  const lost = socket.send('app.info', {})
  await Promise.resolve()
  latest().close()
  await expect(lost).rejects.toMatchObject({ code: 'core_unreachable' })
  await expect(socket.send('app.info', {})).rejects.toMatchObject({ code: 'core_unreachable' })

  await nextAttempt()
  latest().open()
  const answered = socket.send('app.info', {})
  await Promise.resolve()
  const { id } = JSON.parse(latest().sent[0]!) as { id: number }
  latest().receive({ id, reply: { ok: true, value: 1 } })
  expect(await answered).toEqual({ ok: true, value: 1 })
  expect(told).toEqual([[true], [false, 'core_unreachable'], [true]])
})

it('says that it is a stranger to a server that was started anew, and goes on trying', async () => {
  const socket = openLine()
  latest().open()
  latest().close()
  await nextAttempt()
  latest().close()
  await nextAttempt()
  isStranger = true
  latest().close()
  await nextAttempt()
  latest().close()
  await expect(socket.send('app.info', {})).rejects.toMatchObject({ code: 'session_over' })

  await nextAttempt()
  latest().open()
  expect(told).toEqual([[true], [false, 'core_unreachable'], [false, 'session_over'], [true]])
  latest().close()
  await expect(socket.send('app.info', {})).rejects.toMatchObject({ code: 'core_unreachable' })
})

it('waits longer each time, but never longer than five seconds', async () => {
  openLine()
  const waits: number[] = []
  for (let attempt = 0; attempt < 7; attempt++) {
    const before = lines.length
    latest().close()
    let waited = 0
    while (lines.length === before) {
      await vi.advanceTimersByTimeAsync(250)
      waited += 250
    }
    waits.push(waited)
  }
  expect(waits).toEqual([250, 500, 1_000, 2_000, 4_000, 5_000, 5_000])
})
