import type { Run, RunNode, Settings, WorkflowSummary } from '../../nodes/contract/records.ts'
import type { RunTarget } from '../../nodes/engine/plan.ts'
import type { Quote } from '../../nodes/generation/quote.ts'
import type { Item } from '../../nodes/batch/item.ts'
import type { NodeStatus } from '../../nodes/engine/status.ts'
import type { AppError } from '../../nodes/errors.ts'
import type { Connection, DocumentNode, End, Viewport, WorkflowDocument } from '../../nodes/graph/document.ts'
import type { Media } from '../../nodes/media.ts'
import type { ModelInfo } from '../../nodes/models.ts'
import type { Take } from '../../nodes/takes.ts'
import type { en } from '../i18n/en/index.ts'
import type { StandingRun } from './standing-run.ts'
import type { CutSlice } from './cut-types.ts'
import type { ExportsSlice } from './exports.ts'
import type { FolderImportsSlice } from './imports.ts'
import type { TransfersSlice } from './transfers.ts'
import type { JobsSlice, ProvidersSlice, SpendingSlice } from './money-types.ts'
import type { StorageSlice } from './storage.ts'
import type { TrashSlice } from './trash.ts'
import type { LibrarySlice } from './library-types.ts'
import type { LibraryUseSlice } from './library-use.ts'
import type { UiSlice } from './ui-types.ts'

export type { CutSlice, CutStep, FilmOutlook, Peaks } from './cut-types.ts'
export type { JobsSlice, ProvidersSlice, SpendingSlice } from './money-types.ts'
export type {
  SettingsSection,
  LeftPanel,
  DockTab,
  DialogName,
  UiSlice,
  NodeSearch,
  KeyboardConnect,
  CanvasHandle,
  ToastMessage,
} from './ui-types.ts'

export type EditLabel = keyof (typeof en)['edits']

/** The graph being edited, and its past and future. Selection, viewport and run state are outside of it. */
export interface DocumentSlice {
  readonly document: WorkflowDocument
  /** Labels are keys of the `edits` namespace of the language files, for "Undo Move". */
  readonly history: History
  readonly clipboard?: Clip | undefined
  /** How large each card is on the canvas, in canvas pixels. Changes without telling anyone. */
  readonly sizes: CardSizes
  /** One undo step per call; typing in one field merges until a pause of 500 ms or another edit. */
  addNode(type: string, options?: AddNodeOptions): string
  removeNodes(ids: readonly string[], options?: { readonly rejoin?: boolean }): void
  /** The selected nodes and wires, in one step. */
  removeSelection(): void
  duplicateNodes(ids: readonly string[]): void
  copyNodes(ids: readonly string[]): void
  cutNodes(ids: readonly string[]): void
  /** Pastes what was copied here or, given a clip, in another window. */
  pasteNodes(at: Point, options?: { readonly withIncoming?: boolean; readonly clip?: Clip }): void
  /** `done: false` while a drag or arrow burst goes on: the whole gesture is one step. */
  moveNodes(positions: Readonly<Record<string, Point>>, done: boolean): void
  /** A burst of these is one step too. */
  nudgeNodes(ids: readonly string[], by: Point): void
  resizeNode(id: string, width: number): void
  renameNode(id: string, title: string): void
  setParam(id: string, name: string, value: unknown): void
  /** The file of a Media node, and with it the port it has; wires that no longer fit go in the same step. */
  holdMedia(id: string, media: Media): void
  setSetting(name: 'aspect', value: unknown): void
  /** Refuses what nodes/graph/connect.ts refuses, and answers why; replaces a single input's wire in the same step. */
  connect(from: End, to: End): boolean
  disconnect(connectionIds: readonly string[]): void
  reconnect(connectionId: string, from: End, to: End): boolean
  /** Order of clips in a port that takes many. */
  moveConnection(connectionId: string, by: -1 | 1): void
  chooseTake(nodeId: string, mediaId: string): void
  setKept(nodeId: string, kept: boolean): void
  /** Makes a node and what is made from it alone once for each item, in one step. */
  makeBatch(nodeId: string, items: readonly Item[]): void
  /** Puts a node that is not connected yet into the middle of a wire; `afterMove` makes it one step with the drag. */
  insertOnWire(nodeId: string, connectionId: string, options?: { readonly afterMove?: boolean }): boolean
  /** Without ids: everything. */
  tidy(ids?: readonly string[]): void
  /** Another document in its place, as one step. Where the person looks stays. */
  replaceDocument(label: EditLabel, recipe: (document: WorkflowDocument) => WorkflowDocument): void
  /** Ends the step that edits of the same kind would still merge into, such as on blur. */
  endStep(): void
  /** Takes back a gesture that has not ended, as if it had never begun: it is no step, and what could be redone still can. */
  cancelStep(): void
  undo(): void
  redo(): void
  /** Saved with the workflow, but no step. */
  setViewport(viewport: Viewport): void
}

export interface HistoryEntry {
  readonly document: WorkflowDocument
  readonly label: EditLabel
}

interface OpenStep {
  readonly key: string
  readonly until: number
  /** Of a gesture: what could be redone before it began. */
  readonly future?: History['future']
}

export interface History {
  /** The documents before each step, oldest first. */
  readonly past: readonly HistoryEntry[]
  /** The documents after each undone step, next one first. */
  readonly future: readonly HistoryEntry[]
  /** The step that further edits of the same kind still belong to. */
  readonly open?: OpenStep
}

export interface Point {
  readonly x: number
  readonly y: number
}

export interface Size {
  readonly width: number
  readonly height: number
}

export interface CardSizes {
  /** As measured, or as it will be about. */
  of(node: DocumentNode): Size
  isMeasured(id: string): boolean
  report(id: string, size: Size): void
}

/** Copied nodes with the wires between them, and those that came in from outside. */
export interface Clip {
  readonly nodes: readonly DocumentNode[]
  readonly connections: readonly Connection[]
  readonly incoming: readonly Connection[]
}

export interface AddNodeOptions {
  /** Top left corner; without it, right of the selection or in the middle of the view. */
  readonly at?: Point
  readonly params?: Readonly<Record<string, unknown>>
  readonly title?: string
  /** Connects the new node's first fitting port to this end. */
  readonly connectFrom?: End
  /** Connects its output to this end; with both, the node comes in between. */
  readonly connectTo?: End
  /** Puts it into the middle of this wire. */
  readonly onWire?: string
}

/** Which workflow is open, and whether what is on screen is in the library. */
export interface SessionSlice {
  readonly phase: 'starting' | 'ready' | 'unreachable'
  /** The core is unreachable because it was started anew and does not know this window. */
  readonly sessionOver?: boolean
  readonly startError?: AppError | undefined
  readonly workflow?: WorkflowSummary | undefined
  readonly rev: number
  readonly saveState: 'saved' | 'saving' | 'unsaved' | 'conflict' | 'refused'
  readonly saveError?: AppError | undefined
  readonly savedAt?: number | undefined
  readonly workflows: readonly WorkflowSummary[]
  start(): Promise<void>
  openWorkflow(id?: string): Promise<void>
  createWorkflow(): Promise<void>
  openSample(): Promise<void>
  importWorkflowText(name: string, text: string): Promise<void>
  /** Writes what is on screen now; autosave calls it 500 ms after an edit and on blur. Answers whether it is written. */
  flush(): Promise<boolean>
  /** What "Save" means where everything is saved anyway: now, and no longer a draft. */
  saveNow(): Promise<void>
  /** After a conflict: takes what the library has, giving up what is on screen. */
  reloadWorkflow(): Promise<void>
  /** After a conflict: what is on screen becomes a workflow of its own. */
  saveAsCopy(of?: { readonly name: string; readonly document: WorkflowDocument }): Promise<void>
  describeWorkflow(
    id: string,
    change: { name?: string; description?: string; status?: 'draft' | 'saved' },
  ): Promise<void>
  duplicateWorkflow(id: string): Promise<void>
  removeWorkflow(id: string): Promise<void>
  refreshWorkflows(): Promise<void>
  applySummary(summary: WorkflowSummary): void
}

/** Files and takes of the open workflow, and what is being brought in. */
export interface MediaSlice {
  readonly takes: Readonly<Record<string, readonly Take[]>>
  readonly media: Readonly<Record<string, Media>>
  readonly models: readonly ModelInfo[]
  readonly imports: readonly ImportProgress[]
  /**
   * Imports files one by one; answers the media in order, named as the files are, undefined where a file was refused
   * (shown as a toast).
   */
  importFiles(files: readonly File[]): Promise<(Media | undefined)[]>
  dismissImports(): void
  /** Fetches what a pasted node names and this window has not seen; anything but ids is passed over. */
  loadMedia(ids: readonly unknown[]): Promise<void>
  applyMedia(media: Media): void
  /** Asks again, a moment later, for what the open workflow shows: files came, went or were found gone. */
  renewMedia(): void
  applyTake(take: Take, media: Media): void
  setFavourite(id: string, favourite: boolean): Promise<void>
  renameMedia(id: string, name: string): Promise<void>
}

export interface ImportProgress {
  readonly id: string
  readonly name: string
  readonly state: 'running' | 'done' | 'existed' | 'refused'
  readonly error?: AppError
}

export interface RunOrder {
  /** What the person agreed to pay, in US dollars. */
  readonly agreedUsd?: number
  /** The animatic makes what would be paid for; the document stays as it is. */
  readonly standIn?: true
}

export interface RunsSlice {
  /** Newest first. */
  readonly runs: readonly Run[]
  /** The run that works on the open workflow now. */
  readonly activeRunId?: string | undefined
  /** State of each node in the active or latest run of this workflow; cleared for a node when it is edited. */
  readonly nodeRuns: Readonly<Record<string, RunNode>>
  /** A run that waits for the person to agree to what it costs. */
  readonly confirming?: { readonly target: RunTarget } | undefined
  /** Runs, or asks first where the settings want that. */
  run(target: RunTarget, order?: RunOrder): Promise<void>
  closeConfirm(): void
  /** Makes it with the free local model of its kind from now on, and now. */
  makeAsAnimatic(nodeId: string): Promise<void>
  /** The run that was started here, or another one that is shown. */
  stopRun(runId?: string): Promise<void>
  /** What did not finish in the latest run, and what was skipped because of it. */
  retryRun(): Promise<void>
  refreshRuns(): Promise<void>
  applyRun(run: Run): void
  applyRunNode(workflowId: string, node: RunNode): void
}

export interface SettingsSlice {
  readonly settings: Settings
  readonly dataFolder: string
  readonly version: string
  readonly engine?:
    | { readonly ok: true; readonly path: string; readonly version: string }
    | { readonly ok: false; readonly error: AppError }
  loadSettings(): Promise<void>
  applySettings(settings: Settings): void
  changeSettings(patch: Partial<Settings>): Promise<void>
  checkEngine(path: string): Promise<void>
}

export type Store = DocumentSlice &
  SessionSlice &
  MediaSlice &
  LibrarySlice &
  LibraryUseSlice &
  RunsSlice &
  UiSlice &
  SettingsSlice &
  ProvidersSlice &
  JobsSlice &
  SpendingSlice &
  CutSlice &
  ExportsSlice &
  StorageSlice &
  TrashSlice &
  FolderImportsSlice &
  TransfersSlice

/** What a card shows: its state at rest, with a run's state over it while that is newer. Selected by `useNodeView(id)`. */
export interface NodeView {
  readonly node: DocumentNode
  readonly status: NodeStatus
  readonly run?: StandingRun
  /** What it would be made with and cost now. */
  readonly quote?: Quote
  readonly takes: readonly Take[]
  readonly activeTake?: Take
  readonly media?: Media
  readonly connections: { readonly incoming: readonly Connection[]; readonly outgoing: readonly Connection[] }
}
