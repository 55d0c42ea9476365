import type { CoreEvent } from '../../nodes/contract/events.ts'
import type { ExportOrder, FilmExport } from '../../nodes/contract/films.ts'
import { Settings, type Run, type WorkflowSummary } from '../../nodes/contract/records.ts'
import type { Caller } from '../../nodes/contract/rpc.ts'
import type { ClipFacts } from '../../nodes/cut/facts.ts'
import type { FilmPlan } from '../../nodes/cut/film-plan.ts'
import { AppError, type ErrorCode } from '../../nodes/errors.ts'
import { planRun, type RunTarget } from '../../nodes/engine/plan.ts'
import { emptyDocument, type DocumentNode, type WorkflowDocument } from '../../nodes/graph/document.ts'
import type { Media } from '../../nodes/media.ts'
import type { Take } from '../../nodes/takes.ts'
import type { CoreLink } from '../api.ts'
import { guessFacts } from './film.ts'
import { moneyAnswers, type TestMoney } from './test-money.ts'

interface Kept {
  readonly document: WorkflowDocument
  readonly rev: number
}

/**
 * A core in memory, for tests of the store. It keeps workflows and their revisions as the real one does, is as far
 * away as one likes, and what it tells by itself arrives before the answer to the call that caused it.
 */
export interface TestCore extends CoreLink, TestMoney {
  /** What the library holds. */
  readonly workflows: Map<string, Kept>
  readonly takes: Take[]
  readonly media: Media[]
  /** The runs, newest first. */
  readonly runs: Run[]
  /** Films on their way out, newest first. */
  readonly exports: FilmExport[]
  /** Names of the methods called, in order. */
  readonly calls: string[]
  /** The next calls of a method are refused, in this order. */
  refuse(method: string, ...codes: ErrorCode[]): void
  /** Keeps the next answer of a method back, as when the line breaks after the work was done. */
  loseAnswer(method: string): void
  /** How many milliseconds a call takes to get here, and its answer to get back; at first only a moment. */
  setDistance(milliseconds: number): void
  /** Another window saves this workflow. */
  saveElsewhere(id: string, change: Partial<WorkflowDocument>): void
  emit(event: CoreEvent): void
  setReachable(reachable: boolean): void
}

export function createTestCore(): TestCore {
  const workflows = new Map<string, Kept>([['first', { document: emptyDocument(), rev: 1 }]])
  const library = emptyLibrary(workflows)
  const calls: string[] = []
  const refusals = new Map<string, ErrorCode[]>()
  const lost = new Set<string>()
  const listeners = new Set<(event: CoreEvent) => void>()
  const reachableListeners = new Set<(reachable: boolean) => void>()
  let distance = 0
  const travel = () => (distance > 0 ? new Promise((resolve) => setTimeout(resolve, distance)) : undefined)
  const emit = (event: CoreEvent) => listeners.forEach((listener) => listener(structuredClone(event)))

  const call = async (name: string, input: unknown): Promise<unknown> => {
    calls.push(name)
    const sent = structuredClone(input)
    await travel()
    const news: CoreEvent[] = []
    const tell = (event: CoreEvent) => news.push(event)
    const answers = createAnswers({ ...library, tell })
    const outcome = attempt(() => {
      const refusal = refusals.get(name)?.shift()
      if (refusal) throw new AppError(refusal)
      const answer = answers[name]
      if (!answer) throw new Error(`the test core does not know ${name}`)
      return structuredClone(answer(sent as never))
    })
    await travel()
    if (lost.delete(name)) throw new AppError('core_unreachable')
    news.forEach(emit)
    await Promise.resolve()
    return outcome()
  }

  return {
    ...library,
    calls,
    call: call as Caller,
    onEvent: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    onReachable: (listener) => {
      reachableListeners.add(listener)
      listener(true)
      return () => reachableListeners.delete(listener)
    },
    importFile: () => Promise.reject(new AppError('file_not_media')),
    offerPackage: () => Promise.reject(new AppError('file_not_found', { name: 'x' })),
    refuse: (method, ...codes) => void refusals.set(method, codes),
    loseAnswer: (method) => void lost.add(method),
    setDistance: (milliseconds) => void (distance = milliseconds),
    saveElsewhere(id, change) {
      const { document, rev } = workflows.get(id)!
      workflows.set(id, { document: { ...document, ...change }, rev: rev + 1 })
      emit({ type: 'workflow.changed', summary: summaryOf(id), rev: rev + 1 })
    },
    emit,
    setReachable: (reachable) => reachableListeners.forEach((listener) => listener(reachable)),
  }
}

function emptyLibrary(workflows: Held['workflows']): Omit<Held, 'tell'> {
  return { workflows, takes: [], media: [], runs: [], exports: [], providers: [], jobs: [] }
}

/** The core decides at once; whoever asked learns later how. */
function attempt<T>(work: () => T): () => T {
  try {
    const value = work()
    return () => value
  } catch (error) {
    return () => {
      throw error
    }
  }
}

interface Held extends TestMoney {
  readonly workflows: Map<string, Kept>
  readonly takes: Take[]
  readonly media: Media[]
  readonly runs: Run[]
  readonly exports: FilmExport[]
  tell(event: CoreEvent): void
}

function createAnswers(held: Held): Record<string, (input: never) => unknown> {
  const { workflows, takes, media, runs, tell } = held
  const kept = (id: string): Kept => {
    const found = workflows.get(id)
    if (!found) throw new AppError('not_found', { what: id })
    return found
  }
  const create = (document: WorkflowDocument): WorkflowSummary => {
    const id = `made-${workflows.size}`
    put(id, { document, rev: 1 })
    return summaryOf(id)
  }
  const put = (id: string, next: Kept) => {
    workflows.set(id, next)
    tell({ type: 'workflow.changed', summary: summaryOf(id), rev: next.rev })
  }
  return {
    'app.info': () => ({
      version: 'test',
      dataFolder: '/test',
      engine: { ok: true, path: '', version: '' },
      keysKept: 'memory',
    }),
    'settings.get': () => Settings.parse({}),
    'workflows.list': () => [...workflows.keys()].map(summaryOf),
    'workflows.open': ({ id = 'first' }: { id?: string }) => ({
      ...kept(id),
      summary: summaryOf(id),
      takes,
      media,
    }),
    'workflows.create': ({ document = emptyDocument() }: { document?: WorkflowDocument }) => create(document),
    'workflows.save': ({ id, rev, document }: { id: string; rev: number; document: WorkflowDocument }) => {
      if (kept(id).rev !== rev) throw new AppError('workflow_conflict')
      put(id, { document, rev: rev + 1 })
      return { rev: rev + 1, updatedAt: rev + 1 }
    },
    'workflows.remove': ({ id }: { id: string }) => {
      workflows.delete(id)
      tell({ type: 'workflow.removed', id })
    },
    'runs.list': ({ workflowId }: { workflowId: string }) =>
      runs.filter((run) => run.workflowId === workflowId),
    'runs.start': (order: { workflowId: string; rev: number; target: RunTarget }) => {
      if (kept(order.workflowId).rev !== order.rev) throw new AppError('workflow_conflict')
      return startRun(held, order.workflowId, order.target)
    },
    ...exportAnswers(held),
    'imports.list': () => [],
    'transfers.list': () => [],
    ...moneyAnswers(held, tell),
    'media.get': () => media,
    'cut.facts': ({ ids }: { ids: string[] }) => media.filter((one) => ids.includes(one.id)).map(measured),
    'cut.plan': ({ clips }: { clips: string[] }) => planOf(clips.length),
    'cut.peaks': () => ({ perSecond: 50, peaks: btoa(String.fromCodePoint(0, 128, 255)) }),
    'media.list': () => ({ items: media, total: media.length }),
  }
}

/** An export works until a test says how it ended; the core tells of it before it answers. */
function exportAnswers({ exports, tell }: Held): Record<string, (input: never) => unknown> {
  return {
    'exports.list': () => exports,
    'exports.estimate': ({ name }: ExportOrder) => ({ bytes: 1_000, path: `/films/${name}.mp4` }),
    'exports.start': ({ workflowId, nodeId, preset }: ExportOrder) => {
      const id = `export-${exports.length + 1}`
      const begun = { state: 'running' as const, progress: 0, files: [], startedAt: exports.length }
      exports.unshift({ id, workflowId, nodeId, preset, ...begun })
      tell({ type: 'export.changed', export: exports[0]! })
      return exports[0]
    },
    'exports.stop': ({ id }: { id: string }) => {
      const index = exports.findIndex((one) => one.id === id)
      exports[index] = { ...exports[index]!, state: 'stopped', endedAt: 1 }
      tell({ type: 'export.changed', export: exports[index]! })
      return {}
    },
  }
}

/** A frame shorter than the library believes, as clips are. */
function measured(media: Media): ClipFacts {
  const guessed = guessFacts(media)
  return { ...guessed, ...(guessed.frames !== undefined && { frames: guessed.frames - 1 }) }
}

/** A frame of each clip, all of them copied. */
function planOf(clips: number): FilmPlan {
  const shots = Array.from({ length: clips }, () => ({
    action: 'copy' as const,
    frames: 1,
    encodedFrames: 0,
    reasons: [],
  }))
  return {
    mode: 'copy',
    width: 160,
    height: 284,
    fps: { num: 24, den: 1 },
    codec: 'h264',
    frames: clips,
    encodedFrames: 0,
    bytes: clips,
    shots,
    joins: [],
    sound: { action: 'none', reasons: [] },
    reasons: [],
  }
}

/** As in the real core, the first node works, or all is over, before anybody is answered that the run began. */
function startRun({ workflows, runs, tell }: Held, workflowId: string, target: RunTarget): Run {
  const world = { takesOf: () => [], isMissing: () => true }
  const { rows } = planRun(workflows.get(workflowId)!.document, target, world)
  const runId = `run-${runs.length + 1}`
  const nodes = rows
    .filter(({ action }) => action === 'run')
    .map(({ nodeId }) => ({ runId, nodeId, title: '', type: '', state: 'waiting' as const, cost: 0 }))
  const startedAt = runs.length
  const run: Run = { id: runId, workflowId, workflowName: '', state: 'running', startedAt, nodes }
  runs.unshift(run)
  tell({ type: 'run.changed', run })
  if (nodes[0]) tell({ type: 'run.node', workflowId, node: { ...nodes[0], state: 'running' } })
  else {
    runs[0] = { ...run, state: 'done', endedAt: startedAt }
    tell({ type: 'run.changed', run: runs[0] })
  }
  return run
}

function summaryOf(id: string): WorkflowSummary {
  return {
    id,
    name: id,
    description: '',
    status: 'draft',
    nodeCount: 0,
    videoCount: 0,
    createdAt: 0,
    updatedAt: 0,
  }
}

/** Nodes as people would place them: `{ shot: 'prompt' }`, in a row. */
export function nodesOf(types: Readonly<Record<string, string>>): DocumentNode[] {
  return Object.entries(types).map(([id, type], index) => ({
    id,
    type,
    version: 1,
    title: id,
    position: { x: index * 400, y: 0 },
    params: {},
  }))
}
