import type { Migration } from './index.ts'

/** Marking, collecting and finding media; files that stay where the person keeps them. */
const schema = `
  -- A file that was linked in place: its absolute path, and its times (in microseconds) when it was last read whole.
  ALTER TABLE media ADD COLUMN link_path TEXT;
  ALTER TABLE media ADD COLUMN link_mtime INTEGER;
  ALTER TABLE media ADD COLUMN link_ctime INTEGER;
  -- When its file was last looked for and not found; the file itself decides, this finds them quickly.
  ALTER TABLE media ADD COLUMN missing_at INTEGER;
  CREATE INDEX media_by_link ON media (link_path) WHERE link_path IS NOT NULL;

  CREATE TABLE tags (
    id INTEGER PRIMARY KEY,
    kind TEXT NOT NULL,
    name TEXT NOT NULL,
    -- Folded: two that differ in capitals are one.
    key TEXT NOT NULL UNIQUE
  ) STRICT;
  CREATE TABLE media_tags (
    media_id TEXT NOT NULL REFERENCES media (id) ON DELETE CASCADE,
    tag_id INTEGER NOT NULL REFERENCES tags (id) ON DELETE CASCADE,
    added_at INTEGER NOT NULL,
    PRIMARY KEY (media_id, tag_id)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX media_tags_by_tag ON media_tags (tag_id, media_id);

  CREATE TABLE collections (
    id TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    created_at INTEGER NOT NULL
  ) STRICT;
  CREATE TABLE collection_media (
    collection_id TEXT NOT NULL REFERENCES collections (id) ON DELETE CASCADE,
    media_id TEXT NOT NULL REFERENCES media (id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    PRIMARY KEY (collection_id, media_id)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX collection_media_by_media ON collection_media (media_id);

  CREATE TABLE saved_searches (
    id TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    filter TEXT NOT NULL CHECK (json_valid(filter)),
    sort TEXT NOT NULL CHECK (json_valid(sort)),
    created_at INTEGER NOT NULL
  ) STRICT;
`

export const library: Migration = { version: 3, up: (db) => void db.exec(schema) }
