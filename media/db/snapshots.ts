import type { Snapshot } from '../../nodes/contract/moving.ts'
import type { Db } from './db.ts'

/** A moment of a workflow: what was saved then, and the takes that there were. */
export interface StoredSnapshot extends Snapshot {
  readonly definition: unknown
  readonly takesThen: unknown
}

type HeadRow = {
  id: string
  workflow_id: string
  taken_at: number
  name: string | null
  why: string
  nodes: number
  take_count: number
}
type Row = HeadRow & { definition: string; takes: string }

const head = 'id, workflow_id, taken_at, name, why, nodes, take_count'

export function snapshotsTable(db: Db) {
  const insert = db.prepare<Row>(`
    INSERT INTO workflow_snapshots (${head}, definition, takes)
    VALUES (@id, @workflow_id, @taken_at, @name, @why, @nodes, @take_count, @definition, @takes)
  `)
  const select = db.prepare<[string], Row>('SELECT * FROM workflow_snapshots WHERE id = ?')
  const selectNewest = db.prepare<[string], Row>(
    'SELECT * FROM workflow_snapshots WHERE workflow_id = ? ORDER BY taken_at DESC, rowid DESC LIMIT 1',
  )
  const selectPage = db.prepare<[string, number, number], HeadRow>(
    `SELECT ${head} FROM workflow_snapshots WHERE workflow_id = ? ORDER BY taken_at DESC, rowid DESC LIMIT ? OFFSET ?`,
  )
  const count = db
    .prepare<[string], number>('SELECT count(*) FROM workflow_snapshots WHERE workflow_id = ?')
    .pluck()
  const updateName = db.prepare<[string | null, string]>(
    'UPDATE workflow_snapshots SET name = ? WHERE id = ?',
  )
  const remove = db.prepare<[string]>('DELETE FROM workflow_snapshots WHERE id = ?')

  return {
    add: (snapshot: StoredSnapshot) => void insert.run(toRow(snapshot)),
    get(id: string): StoredSnapshot | undefined {
      const row = select.get(id)
      return row && fromRow(row)
    },
    newest(workflowId: string): StoredSnapshot | undefined {
      const row = selectNewest.get(workflowId)
      return row && fromRow(row)
    },
    /** Newest first. */
    list: (workflowId: string, page: { limit: number; offset: number }): Snapshot[] =>
      selectPage.all(workflowId, page.limit, page.offset).map(fromHead),
    count: (workflowId: string) => count.get(workflowId) ?? 0,
    rename: (id: string, name: string | undefined) => updateName.run(name ?? null, id).changes === 1,
    remove: (id: string) => remove.run(id).changes === 1,
  }
}
export type SnapshotsTable = ReturnType<typeof snapshotsTable>

function toRow({ definition, takesThen, ...snapshot }: StoredSnapshot): Row {
  return {
    id: snapshot.id,
    workflow_id: snapshot.workflowId,
    taken_at: snapshot.takenAt,
    name: snapshot.name ?? null,
    why: snapshot.why,
    nodes: snapshot.nodes,
    take_count: snapshot.takes,
    definition: JSON.stringify(definition),
    takes: JSON.stringify(takesThen),
  }
}

function fromRow(row: Row): StoredSnapshot {
  return { ...fromHead(row), definition: JSON.parse(row.definition), takesThen: JSON.parse(row.takes) }
}

function fromHead(row: HeadRow): Snapshot {
  return {
    id: row.id,
    workflowId: row.workflow_id,
    takenAt: row.taken_at,
    // Held to these words by the table's CHECK.
    why: row.why as Snapshot['why'],
    nodes: row.nodes,
    takes: row.take_count,
    ...(row.name !== null && { name: row.name }),
  }
}
