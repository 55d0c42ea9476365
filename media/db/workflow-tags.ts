import { tagOfWorkflow } from '../library/auto-tags.ts'
import type { Db } from './db.ts'
import type { TagsTable } from './tags.ts'

/** What is made in a workflow says so, with the name that the workflow has now. */
export function workflowTags(db: Db, tags: Pick<TagsTable, 'add' | 'remove'>) {
  const nameOf = db.prepare<[string], string>('SELECT name FROM workflows WHERE id = ?').pluck()
  const selectMade = db
    .prepare<[string], string>(
      "SELECT DISTINCT media_id FROM workflow_media WHERE workflow_id = ? AND role <> 'input'",
    )
    .pluck()
  /** Of these, those that were made in another workflow of that name as well. */
  const selectElsewhere = db
    .prepare<[string, string, string], string>(
      `SELECT DISTINCT media_id FROM workflow_media JOIN workflows ON workflows.id = workflow_id
        WHERE role <> 'input' AND workflow_id <> ? AND name = ?
        AND media_id IN (SELECT media_id FROM workflow_media WHERE workflow_id = ?)`,
    )
    .pluck()

  return {
    /** Of all that it made, unless only some of it is named. */
    mark(workflowId: string, mediaIds: readonly string[] = selectMade.all(workflowId)) {
      const tag = tagOfWorkflow(nameOf.get(workflowId) ?? '')
      if (tag) tags.add(mediaIds, [tag])
    },
    /** Follows the change of its name, if it has one. Answers what the change does. */
    renaming(workflowId: string, change: () => boolean): boolean {
      const from = nameOf.get(workflowId)
      const changed = change()
      if (from === undefined || from === nameOf.get(workflowId)) return changed
      const elsewhere = new Set(selectElsewhere.all(workflowId, from, workflowId))
      const old = tagOfWorkflow(from)
      const only = selectMade.all(workflowId).filter((mediaId) => !elsewhere.has(mediaId))
      if (old) tags.remove(only, [old])
      this.mark(workflowId)
      return changed
    },
  }
}
