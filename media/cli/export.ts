import { resolve } from 'node:path'
import { ExportOrder, exportPresets, type FilmExport, handoffFormats } from '../../nodes/contract/films.ts'
import { captionWays } from '../../nodes/cut/cut.ts'
import { AppError, sentence } from '../../nodes/errors.ts'
import { createGraph, flowOrder } from '../../nodes/graph/graph.ts'
import type { WorkflowDocument } from '../../nodes/graph/document.ts'
import type { Core } from '../core.ts'
import type { Command } from './command.ts'
import { findWorkflow } from './find-workflow.ts'
import { answer, say } from './output.ts'
import { withCore } from './with-core.ts'
import { readWords, type Words } from './words.ts'

export const exportCommand: Command = {
  name: 'export',
  synopsis:
    'export <workflow.json|id> [--node id] [--preset vertical] [--to folder] [--name template] [--captions burn] [--handoff otio,edl,csv] [--no-media] [--estimate]',
  summary: 'renders a film from its clips into a folder, with what other editors need beside it',
  perform(words) {
    const { values, names } = readWords(words, [
      'node',
      'preset',
      'to',
      'name',
      'captions',
      'handoff',
      'no-media',
      'estimate',
    ])
    const [name] = names
    if (name === undefined) throw new AppError('invalid_input', { reason: 'name a workflow file or id' })
    return withCore(values.data, async (core, signal) => {
      const { id, saved } = await findWorkflow(core, name)
      const order = orderOf(values, { workflowId: id, nodeId: values.node ?? filmIn(saved) })
      if (values.estimate) {
        answer(await core.exports.estimate(order))
        return 0
      }
      const made = await exportToEnd(core, order, signal)
      if (made.error) say(sentence(made.error))
      answer(made)
      return made.state === 'done' ? 0 : 1
    })
  },
}

function orderOf(
  { preset, to, name, captions, handoff, ...flags }: Words['values'],
  film: Pick<ExportOrder, 'workflowId' | 'nodeId'>,
): ExportOrder {
  const formats = handoff?.split(',').map((format) => oneOf('handoff', format.trim(), handoffFormats))
  return ExportOrder.parse({
    ...film,
    preset: oneOf('preset', preset ?? 'same', exportPresets),
    withMedia: !flags['no-media'],
    ...(to !== undefined && { folder: resolve(to) }),
    ...(name !== undefined && { name }),
    ...(captions !== undefined && { captions: oneOf('captions', captions, captionWays) }),
    ...(formats && { handoff: formats }),
  })
}

function oneOf<T extends string>(option: string, word: string, known: readonly T[]): T {
  const found = known.find((candidate) => candidate === word)
  if (found !== undefined) return found
  throw new AppError('invalid_input', { reason: `--${option} takes ${known.join(', ')}, not “${word}”` })
}

/** The film at the end of the graph, unless one is named. */
function filmIn(document: WorkflowDocument): string {
  const graph = createGraph(document)
  const last = flowOrder(graph).order.findLast((id) => graph.nodes.get(id)?.type === 'video-stitcher')
  if (last !== undefined) return last
  throw new AppError('invalid_input', { reason: 'there is no Video Stitcher in this workflow' })
}

async function exportToEnd(core: Core, order: ExportOrder, signal: AbortSignal): Promise<FilmExport> {
  let tenths = 0
  const ignore = core.onEvent((event) => {
    if (event.type !== 'export.changed' || event.export.state !== 'running') return
    const reached = Math.floor(event.export.progress * 10)
    if (reached > tenths) say(`${reached * 10} %`)
    tenths = Math.max(tenths, reached)
  })
  try {
    const { id } = await core.exports.start(order)
    const stop = () => core.exports.stop(id)
    signal.addEventListener('abort', stop)
    if (signal.aborted) stop()
    return await core.exports.finished(id)
  } finally {
    ignore()
  }
}
