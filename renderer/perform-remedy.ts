import { incomingOf } from '../nodes/graph/graph.ts'
import type { WireError } from '../nodes/errors.ts'
import { showNode } from './panels/show-node.ts'
import type { RemedyKind } from './remedies.ts'
import { getStore, graphOf, nodeById, selectQuote } from './store/index.ts'
import { standInFor } from './store/stand-in.ts'

export interface Trouble {
  readonly nodeId: string
  readonly error: WireError
}

/** The provider that an error is about; the node's own where it does not say. */
export function providerIdOf({ nodeId, error }: Trouble): string | undefined {
  const named = error.details['providerId']
  if (typeof named === 'string') return named
  const state = getStore()
  const ran = state.nodeRuns[nodeId]?.model
  return ran?.includes('/') ? ran.split('/')[0] : selectQuote(state, nodeId)?.model?.provider
}

export function billingLink(trouble: Trouble): string | undefined {
  const id = providerIdOf(trouble)
  return getStore().providers?.find((provider) => provider.id === id)?.links.billing
}

export function canStandIn(nodeId: string): boolean {
  return standInFor(getStore(), nodeId) !== undefined
}

export function performRemedy(kind: Exclude<RemedyKind, 'billing'>, trouble: Trouble): void {
  const { nodeId } = trouble
  const { openSettings, openDock, run, makeAsAnimatic } = getStore()
  switch (kind) {
    case 'add-key':
    case 'check-key':
    case 'provider-settings':
      return openSettings('providers', providerIdOf(trouble))
    case 'animatic':
      return void makeAsAnimatic(nodeId)
    case 'limits':
      return openSettings('budget')
    case 'inbox':
      return openDock('inbox')
    case 'storage':
      return openSettings('storage')
    case 'engine':
      return openSettings('engine')
    case 'choose-model':
      return chooseModel(nodeId)
    case 'edit-prompt':
      return editPrompt(nodeId)
    case 'retry':
      return void run({ kind: 'nodes', nodeIds: [nodeId] })
  }
}

/** The inspector has the field; it is drawn once the node is selected. */
export function chooseModel(nodeId: string): void {
  showNode(nodeId)
  setTimeout(() => document.querySelector<HTMLElement>('[data-param="model"] button')?.focus(), 100)
}

/** Where the words are written: on the node itself, or on the one they come from. */
function editPrompt(nodeId: string): void {
  const { document, canvas, select } = getStore()
  const wire = incomingOf(graphOf(document), nodeId).find(({ to }) => to.port === 'prompt')
  const at = wire && nodeById(document, wire.from.node) ? wire.from.node : nodeId
  select([at])
  canvas?.editNode(at, 'field')
}
