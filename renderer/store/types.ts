import type { Run, RunNode, Settings, WorkflowSummary } from '../../nodes/contract/records.ts'
import type { RunTarget } from '../../nodes/engine/plan.ts'
import type { NodeStatus } from '../../nodes/engine/status.ts'
import type { AppError } from '../../nodes/errors.ts'
import type { Connection, DocumentNode, End, Viewport, WorkflowDocument } from '../../nodes/graph/document.ts'
import type { Media } from '../../nodes/media.ts'
import type { ModelInfo } from '../../nodes/models.ts'
import type { Take } from '../../nodes/takes.ts'

/** The graph being edited, and its past and future. Selection, viewport and run state are outside of it. */
export interface DocumentSlice {
  readonly document: WorkflowDocument
  readonly history: { readonly past: readonly HistoryEntry[]; readonly future: readonly HistoryEntry[] }
  /** One undo step per call; typing in one field merges until a pause of 500 ms or another edit. */
  addNode(type: string, options?: AddNodeOptions): string
  removeNodes(ids: readonly string[], options?: { readonly rejoin?: boolean }): void
  duplicateNodes(ids: readonly string[]): void
  copyNodes(ids: readonly string[]): void
  pasteNodes(at: { x: number; y: number }, options?: { readonly withIncoming?: boolean }): void
  /** `done: false` while a drag or arrow burst goes on: the whole gesture is one step. */
  moveNodes(positions: Readonly<Record<string, { x: number; y: number }>>, done: boolean): void
  resizeNode(id: string, width: number): void
  renameNode(id: string, title: string): void
  setParam(id: string, name: string, value: unknown): void
  setSetting(name: 'aspect', value: unknown): void
  /** Refuses what nodes/graph/connect.ts refuses, and answers why; replaces a single input's wire in the same step. */
  connect(from: End, to: End): boolean
  disconnect(connectionIds: readonly string[]): void
  reconnect(connectionId: string, from: End, to: End): boolean
  /** Order of clips in a port that takes many. */
  moveConnection(connectionId: string, by: -1 | 1): void
  chooseTake(nodeId: string, mediaId: string): void
  setKept(nodeId: string, kept: boolean): void
  tidy(ids?: readonly string[]): void
  undo(): void
  redo(): void
  /** The name of the step, for "Undo Move": a key of the `edits` namespace of the language files. */
  setViewport(viewport: Viewport): void
}

export interface HistoryEntry {
  readonly document: WorkflowDocument
  readonly label: string
}

export interface AddNodeOptions {
  readonly at?: { readonly x: number; readonly y: number }
  readonly params?: Readonly<Record<string, unknown>>
  readonly title?: string
  /** Connects the new node's first fitting port to this end. */
  readonly connectFrom?: End
  readonly connectTo?: End
}

/** Which workflow is open, and whether what is on screen is in the library. */
export interface SessionSlice {
  readonly phase: 'starting' | 'ready' | 'unreachable'
  readonly startError?: AppError
  readonly workflow?: WorkflowSummary
  readonly rev: number
  readonly saveState: 'saved' | 'saving' | 'unsaved' | 'conflict' | 'refused'
  readonly saveError?: AppError
  readonly savedAt?: number
  readonly workflows: readonly WorkflowSummary[]
  start(): Promise<void>
  openWorkflow(id?: string): Promise<void>
  createWorkflow(): Promise<void>
  openSample(): Promise<void>
  importWorkflowText(name: string, text: string): Promise<void>
  /** Writes what is on screen now; autosave calls it 500 ms after an edit and on blur. */
  flush(): Promise<void>
  describeWorkflow(
    id: string,
    change: { name?: string; description?: string; status?: 'draft' | 'saved' },
  ): Promise<void>
  duplicateWorkflow(id: string): Promise<void>
  removeWorkflow(id: string): Promise<void>
  refreshWorkflows(): Promise<void>
}

/** Files and takes of the open workflow, and the page of the library on screen. */
export interface MediaSlice {
  readonly takes: Readonly<Record<string, readonly Take[]>>
  readonly media: Readonly<Record<string, Media>>
  readonly models: readonly ModelInfo[]
  readonly library: {
    readonly items: readonly string[]
    readonly total: number
    readonly loading: boolean
    readonly query: { readonly kind?: Media['kind']; readonly favourites?: boolean; readonly search: string }
  }
  readonly imports: readonly ImportProgress[]
  queryLibrary(query: Partial<MediaSlice['library']['query']>): Promise<void>
  loadMoreLibrary(): Promise<void>
  /** Imports files one by one; answers the media in order, undefined where a file was refused (shown as a toast). */
  importFiles(files: readonly File[]): Promise<(Media | undefined)[]>
  setFavourite(id: string, favourite: boolean): Promise<void>
  renameMedia(id: string, name: string): Promise<void>
}

export interface ImportProgress {
  readonly id: string
  readonly name: string
  readonly state: 'running' | 'done' | 'existed' | 'refused'
  readonly error?: AppError
}

export interface RunsSlice {
  /** Newest first. */
  readonly runs: readonly Run[]
  /** The run that works on the open workflow now. */
  readonly activeRunId?: string
  /** State of each node in the active or latest run of this workflow; cleared for a node when it is edited. */
  readonly nodeRuns: Readonly<Record<string, RunNode>>
  run(target: RunTarget): Promise<void>
  stopRun(): Promise<void>
  /** What did not finish in the latest run, and what was skipped because of it. */
  retryRun(): Promise<void>
}

export type LeftPanel = 'nodes' | 'media' | 'outline'
export type DockTab = 'runs' | 'problems'
export type DialogName = 'workflows' | 'settings' | 'shortcuts' | 'palette' | 'about'

export interface UiSlice {
  readonly selection: readonly string[]
  readonly selectedConnections: readonly string[]
  readonly leftPanel?: LeftPanel
  readonly dock: { readonly open: boolean; readonly tab: DockTab }
  readonly panelsHidden: boolean
  readonly dialog?: DialogName
  /** What the viewer shows; follows the selection until something is pinned by `view`. */
  readonly viewed?: { readonly mediaId: string; readonly nodeId?: string }
  readonly nodeSearch?: NodeSearch
  readonly toasts: readonly ToastMessage[]
  select(nodeIds: readonly string[], connectionIds?: readonly string[]): void
  view(mediaId: string, nodeId?: string): void
  toggleLeftPanel(panel: LeftPanel): void
  openDock(tab: DockTab): void
  setDockOpen(open: boolean): void
  togglePanels(): void
  openDialog(name: DialogName): void
  closeDialog(): void
  openNodeSearch(search: NodeSearch): void
  closeNodeSearch(): void
  toast(message: Omit<ToastMessage, 'id'>): void
  toastError(error: unknown): void
  dismissToast(id: string): void
}

export interface NodeSearch {
  /** Where on screen the list opens, and where on the canvas the node lands. */
  readonly screen: { readonly x: number; readonly y: number }
  readonly at: { readonly x: number; readonly y: number }
  /** A wire that was dropped: only node types it fits are listed, and the new node is connected. */
  readonly from?: End
  readonly to?: End
  /** "Insert Text to Image": both ends known, the new node goes between them. */
  readonly bridge?: string
}

export interface ToastMessage {
  readonly id: string
  readonly kind: 'info' | 'success' | 'error'
  readonly text: string
  readonly action?: { readonly label: string; readonly perform: () => void }
  readonly details?: string
}

export interface SettingsSlice {
  readonly settings: Settings
  readonly dataFolder: string
  readonly version: string
  readonly engine?:
    | { readonly ok: true; readonly path: string; readonly version: string }
    | { readonly ok: false; readonly error: AppError }
  changeSettings(patch: Partial<Settings>): Promise<void>
  checkEngine(path: string): Promise<void>
}

export type Store = DocumentSlice & SessionSlice & MediaSlice & RunsSlice & UiSlice & SettingsSlice

/** What a card shows: its state at rest, with a run's state over it while that is newer. Selected by `useNodeView(id)`. */
export interface NodeView {
  readonly node: DocumentNode
  readonly status: NodeStatus
  readonly run?: RunNode
  readonly takes: readonly Take[]
  readonly activeTake?: Take
  readonly media?: Media
  readonly connections: { readonly incoming: readonly Connection[]; readonly outgoing: readonly Connection[] }
}
