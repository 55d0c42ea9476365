import { AppError } from '../../nodes/errors.ts'
import { errorText } from '../i18n/index.ts'
import type { Slice } from './editor.ts'
import { selectNodeView } from './node-view.ts'
import type { Store, UiSlice } from './types.ts'

const MOST_TOASTS = 3

export const createUiSlice: Slice<UiSlice> = (set, get) => ({
  selection: [],
  selectedConnections: [],
  leftPanel: 'nodes',
  dock: { open: false, tab: 'runs' },
  settingsAt: { section: 'general' },
  panelsHidden: false,
  toasts: [],
  zoom: 1,
  minimap: true,
  grid: true,
  snapping: true,
  findNode: false,

  select(nodeIds, connectionIds = []) {
    const { selection, selectedConnections } = get()
    if (sameIds(selection, nodeIds) && sameIds(selectedConnections, connectionIds)) return
    set({ selection: nodeIds, selectedConnections: connectionIds, ...viewOf(get(), nodeIds) })
  },
  view: (mediaId, nodeId) =>
    set({ viewed: { mediaId, ...(nodeId !== undefined && { nodeId }) }, panelsHidden: false }),
  toggleLeftPanel: (panel) =>
    set(({ leftPanel }) => ({ leftPanel: leftPanel === panel ? undefined : panel })),
  openDock: (tab) => set({ dock: { open: true, tab } }),
  setDockOpen: (open) => set(({ dock }) => ({ dock: { ...dock, open } })),
  togglePanels: () => set(({ panelsHidden }) => ({ panelsHidden: !panelsHidden })),
  openDialog: (dialog) => set({ dialog }),
  openSettings: (section, provider) => set({ dialog: 'settings', settingsAt: { section, provider } }),
  closeDialog: () => set({ dialog: undefined }),
  openNodeSearch: (nodeSearch) => set({ nodeSearch }),
  closeNodeSearch: () => set({ nodeSearch: undefined }),
  toast: (message) =>
    set(({ toasts }) => ({
      toasts: [...toasts, { ...message, id: crypto.randomUUID() }].slice(-MOST_TOASTS),
    })),
  toastError(error) {
    const details = error instanceof AppError ? `${error.code}: ${error.message}` : String(error)
    const text = errorText(error)
    // The same news twice is one toast.
    if (get().toasts.some((shown) => shown.text === text)) return
    get().toast({ kind: 'error', text, details })
  },
  dismissToast: (id) => set(({ toasts }) => ({ toasts: toasts.filter((toast) => toast.id !== id) })),
  announce: (text, urgent = false) =>
    set(({ announcement }) => ({ announcement: { id: (announcement?.id ?? 0) + 1, text, urgent } })),
  attachCanvas: (canvas) => set({ canvas }),
  toggle: (what) => set((state) => ({ [what]: !state[what] })),
  openConnect: (connecting) => set({ connecting }),
  closeConnect: () => set({ connecting: undefined }),
})

/** The viewer follows the selection: a single node that has something to show takes it over. */
function viewOf(state: Store, nodeIds: readonly string[]): Pick<UiSlice, 'viewed'> {
  const [nodeId] = nodeIds
  const media = nodeIds.length === 1 ? selectNodeView(state, nodeId!)?.media : undefined
  return media ? { viewed: { mediaId: media.id, nodeId: nodeId! } } : {}
}

function sameIds(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((id, index) => id === b[index])
}
