import type { Migration } from './index.ts'

/** How workflows were at earlier times. */
const schema = `
  CREATE TABLE workflow_snapshots (
    id TEXT PRIMARY KEY,
    workflow_id TEXT NOT NULL REFERENCES workflows (id) ON DELETE CASCADE,
    taken_at INTEGER NOT NULL,
    -- Of the person's; such a one is never thinned out.
    name TEXT,
    why TEXT NOT NULL CHECK (why IN ('edit', 'run', 'named', 'before-restore')),
    definition TEXT NOT NULL CHECK (json_valid(definition)),
    takes TEXT NOT NULL CHECK (json_valid(takes)),
    nodes INTEGER NOT NULL,
    take_count INTEGER NOT NULL
  ) STRICT;
  CREATE INDEX workflow_snapshots_by_time ON workflow_snapshots (workflow_id, taken_at);
`

export const history: Migration = { version: 4, up: (db) => void db.exec(schema) }
