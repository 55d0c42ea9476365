import type { End } from '../../nodes/graph/document.ts'
import type { HistoryEntry, Point } from './types.ts'

export type LeftPanel = 'nodes' | 'media' | 'outline'
export type DockTab = 'stitch' | 'runs' | 'problems' | 'inbox'
export type DialogName =
  'workflows' | 'save' | 'settings' | 'shortcuts' | 'palette' | 'about' | 'batch' | 'connect-media'

/** In the order they are listed. */
export const settingsSections = [
  'general',
  'providers',
  'budget',
  'words',
  'webhooks',
  'engine',
  'storage',
  'health',
  'backups',
  'about',
] as const
export type SettingsSection = (typeof settingsSections)[number]

export interface UiSlice {
  readonly selection: readonly string[]
  readonly selectedConnections: readonly string[]
  readonly leftPanel?: LeftPanel | undefined
  readonly dock: { readonly open: boolean; readonly tab: DockTab }
  readonly panelsHidden: boolean
  readonly dialog?: DialogName | undefined
  /** Where the settings are open, or were last. */
  readonly settingsAt: { readonly section: SettingsSection; readonly provider?: string | undefined }
  /** What the viewer shows; follows the selection until something is pinned by `view`. */
  readonly viewed?: { readonly mediaId: string; readonly nodeId?: string } | undefined
  readonly nodeSearch?: NodeSearch | undefined
  readonly toasts: readonly ToastMessage[]
  /** For screen readers: what just happened. */
  readonly announcement?: { readonly id: number; readonly text: string; readonly urgent: boolean } | undefined
  /** What the canvas lends to commands and panels while it is on screen. */
  readonly canvas?: CanvasHandle | undefined
  /** How near the canvas is now; 1 is 100 %. */
  readonly zoom: number
  readonly minimap: boolean
  readonly grid: boolean
  readonly snapping: boolean
  readonly findNode: boolean
  readonly connecting?: KeyboardConnect | undefined
  select(nodeIds: readonly string[], connectionIds?: readonly string[]): void
  view(mediaId: string, nodeId?: string): void
  toggleLeftPanel(panel: LeftPanel): void
  openDock(tab: DockTab): void
  setDockOpen(open: boolean): void
  togglePanels(): void
  openDialog(name: DialogName): void
  /** Opens the settings there; with a provider, on its page. */
  openSettings(section: SettingsSection, provider?: string): void
  closeDialog(): void
  openNodeSearch(search: NodeSearch): void
  closeNodeSearch(): void
  toast(message: Omit<ToastMessage, 'id'>): void
  toastError(error: unknown): void
  dismissToast(id: string): void
  announce(text: string, urgent?: boolean): void
  attachCanvas(canvas: CanvasHandle | undefined): void
  toggle(what: 'minimap' | 'grid' | 'snapping' | 'findNode'): void
  /** Opens "Connect from…" or "Connect to…" for a node or one of its ports. */
  openConnect(connecting: KeyboardConnect): void
  closeConnect(): void
}

export interface NodeSearch {
  /** Where on screen the list opens, and where on the canvas the node lands. */
  readonly screen: Point
  readonly at: Point
  /** A wire that was dropped: only node types it fits are listed, and the new node is connected. */
  readonly from?: End
  readonly to?: End
  /** Only this node type: "Insert Text to Image" between two ends. */
  readonly bridge?: string
  /** The new node goes into the middle of this wire. */
  readonly onWire?: string
}

export interface KeyboardConnect {
  readonly nodeId: string
  /** Only connections of this port. */
  readonly port?: { readonly name: string; readonly side: 'input' | 'output' }
}

/** Points are of the canvas unless they are called screen. */
export interface CanvasHandle {
  centre(): Point
  /** Where the pointer was last seen over the canvas, else its centre. */
  pointer(): { readonly screen: Point; readonly at: Point }
  toScreen(point: Point): Point
  toCanvas(screen: Point): Point
  /** Everything, or these nodes. */
  fit(nodeIds?: readonly string[]): void
  zoomBy(factor: number): void
  zoomTo(zoom: number): void
  /** Brings a node into view and gives it the keyboard. */
  focusNode(nodeId: string): void
  /** Puts the keyboard into the main field of a node, or into its title. */
  editNode(nodeId: string, what: 'field' | 'title'): void
}

export interface ToastMessage {
  readonly id: string
  readonly kind: 'info' | 'success' | 'error'
  readonly text: string
  readonly action?: { readonly label: string; readonly perform: () => void }
  readonly details?: string
  /** What it is about; it goes when that is undone. */
  readonly step?: HistoryEntry
  /** Offers to take back the latest step in the library, and goes with it. */
  readonly ofLibrary?: true
  /** About files that were refused: it goes with the list of them. */
  readonly ofImport?: true
  /** Of how a run ended: it goes when another begins. */
  readonly ofRun?: true
}
