import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, expect, it } from 'vitest'
import { minimax } from '../../e2e/fakes/minimax.ts'
import { startFake } from '../../e2e/fakes/server.ts'
import { openTestLibrary } from './test-library.ts'

/** Nobody waits longer than that for an app to close, and no wait for a provider is shorter. */
const PATIENCE_MS = 10_000

let close: () => Promise<void> = async () => {}
afterEach(() => close())

async function timed(work: () => Promise<void>): Promise<number> {
  const began = performance.now()
  await work()
  return performance.now() - began
}

/** A provider that takes everything and answers nothing. */
async function startSilence() {
  let creates = 0
  const server = createServer(() => void creates++)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    vendor: { id: 'runway' },
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    key: 'key-of-nobody-0123456789',
    requests: [],
    creates: () => creates,
    async close() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

it('does not wait long for a create that is not answered, and asks about it at the next start', async () => {
  const home = await openTestLibrary(await startSilence(), { waitScale: 1 })
  close = () => home.close()
  const workflowId = home.workflow('Rain')
  const run = home.begin(workflowId)
  await expect.poll(home.fake.creates, { interval: 2 }).toBe(1)
  expect(await timed(() => home.quit())).toBeLessThan(PATIENCE_MS)
  await home.start()
  expect(home.jobs('inbox')).toMatchObject([{ state: 'unknown', runId: run.id }])
  const again = await home.finished(home.begin(workflowId))
  expect(again.nodes[0]).toMatchObject({ state: 'failed', error: { code: 'outcome_unknown' } })
  expect(home.fake.creates()).toBe(1)
})

it('does not wait for the next look after a create whose answer was lost', async () => {
  // A look would come after a minute and a half of this.
  const home = await openTestLibrary(await startFake(minimax, { script: 'create-hang-after-accept' }), {
    waitScale: 100,
  })
  close = () => home.close()
  home.begin(home.workflow('Rain', 'minimax/MiniMax-H3'))
  await expect.poll(() => home.jobs()[0]?.state, { interval: 2 }).toBe('unknown')
  expect(await timed(() => home.quit())).toBeLessThan(PATIENCE_MS)
  await home.start({ waitScale: 0.001 })
  // It is looked for when the app starts again.
  const isMade = async () => {
    if (home.job().state === 'unknown') await home.answer('check')
    return home.job().state
  }
  await expect.poll(isMade, { interval: 20 }).toBe('adopted')
  expect([home.fake.creates, home.fake.accepted]).toEqual([1, 1])
})
