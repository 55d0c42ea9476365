import type { Migration } from './index.ts'

/** Paid work. Amounts are whole millionths of a US dollar, so that sums against a limit are exact. */
const schema = `
  CREATE TABLE jobs (
    id TEXT PRIMARY KEY,
    signature_hash TEXT NOT NULL,
    variation INTEGER NOT NULL,
    provider TEXT NOT NULL,
    model TEXT NOT NULL,
    mode TEXT NOT NULL,
    -- All that a restart needs to finish it and to account for it; no key, and pictures by their media id.
    "order" TEXT NOT NULL CHECK (json_valid("order")),
    workflow_id TEXT REFERENCES workflows (id) ON DELETE SET NULL,
    workflow_name TEXT NOT NULL,
    run_id TEXT,
    state TEXT NOT NULL CHECK (state IN
      ('intent', 'submitted', 'running', 'succeeded', 'adopted', 'failed', 'canceled', 'expired', 'unknown')),
    asks INTEGER NOT NULL,
    -- Set while a create is out whose answer is not known.
    sent_at INTEGER,
    attempts INTEGER NOT NULL,
    external_id TEXT,
    links TEXT CHECK (json_valid(links)),
    outputs TEXT CHECK (json_valid(outputs)),
    media_id TEXT REFERENCES media (id) ON DELETE SET NULL,
    estimated_micros INTEGER NOT NULL,
    -- What counts against the limits now: the reserve while it is open, the real cost in the end.
    counted_micros INTEGER NOT NULL CHECK (counted_micros >= 0),
    counted_clips INTEGER NOT NULL CHECK (counted_clips IN (0, 1)),
    charged_by TEXT CHECK (charged_by IN ('provider', 'estimate', 'person')),
    error_code TEXT,
    error_details TEXT CHECK (json_valid(error_details)),
    created_at INTEGER NOT NULL,
    submitted_at INTEGER,
    heard_at INTEGER,
    ended_at INTEGER,
    kept_until INTEGER
  ) STRICT;
  -- The same job of a provider is never counted or adopted twice.
  CREATE UNIQUE INDEX jobs_by_external_id ON jobs (provider, external_id) WHERE external_id IS NOT NULL;
  CREATE INDEX jobs_by_signature ON jobs (signature_hash, variation);
  CREATE INDEX jobs_by_time ON jobs (created_at);
  CREATE INDEX jobs_by_run ON jobs (run_id);
  CREATE INDEX jobs_open ON jobs (state) WHERE state IN ('intent', 'submitted', 'running', 'succeeded', 'unknown');

  ALTER TABLE generations ADD COLUMN sent_prompt TEXT;
  CREATE INDEX generations_by_job ON generations (job_id) WHERE job_id IS NOT NULL;
  ALTER TABLE runs ADD COLUMN picked_up INTEGER NOT NULL DEFAULT 0;
`

export const jobs: Migration = { version: 2, up: (db) => void db.exec(schema) }
