import { expect, it } from 'vitest'
import type { CoreEvent } from '../nodes/contract/events.ts'
import type { FilmExport } from '../nodes/contract/films.ts'
import type { NodeRunState, Run, RunNode } from '../nodes/contract/records.ts'
import { showProgress } from './progress-bar.ts'

it('rises with the nodes of all runs and goes when the last one ends', () => {
  const { tell, shown } = bar()
  tell({ type: 'run.changed', run: run('one', 'running', ['waiting', 'waiting']) })
  tell({ type: 'run.node', workflowId: 'w', node: node('one', 0, 'running', 0.5) })
  tell({ type: 'run.node', workflowId: 'w', node: node('one', 0, 'done') })
  tell({ type: 'run.changed', run: run('two', 'running', ['waiting', 'waiting']) })
  tell({ type: 'run.changed', run: run('one', 'partial', ['done', 'failed']) })
  tell({ type: 'run.node', workflowId: 'w', node: node('two', 1, 'skipped') })
  tell({ type: 'run.changed', run: run('two', 'stopped', ['stopped', 'skipped']) })
  expect(shown).toEqual([0, 0.25, 0.5, 0.25, 0, 0.5, -1])
})

it('counts exports beside the nodes', () => {
  const { tell, shown } = bar()
  tell({ type: 'export.changed', export: film('running', 0.5) })
  tell({ type: 'run.changed', run: run('one', 'running', ['waiting']) })
  tell({ type: 'export.changed', export: film('done', 1) })
  tell({ type: 'run.changed', run: run('one', 'done', ['done']) })
  expect(shown).toEqual([0.5, 0.25, 0, -1])
})

it('does not care about anything else, nor about runs it never saw begin', () => {
  const { tell, shown } = bar()
  tell({ type: 'workflow.removed', id: 'w' })
  tell({ type: 'run.node', workflowId: 'w', node: node('old', 0, 'running', 0.5) })
  expect(shown).toEqual([])
})

function bar() {
  const shown: number[] = []
  let tell: (event: CoreEvent) => void = () => undefined
  const core = {
    onEvent(listener: (event: CoreEvent) => void) {
      tell = listener
      return () => undefined
    },
  }
  const window = {
    setProgressBar: (fraction: number) => void shown.push(fraction),
    on: () => window as never,
  }
  showProgress(core, window)
  return { tell, shown }
}

function film(state: FilmExport['state'], progress: number): FilmExport {
  const made = { id: 'e', workflowId: 'w', nodeId: 'n', preset: 'same', files: [], startedAt: 0 } as const
  return { ...made, files: [], state, progress }
}

function run(id: string, state: Run['state'], nodes: readonly NodeRunState[]): Run {
  return {
    id,
    state,
    workflowName: 'Rain',
    startedAt: 0,
    nodes: nodes.map((nodeState, index) => node(id, index, nodeState)),
  }
}

function node(runId: string, index: number, state: NodeRunState, progress?: number): RunNode {
  return {
    runId,
    nodeId: `n${index}`,
    title: 'Still',
    type: 'x',
    state,
    cost: 0,
    ...(progress && { progress }),
  }
}
