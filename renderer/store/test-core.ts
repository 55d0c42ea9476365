import type { CoreEvent } from '../../nodes/contract/events.ts'
import { Settings, type Run, type WorkflowSummary } from '../../nodes/contract/records.ts'
import type { Caller } from '../../nodes/contract/rpc.ts'
import { AppError, type ErrorCode } from '../../nodes/errors.ts'
import { emptyDocument, type DocumentNode, type WorkflowDocument } from '../../nodes/graph/document.ts'
import type { Media } from '../../nodes/media.ts'
import type { Take } from '../../nodes/takes.ts'
import type { CoreLink } from '../api.ts'

interface Kept {
  readonly document: WorkflowDocument
  readonly rev: number
}

/** A core in memory, for tests of the store: it keeps workflows and their revisions as the real one does. */
export interface TestCore extends CoreLink {
  /** What the library holds. */
  readonly workflows: Map<string, Kept>
  readonly takes: Take[]
  readonly media: Media[]
  /** Names of the methods called, in order. */
  readonly calls: string[]
  /** The next calls of a method are refused, in this order. */
  refuse(method: string, ...codes: ErrorCode[]): void
  /** Keeps the next answer of a method back, as when the line breaks after the work was done. */
  loseAnswer(method: string): void
  emit(event: CoreEvent): void
  setReachable(reachable: boolean): void
}

export function createTestCore(): TestCore {
  const workflows = new Map<string, Kept>([['first', { document: emptyDocument(), rev: 1 }]])
  const takes: Take[] = []
  const media: Media[] = []
  const calls: string[] = []
  const refusals = new Map<string, ErrorCode[]>()
  const lost = new Set<string>()
  const listeners = new Set<(event: CoreEvent) => void>()
  const reachableListeners = new Set<(reachable: boolean) => void>()
  const answers = createAnswers({ workflows, takes, media })

  const call = async (name: string, input: unknown): Promise<unknown> => {
    calls.push(name)
    const refusal = refusals.get(name)?.shift()
    if (refusal) throw new AppError(refusal)
    const answer = answers[name]
    if (!answer) throw new Error(`the test core does not know ${name}`)
    const value = answer(structuredClone(input) as never)
    if (lost.delete(name)) throw new AppError('core_unreachable')
    return structuredClone(value)
  }

  return {
    workflows,
    takes,
    media,
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
    refuse: (method, ...codes) => void refusals.set(method, codes),
    loseAnswer: (method) => void lost.add(method),
    emit: (event) => listeners.forEach((listener) => listener(event)),
    setReachable: (reachable) => reachableListeners.forEach((listener) => listener(reachable)),
  }
}

interface Held {
  readonly workflows: Map<string, Kept>
  readonly takes: Take[]
  readonly media: Media[]
}

function createAnswers({ workflows, takes, media }: Held): Record<string, (input: never) => unknown> {
  const kept = (id: string): Kept => {
    const found = workflows.get(id)
    if (!found) throw new AppError('not_found', { what: id })
    return found
  }
  const create = (document: WorkflowDocument): WorkflowSummary => {
    const id = `made-${workflows.size}`
    workflows.set(id, { document, rev: 1 })
    return summaryOf(id)
  }
  return {
    'app.info': () => ({ version: 'test', dataFolder: '/test', engine: { ok: true, path: '', version: '' } }),
    'settings.get': () => Settings.parse({}),
    'models.list': () => [],
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
      workflows.set(id, { document, rev: rev + 1 })
      return { rev: rev + 1, updatedAt: rev + 1 }
    },
    'workflows.remove': ({ id }: { id: string }) => void workflows.delete(id),
    'runs.list': () => [],
    'runs.start': ({ workflowId, rev }: { workflowId: string; rev: number }): Run => {
      if (kept(workflowId).rev !== rev) throw new AppError('workflow_conflict')
      return { id: 'run', workflowId, workflowName: '', state: 'running', startedAt: 1, nodes: [] }
    },
    'media.get': () => media,
    'media.list': () => ({ items: media, total: media.length }),
  }
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
