import { afterEach, beforeEach, expect, it } from 'vitest'
import { emptyDocument, type WorkflowDocument } from '../../nodes/graph/document.ts'
import { historyHandlers } from '../api/history.ts'
import { openTrashLibrary, type TrashLibrary } from '../trash/test-trash.ts'

let library: TrashLibrary
beforeEach(async () => {
  library = await openTrashLibrary()
})
afterEach(() => library.remove())

/** One Media node that takes this file in. */
function taking(mediaId: string): WorkflowDocument {
  const node = { id: 'own', type: 'media', version: 1, title: 'Mine', position: { x: 0, y: 0 } }
  return { ...emptyDocument(), nodes: [{ ...node, params: { mediaId, kind: 'image' } }] }
}

async function showing(...ids: string[]): Promise<string[]> {
  const answer = await historyHandlers(library.parts.history)['history.showing']({ ids })
  return answer.ids.toSorted()
}

it('says which earlier versions need a file that no workflow uses any more', async () => {
  const { workflows, history, manager, keeping, tables } = library.parts
  const [picture, other] = [await library.picture(1), await library.picture(2)]
  const workflow = library.workflow('Rain', taking(picture))
  const first = history.keep(workflow, 'First cut').id
  workflows.save(workflow, 1, emptyDocument())
  expect(tables.uses.of([picture])).toEqual([])
  expect(await showing(other)).toEqual([])
  expect(await showing(picture, other)).toContain(first)

  // What the person is told of comes true.
  keeping.trash.add([picture])
  await keeping.trash.purge([picture])
  expect(manager.get(picture)).toMatchObject({ missing: true })
  expect(history.read(first).media).toMatchObject([{ id: picture, missing: true }])
})

it('counts the take that a node showed then, and not those that lay beside it', async () => {
  const { history } = library.parts
  const workflow = library.workflow('Rain')
  const [early, late] = [await library.picture(1), await library.picture(2)]
  library.take(workflow, 'still', { mediaId: early, days: 2 })
  const before = history.keep(workflow, 'Before').id
  library.take(workflow, 'still', { mediaId: late, days: 1 })
  const after = history.keep(workflow, 'After').id
  expect([await showing(early), await showing(late)]).toEqual([[before], [after]])
  expect(await showing(early, late)).toEqual([before, after].toSorted())
})
