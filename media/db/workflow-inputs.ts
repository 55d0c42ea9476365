import type { Db } from './db.ts'

/** A file that a node names without having made it. */
export interface NamedMedia {
  readonly nodeId: string
  readonly nodeType: string
  readonly mediaId: string
}

type Input = Record<'workflow_id' | 'media_id' | 'node_id' | 'node_type', string> & { readonly at: number }

export function workflowInputs(db: Db) {
  const selectInputs = db.prepare<[string], { nodeId: string; mediaId: string }>(
    "SELECT node_id AS nodeId, media_id AS mediaId FROM workflow_media WHERE workflow_id = ? AND role = 'input'",
  )
  const removeInput = db.prepare<[string, string, string]>(
    'DELETE FROM workflow_media WHERE workflow_id = ? AND node_id = ? AND media_id = ?',
  )
  const insertInput = db.prepare<Input>(`
    INSERT OR IGNORE INTO workflow_media
    SELECT @workflow_id, id, @node_id, @node_type, 'input', NULL, 0, 0, '', @at, @at FROM media WHERE id = @media_id
  `)

  const awaitNone = db.prepare<[string]>('DELETE FROM awaited_media WHERE workflow_id = ?')
  const awaitInput = db.prepare<Input>(`
    INSERT OR IGNORE INTO awaited_media (workflow_id, media_id, node_id, node_type, since)
    SELECT @workflow_id, @media_id, @node_id, @node_type, @at
    WHERE NOT EXISTS (SELECT 1 FROM media WHERE id = @media_id)
  `)

  return {
    /**
     * The files that the workflow names now, beside its takes; what the library does not have is awaited. Answers
     * whether that is different from what it named before.
     */
    replaceInputs: (workflowId: string, inputs: readonly NamedMedia[], at: number): boolean =>
      db.transaction(() => {
        const before = selectInputs.all(workflowId)
        const wanted = new Set(inputs.map(keyOf))
        const had = new Set(before.map(keyOf))
        const gone = before.filter((input) => !wanted.has(keyOf(input)))
        for (const { nodeId, mediaId } of gone) removeInput.run(workflowId, nodeId, mediaId)
        awaitNone.run(workflowId)
        const come = inputs
          .filter((input) => !had.has(keyOf(input)))
          .map(({ nodeId, nodeType, mediaId }) => {
            const input = {
              workflow_id: workflowId,
              media_id: mediaId,
              node_id: nodeId,
              node_type: nodeType,
              at,
            }
            awaitInput.run(input)
            return insertInput.run(input).changes
          })
          .filter((changes) => changes > 0)
        return gone.length + come.length > 0
      })(),
  }
}

function keyOf({ nodeId, mediaId }: Pick<NamedMedia, 'nodeId' | 'mediaId'>): string {
  return `${mediaId} ${nodeId}`
}
