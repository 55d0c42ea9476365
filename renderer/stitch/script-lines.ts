import { linesFromPrompt } from '../../nodes/captions/prompt-lines.ts'
import type { Line } from '../../nodes/cut/cut.ts'
import { STILL_SECONDS } from '../../nodes/cut/cut.ts'
import { framesToSeconds } from '../../nodes/cut/layout.ts'
import { upstreamOf } from '../../nodes/graph/graph.ts'
import { graphOf, nodeById, selectStatuses } from '../store/index.ts'
import type { FilmShot } from '../store/film.ts'
import type { Store } from '../store/types.ts'

/** What is said in the prompts that a shot was made from, over the length of its clip. */
export function scriptLines(state: Store, shot: FilmShot): Line[] {
  const { connection, facts, media } = shot
  if (!connection) return []
  const seconds =
    facts?.fps && facts.frames !== undefined
      ? framesToSeconds(facts.frames, facts.fps)
      : (shot.shot.seconds ?? STILL_SECONDS)
  const source = connection.from.node
  const nodes = [source, ...upstreamOf(graphOf(state.document), [source])]
  const prompts = [...nodes.map((id) => wordsOf(state, id)), media?.generation?.prompt ?? '']
  for (const prompt of prompts) {
    const lines = linesFromPrompt(prompt, seconds)
    if (lines.length > 0) return lines
  }
  return []
}

/** The words of a prompt node, or those that were typed on a node that makes something. */
function wordsOf(state: Store, nodeId: string): string {
  const text = selectStatuses(state).get(nodeId)?.outputs?.['text']
  if (typeof text === 'string') return text
  const typed = nodeById(state.document, nodeId)?.params['prompt']
  return typeof typed === 'string' ? typed : ''
}
