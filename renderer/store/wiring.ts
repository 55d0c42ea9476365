import { moveShot } from '../../nodes/cut/change.ts'
import type { Refusal } from '../../nodes/graph/connect.ts'
import { connectionText, refusalText } from '../i18n/node-words.ts'
import { translate } from '../i18n/index.ts'
import { disconnect, join, moveConnection, rejoin, type Joined } from './edits.ts'
import { createEdit, toastStep, type Slice } from './editor.ts'
import { selectFilm } from './film.ts'
import type { DocumentSlice } from './types.ts'

type Wiring = Pick<DocumentSlice, 'connect' | 'disconnect' | 'reconnect' | 'moveConnection'>

/** Refusals that tell the person nothing they do not see. */
const silent: ReadonlySet<Refusal['code']> = new Set(['already_connected', 'same_node', 'unknown_port'])

export const createWiringSlice: Slice<Wiring> = (set, get) => {
  const edit = createEdit(set, get)
  const take = (joined: Joined, label: 'connect' | 'reconnect', targets: readonly string[]): boolean => {
    if ('refusal' in joined) {
      if (!silent.has(joined.refusal.code)) {
        get().toast({ kind: 'info', text: refusalText(get().document, joined.refusal) })
      }
      return false
    }
    const { document } = get()
    const changed = edit({ label }, () => joined.document, targets)
    if (joined.replaced) {
      const wire = connectionText(document, joined.replaced)
      toastStep(set, get, translate('canvas:toast.replaced', { wire }))
    }
    const made = joined.document.connections.at(-1)
    if (changed && made)
      get().announce(translate('canvas:say.connected', { wire: connectionText(joined.document, made) }))
    return changed
  }

  return {
    connect: (from, to) => take(join(get().document, from, to), 'connect', [to.node]),
    reconnect(connectionId, from, to) {
      const before = get().document.connections.find(({ id }) => id === connectionId)
      const targets = before ? [before.to.node, to.node] : [to.node]
      return take(rejoin(get().document, connectionId, { from, to }), 'reconnect', targets)
    },
    disconnect(ids) {
      const { document, selectedConnections, selection, select } = get()
      const targets = document.connections.filter(({ id }) => ids.includes(id)).map(({ to }) => to.node)
      if (!edit({ label: 'disconnect' }, (document) => disconnect(document, ids), targets)) return
      select(
        selection,
        selectedConnections.filter((id) => !ids.includes(id)),
      )
      get().announce(translate('canvas:say.disconnected', { count: ids.length }))
    },
    moveConnection(id, by) {
      const target = get().document.connections.find((connection) => connection.id === id)?.to.node
      // In a film that was cut, the order is that of its shots.
      const film = target === undefined ? undefined : selectFilm(get(), target)
      const index = film?.isCut ? film.cut.shots.findIndex(({ wire }) => wire === id) : -1
      if (film && index !== -1) {
        get().changeCut(film.nodeId, { label: 'clip-order' }, (cut) => moveShot(cut, index, index + by))
        return
      }
      edit({ label: 'clip-order' }, (document) => moveConnection(document, id, by), target ? [target] : [])
    },
  }
}
