import type { Migration } from './index.ts'

/** Times are epoch milliseconds, money is US dollars, paths are relative to the data folder. */
const schema = `
  CREATE TABLE media (
    id TEXT PRIMARY KEY,
    kind TEXT NOT NULL CHECK (kind IN ('image', 'video', 'audio')),
    name TEXT NOT NULL,
    file_path TEXT NOT NULL,
    size_bytes INTEGER NOT NULL,
    duration_seconds REAL,
    width INTEGER,
    height INTEGER,
    resolution TEXT AS (width || 'x' || height),
    aspect_ratio TEXT,
    codec TEXT,
    audio_codec TEXT,
    fps REAL,
    has_audio INTEGER NOT NULL,
    source_type TEXT NOT NULL CHECK (source_type IN ('generated', 'uploaded', 'stitched', 'extracted')),
    created_at INTEGER NOT NULL,
    favourite INTEGER NOT NULL DEFAULT 0,
    trashed_at INTEGER,
    search_text TEXT NOT NULL,
    metadata TEXT NOT NULL CHECK (json_valid(metadata))
  ) STRICT;

  -- A page of the library is found in this index alone, whatever was asked for: a search never reads the rows.
  CREATE INDEX media_pages ON media (trashed_at, created_at, kind, favourite, search_text);
  CREATE INDEX media_sizes ON media (size_bytes);

  CREATE TABLE generations (
    media_id TEXT PRIMARY KEY REFERENCES media (id) ON DELETE CASCADE,
    provider TEXT NOT NULL,
    model TEXT NOT NULL,
    prompt TEXT NOT NULL,
    generation_params TEXT NOT NULL CHECK (json_valid(generation_params)),
    job_id TEXT,
    status TEXT NOT NULL,
    started_at INTEGER NOT NULL,
    completed_at INTEGER NOT NULL,
    cost REAL NOT NULL
  ) STRICT;

  CREATE TABLE workflows (
    id TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    description TEXT NOT NULL,
    status TEXT NOT NULL CHECK (status IN ('draft', 'saved')),
    definition TEXT NOT NULL CHECK (json_valid(definition)),
    rev INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    last_executed_at INTEGER
  ) STRICT;
  CREATE INDEX workflows_by_time ON workflows (updated_at);

  CREATE TABLE workflow_media (
    workflow_id TEXT NOT NULL REFERENCES workflows (id) ON DELETE CASCADE,
    media_id TEXT NOT NULL REFERENCES media (id) ON DELETE CASCADE,
    node_id TEXT NOT NULL,
    node_type TEXT NOT NULL,
    role TEXT NOT NULL CHECK (role IN ('output', 'input', 'intermediate')),
    execution_id TEXT,
    take INTEGER NOT NULL,
    variation INTEGER NOT NULL,
    signature TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    -- When a run last made or reused it: the newest is the active take (nodes/takes.ts). Strictly rising per node.
    activated_at INTEGER NOT NULL,
    PRIMARY KEY (workflow_id, media_id, node_id)
  ) STRICT;
  CREATE INDEX workflow_media_by_node ON workflow_media (workflow_id, node_id, take);
  CREATE INDEX workflow_media_by_media ON workflow_media (media_id);

  -- What a run cost and made stays on record after its workflow is deleted.
  CREATE TABLE runs (
    id TEXT PRIMARY KEY,
    workflow_id TEXT REFERENCES workflows (id) ON DELETE SET NULL,
    workflow_name TEXT NOT NULL,
    status TEXT NOT NULL CHECK (status IN ('running', 'done', 'partial', 'stopped', 'interrupted')),
    started_at INTEGER NOT NULL,
    ended_at INTEGER,
    definition TEXT NOT NULL CHECK (json_valid(definition))
  ) STRICT;
  CREATE INDEX runs_by_time ON runs (started_at);
  CREATE INDEX runs_by_workflow ON runs (workflow_id, started_at);

  CREATE TABLE run_nodes (
    run_id TEXT NOT NULL REFERENCES runs (id) ON DELETE CASCADE,
    node_id TEXT NOT NULL,
    node_title TEXT NOT NULL,
    node_type TEXT NOT NULL,
    status TEXT NOT NULL,
    reason TEXT,
    note TEXT,
    error_code TEXT,
    error_details TEXT CHECK (json_valid(error_details)),
    provider TEXT,
    model TEXT,
    media_id TEXT REFERENCES media (id) ON DELETE SET NULL,
    cost REAL NOT NULL,
    started_at INTEGER,
    ended_at INTEGER,
    position INTEGER NOT NULL,
    PRIMARY KEY (run_id, node_id)
  ) STRICT;
  CREATE INDEX run_nodes_by_media ON run_nodes (media_id);

  CREATE TABLE results (
    signature_hash TEXT NOT NULL,
    variation INTEGER NOT NULL,
    signature TEXT NOT NULL,
    media_id TEXT NOT NULL REFERENCES media (id) ON DELETE CASCADE,
    created_at INTEGER NOT NULL,
    PRIMARY KEY (signature_hash, variation)
  ) STRICT;
  CREATE INDEX results_by_media ON results (media_id);

  CREATE TABLE settings (
    key TEXT PRIMARY KEY,
    value TEXT NOT NULL CHECK (json_valid(value))
  ) STRICT;
`

export const first: Migration = { version: 1, up: (db) => void db.exec(schema) }
