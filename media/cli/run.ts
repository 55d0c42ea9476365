import { constants, copyFile, rename, rm } from 'node:fs/promises'
import { resolve } from 'node:path'
import type { Run } from '../../nodes/contract/records.ts'
import { AppError, sentence } from '../../nodes/errors.ts'
import type { WorkflowDocument } from '../../nodes/graph/document.ts'
import { createGraph, flowOrder, outgoingOf } from '../../nodes/graph/graph.ts'
import { chargeSentence } from '../../nodes/money.ts'
import { activeTake } from '../../nodes/takes.ts'
import { nodeTypeOf } from '../../nodes/types/index.ts'
import type { Core } from '../core.ts'
import { orStopped } from '../or-stopped.ts'
import type { Command } from './command.ts'
import { findWorkflow } from './find-workflow.ts'
import { answer, say } from './output.ts'
import { setParams } from './set-params.ts'
import { withCore } from './with-core.ts'
import { readWords } from './words.ts'

export const runCommand: Command = {
  name: 'run',
  synopsis: 'run <workflow.json|id> [--set node.param=value] [--out film.mp4] [--agree dollars] [--stand-in]',
  summary:
    'runs a workflow; what is up to date is reused, what costs more than may pass unasked needs --agree',
  perform(words) {
    const { values, names } = readWords(words, ['set', 'out', 'agree', 'stand-in'])
    const [name] = names
    if (name === undefined) throw new AppError('invalid_input', { reason: 'name a workflow file or id' })
    return withCore(values.data, async (core, signal) => {
      await orStopped(core.runs.ready(), signal)
      const { id, title, saved } = await findWorkflow(core, name)
      const document = setParams(saved, values.set ?? [])
      const cost = { agreedUsd: dollarsIn(values.agree), standIn: values['stand-in'] }
      const run = await runToEnd(core, { id, title, document, ...cost }, signal)
      const outputs = await outputsOf(core, id, document)
      const film = outputs.at(-1)
      if (values.out !== undefined && film && run.state === 'done')
        await copyOut(film.path, resolve(values.out))
      answer({
        workflowId: id,
        run,
        outputs,
        ...(values.out !== undefined && film && { out: resolve(values.out) }),
      })
      return run.state === 'done' ? 0 : 1
    })
  },
}

interface Ordered {
  readonly id: string
  readonly title: string
  readonly document: WorkflowDocument
  readonly agreedUsd: number | undefined
  readonly standIn: boolean | undefined
}

function dollarsIn(word: string | undefined): number | undefined {
  if (word === undefined) return undefined
  const usd = Number(word.replace(/^\$/, ''))
  if (Number.isFinite(usd) && usd >= 0) return usd
  throw new AppError('invalid_input', { reason: `--agree takes an amount in dollars, not “${word}”` })
}

async function runToEnd(
  core: Core,
  { id, title, document, ...cost }: Ordered,
  signal: AbortSignal,
): Promise<Run> {
  const said = new Map<string, string>()
  const ignore = core.onEvent((event) => {
    if (event.type !== 'run.node' || event.node.progress !== undefined) return
    const line = `${event.node.title}: ${words(event.node)}`
    // A provider is asked many times before there is something new to say.
    if (said.get(event.node.nodeId) !== line) say(line)
    said.set(event.node.nodeId, line)
  })
  const { id: runId, nodes } = start(core, {
    workflowId: id,
    workflowName: title,
    document,
    target: { kind: 'all' },
    ...cost,
  })
  for (const node of nodes) if (node.error) say(`${node.title}: ${sentence(node.error)}`)
  signal.addEventListener('abort', () => core.runs.stop(runId))
  try {
    return await core.runs.finished(runId)
  } finally {
    ignore()
  }
}

function start(core: Core, order: Parameters<Core['runs']['start']>[0]): Run {
  try {
    return core.runs.start(order)
  } catch (error) {
    if (error instanceof AppError && error.code === 'cost_unconfirmed') {
      say('Run it with --agree <dollars> to let it cost that much, or with --stand-in to have it drawn.')
    }
    throw error
  }
}

function words(node: Run['nodes'][number]): string {
  if (node.error) return [sentence(node.error), chargeSentence(node.error.details)].filter(Boolean).join(' ')
  return node.note === undefined ? node.state : `${node.state} (${node.note})`
}

/** The active takes of the nodes at the ends of the graph, in flow order: the film comes last. */
async function outputsOf(core: Core, workflowId: string, document: WorkflowDocument) {
  const graph = createGraph(document)
  const takes = core.workflows.takesOf(workflowId)
  const ends = flowOrder(graph).order.filter((nodeId) => outgoingOf(graph, nodeId).length === 0)
  const outputs = []
  for (const nodeId of ends) {
    const node = graph.nodes.get(nodeId)!
    const take = activeTake(
      takes.filter((candidate) => candidate.nodeId === nodeId),
      node.chosenTake,
    )
    if (!take || nodeTypeOf(node.type)?.kind !== 'maker') continue
    const media = core.manager.get(take.mediaId)
    outputs.push({ nodeId, title: node.title, media, path: await core.manager.pathOf(take.mediaId) })
  }
  return outputs
}

/** Never leaves half a film under the name that was asked for. */
async function copyOut(from: string, to: string): Promise<void> {
  const partial = `${to}.partial`
  try {
    await copyFile(from, partial, constants.COPYFILE_FICLONE)
    await rename(partial, to)
  } catch (cause) {
    await rm(partial, { force: true })
    const code = (cause as NodeJS.ErrnoException).code
    throw new AppError(
      code === 'ENOSPC' ? 'disk_full' : 'folder_not_writable',
      { what: to, folder: to },
      { cause },
    )
  }
}
