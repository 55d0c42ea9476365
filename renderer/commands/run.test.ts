import { expect, it } from 'vitest'
import { statusOf } from '../../nodes/engine/status.ts'
import type { Take } from '../../nodes/takes.ts'
import { createStoreOver } from '../store/create-store.ts'
import { createTestCore } from '../store/test-core.ts'
import type { Store } from '../store/types.ts'
import type { Command } from './command.ts'
import { runCommands } from './run.ts'

async function open() {
  const store = createStoreOver(createTestCore())
  await store.getState().start()
  const reasons = () =>
    ['run-selected', 'run-from-here'].map((id) =>
      (runCommands as readonly Command[]).find((command) => command.id === id)!.unavailable!(
        store.getState(),
      ),
    )
  return { store, state: store.getState, reasons }
}

/** The node has made what it is asked for. */
function made({ document, takes, media }: Store, nodeId: string): Partial<Store> {
  const status = statusOf(document, { takesOf: () => [], isMissing: () => true }).get(nodeId)!
  if (!('signature' in status)) throw new Error('this node cannot be made')
  const take: Take = {
    nodeId,
    mediaId: nodeId,
    number: 1,
    variation: 0,
    signature: status.signature!,
    createdAt: 1,
    activatedAt: 1,
  }
  const file = {
    id: nodeId,
    kind: 'image' as const,
    name: '',
    sizeBytes: 1,
    hasAudio: false,
    sourceType: 'generated' as const,
    createdAt: 1,
    favourite: false,
    missing: false,
  }
  return { takes: { ...takes, [nodeId]: [take] }, media: { ...media, [nodeId]: file } }
}

it('runs a part only while there is something in it to make, and says why not', async () => {
  const { store, state, reasons } = await open()
  const still = state().addNode('text-to-image', { params: { prompt: 'rain' } })
  state().select([still])
  expect(reasons()).toEqual([undefined, undefined])
  store.setState(made(state(), still))
  expect(reasons()).toEqual(['up-to-date', 'up-to-date'])
  const motion = state().addNode('image-to-video', { connectFrom: { node: still, port: 'image' } })
  state().select([still])
  expect(reasons()).toEqual(['up-to-date', undefined])
  state().disconnect(state().document.connections.map(({ id }) => id))
  state().select([motion])
  expect(reasons()).toEqual(['needs-something', 'needs-something'])
})

it('has nothing to run from a node with no maker behind it', async () => {
  const { state, reasons } = await open()
  state().select([state().addNode('prompt')])
  expect(reasons()).toEqual(['select-maker', 'nothing-to-run'])
})
