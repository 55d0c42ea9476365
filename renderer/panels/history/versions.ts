import { create } from 'zustand'
import type { Snapshot, SnapshotContent } from '../../../nodes/contract/moving.ts'
import type { Moment } from '../../../nodes/history/difference.ts'
import { bringBack, goBack } from '../../../nodes/history/go-back.ts'
import { call, core } from '../../api.ts'
import { translate } from '../../i18n/index.ts'
import { nameOf } from '../../i18n/node-words.ts'
import { getStore } from '../../store/index.ts'
import type { Store } from '../../store/types.ts'

const PAGE = 200

interface Versions {
  readonly open: boolean
  readonly snapshots: readonly Snapshot[]
  readonly total: number
  readonly loading: boolean
  readonly chosenId?: string | undefined
  /** Of the chosen one, once it is here. */
  readonly content?: SnapshotContent | undefined
  /** Whose change is shown in detail. */
  readonly nodeId?: string | undefined
}

const closed: Versions = { open: false, snapshots: [], total: 0, loading: false }

/** The earlier versions of the workflow on screen, while somebody looks at them. */
export const useVersions = create<Versions>(() => closed)

let stopListening: (() => void) | undefined

export function openVersions(): void {
  stopListening ??= core.onEvent((event) => {
    if (event.type === 'history.changed') versionsChanged(event.workflowId)
  })
  useVersions.setState({ ...closed, open: true, loading: true })
  void load(0)
}

export function closeVersions(): void {
  stopListening?.()
  stopListening = undefined
  useVersions.setState(closed)
}

export function loadMoreVersions(): void {
  const { snapshots, total, loading } = useVersions.getState()
  if (!loading && snapshots.length < total) void load(snapshots.length)
}

/** Something was kept, named or removed: the list is read again as far as it was. */
function versionsChanged(workflowId: string): void {
  if (useVersions.getState().open && getStore().workflow?.id === workflowId) void load(0)
}

async function load(offset: number): Promise<void> {
  const { workflow, flush, toastError } = getStore()
  if (!workflow) return
  useVersions.setState({ loading: true })
  try {
    await flush()
    const page = await call('history.list', { workflowId: workflow.id, limit: PAGE, offset })
    const before = offset === 0 ? [] : useVersions.getState().snapshots
    useVersions.setState({ snapshots: [...before, ...page.items], total: page.total, loading: false })
    const { chosenId } = useVersions.getState()
    const stillThere = page.items.some(({ id }) => id === chosenId)
    if (offset === 0 && !stillThere && page.items[0]) await choose(page.items[0].id)
  } catch (error) {
    useVersions.setState({ loading: false })
    toastError(error)
  }
}

export async function choose(id: string): Promise<void> {
  useVersions.setState({ chosenId: id, content: undefined, nodeId: undefined })
  try {
    const content = await call('history.read', { id })
    if (useVersions.getState().chosenId !== id) return
    useVersions.setState({ content })
    content.media.forEach(getStore().applyMedia)
  } catch (error) {
    getStore().toastError(error)
  }
}

/** What is on screen now, saved or not. */
export function momentNow({ document, takes }: Pick<Store, 'document' | 'takes'>): Moment {
  return { document, takes: Object.values(takes).flat() }
}

/** The whole workflow as it was: one step that can be undone, with what it replaces kept beside it. */
export async function restoreWorkflow({ document, takes, snapshot }: SnapshotContent): Promise<void> {
  const kept = await keepNow(undefined)
  if (!kept) return
  const { takes: takesNow } = momentNow(getStore())
  const back = goBack({ document, takes }, takesNow, Date.now())
  getStore().replaceDocument('go-back', () => back)
  getStore().announce(translate('history:restored'))
  if (snapshot.workflowId === getStore().workflow?.id) closeVersions()
}

export async function restoreNode({ document, takes }: SnapshotContent, nodeId: string): Promise<void> {
  const kept = await keepNow(undefined)
  if (!kept) return
  const now = momentNow(getStore())
  const restored = bringBack(now, nodeId, { earlier: { document, takes }, at: Date.now() })
  getStore().replaceDocument('bring-back', () => restored)
  getStore().announce(translate('history:broughtBack', { name: nameOf(document, nodeId) }))
}

export async function keepVersion(name: string): Promise<void> {
  const kept = await keepNow(name)
  if (kept) getStore().toast({ kind: 'success', text: translate('history:kept', { name }) })
}

export function renameVersion(id: string, name: string): void {
  call('history.rename', { id, name }).catch(getStore().toastError)
}

export function removeVersion(id: string): void {
  call('history.remove', { id }).catch(getStore().toastError)
}

async function keepNow(name: string | undefined): Promise<Snapshot | undefined> {
  const { workflow, flush, toastError } = getStore()
  if (!workflow) return undefined
  try {
    // The core keeps what is saved: something older must not pass for what is on screen.
    if (!(await flush())) throw getStore().saveError ?? new Error('the workflow could not be saved')
    const kept = await call('history.keep', { workflowId: workflow.id, ...(name !== undefined && { name }) })
    // What is on screen by now may be another workflow.
    return getStore().workflow?.id === workflow.id ? kept : undefined
  } catch (error) {
    toastError(error)
    return undefined
  }
}
