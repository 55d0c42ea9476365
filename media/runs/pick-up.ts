import { randomUUID } from 'node:crypto'
import type { Run, RunNode } from '../../nodes/contract/records.ts'
import { toWire } from '../../nodes/errors.ts'
import type { WorkflowDocument } from '../../nodes/graph/document.ts'
import { describeNews } from '../jobs/describe.ts'
import { MICROS, type StoredJob } from '../jobs/stored-job.ts'
import { createRunBoard, type RunBoard } from './run-board.ts'
import { finalState } from './run-record.ts'
import type { ActiveRun, RunParts } from './runs.ts'

/**
 * What providers were still making when the app last ended is followed whether anybody looks or not. Here it
 * becomes visible: a run for each workflow, with the nodes that wait for something.
 */
export function pickUpRuns(parts: RunParts): ActiveRun[] {
  const byWorkflow = Map.groupBy(parts.jobs.takeUp(), ({ workflowId }) => workflowId)
  return [...byWorkflow].flatMap(([workflowId, jobs]) => {
    const document = workflowId === undefined ? undefined : readIfPossible(parts, workflowId)
    if (workflowId === undefined || !document) return []
    return [pickUpRun(parts, { workflowId, document, jobs: newestOfEachNode(jobs) })]
  })
}

/** Its jobs come home all the same, where a workflow was deleted or cannot be read. */
function readIfPossible({ workflows }: RunParts, workflowId: string): WorkflowDocument | undefined {
  try {
    return workflows.read(workflowId).document
  } catch {
    return undefined
  }
}

interface PickedUp {
  readonly workflowId: string
  readonly document: WorkflowDocument
  readonly jobs: readonly StoredJob[]
}

function pickUpRun(parts: RunParts, { workflowId, document, jobs }: PickedUp): ActiveRun {
  const id = randomUUID()
  const startedAt = Date.now()
  const nodes = jobs.map((job) => nodeOf(id, job, startedAt))
  const { workflowName } = jobs[0]!
  const entry: { run: Run } = {
    run: { id, workflowId, workflowName, state: 'running', startedAt, pickedUp: true, nodes },
  }
  const stopper = new AbortController()
  const board = createRunBoard(parts, entry)
  board.begin(document)
  const done = Promise.all(jobs.map((job) => waitFor(parts, job, { board, signal: stopper.signal }))).then(
    () => board.end(finalState(entry.run, stopper.signal.aborted)),
  )
  return Object.assign(entry, { stopper, done })
}

async function waitFor(
  { jobs }: RunParts,
  job: StoredJob,
  { board, signal }: { board: RunBoard; signal: AbortSignal },
): Promise<void> {
  const update = (change: Partial<RunNode>) =>
    board.update(job.order.nodeId, (node) => ({ ...node, ...change }))
  try {
    const media = await jobs.wait(job, {
      signal,
      onNews: (now, live) =>
        update({
          progress: live.progress,
          job: describeNews(now, live),
          cost: now.countedMicros / MICROS,
        }),
    })
    update({ state: 'done', mediaId: media.id, progress: undefined, job: undefined, endedAt: Date.now() })
  } catch (error) {
    const wire = toWire(error)
    const ended = { progress: undefined, job: undefined, endedAt: Date.now() }
    if (signal.aborted || wire.code === 'stopped') update({ ...ended, state: 'stopped' })
    else update({ ...ended, state: 'failed', error: wire })
  }
}

function newestOfEachNode(jobs: readonly StoredJob[]): StoredJob[] {
  return [...new Map(jobs.map((job) => [job.order.nodeId, job])).values()]
}

function nodeOf(runId: string, { order, model, countedMicros }: StoredJob, startedAt: number): RunNode {
  const { nodeId, nodeTitle, nodeType } = order
  const cost = countedMicros / MICROS
  return { runId, nodeId, title: nodeTitle, type: nodeType, state: 'running', model, cost, startedAt }
}
