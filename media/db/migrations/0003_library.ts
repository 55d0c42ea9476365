import type { Db } from '../db.ts'
import type { Migration } from './index.ts'

/** Marking, collecting and finding media; files that stay where the person keeps them. */
const tables = `
  -- A file that was linked in place: its absolute path, and its times (in microseconds) when it was last read whole.
  ALTER TABLE media ADD COLUMN link_path TEXT;
  ALTER TABLE media ADD COLUMN link_mtime INTEGER;
  ALTER TABLE media ADD COLUMN link_ctime INTEGER;
  -- When its file was last looked for and not found; the file itself decides, this finds them quickly.
  ALTER TABLE media ADD COLUMN missing_at INTEGER;
  -- Deleted for good: its row stays for whoever still names it.
  ALTER TABLE media ADD COLUMN deleted_at INTEGER;
  CREATE INDEX media_deleted ON media (deleted_at) WHERE deleted_at IS NOT NULL;
  -- When it came into this library, or was last taken out of its trash: the days of a clean-up count from here, too.
  ALTER TABLE media ADD COLUMN kept_since INTEGER NOT NULL DEFAULT 0;
  -- When a person gave it its name: such a one is never cleaned up.
  ALTER TABLE media ADD COLUMN named_at INTEGER;
  CREATE INDEX media_by_link ON media (link_path) WHERE link_path IS NOT NULL;
  DROP INDEX media_pages;
  ALTER TABLE media DROP COLUMN search_text;

  CREATE TABLE makers (
    id INTEGER PRIMARY KEY,
    provider TEXT NOT NULL,
    model TEXT NOT NULL,
    UNIQUE (provider, model)
  ) STRICT;

  -- One narrow row for each media, with all that a page is narrowed or put in order by, so that no question about
  -- the whole library reads the wide rows. Its number is its row in media_search: a rowid of its own would not be
  -- kept by a backup.
  CREATE TABLE media_index (
    number INTEGER PRIMARY KEY,
    media_id TEXT NOT NULL UNIQUE REFERENCES media (id) ON DELETE CASCADE,
    -- 0 in the library, 1 in the trash, 2 deleted for good.
    shelf INTEGER NOT NULL,
    missing INTEGER NOT NULL,
    favourite INTEGER NOT NULL,
    -- In a workflow, as a take or as an input.
    used INTEGER NOT NULL DEFAULT 0,
    kind TEXT NOT NULL,
    source_type TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    size_bytes INTEGER NOT NULL,
    seconds REAL,
    short_side INTEGER,
    -- 1 landscape, 0 square, -1 portrait.
    shape INTEGER,
    aspect_ratio TEXT,
    usd REAL NOT NULL DEFAULT 0,
    maker INTEGER REFERENCES makers (id),
    sort_name TEXT NOT NULL,
    -- 0 when its words in media_search are not, or no longer, those that it should be found by.
    searched INTEGER NOT NULL DEFAULT 0
  ) STRICT;
  CREATE INDEX media_by_date ON media_index (shelf, created_at);
  CREATE INDEX media_by_name ON media_index (shelf, sort_name);
  CREATE INDEX media_by_length ON media_index (shelf, seconds);
  CREATE INDEX media_by_size ON media_index (shelf, size_bytes);
  CREATE INDEX media_by_cost ON media_index (shelf, usd);
  -- All that a page is narrowed by, side by side: whatever is asked is counted and found in this index alone.
  -- The first seven are what is counted for the menus, in that order.
  CREATE INDEX media_facts ON media_index (shelf, kind, favourite, used, missing, maker, aspect_ratio, source_type,
    shape, short_side, seconds, usd, created_at, size_bytes, sort_name);
  CREATE INDEX media_not_searched ON media_index (number) WHERE searched = 0;

  -- Words are made in media/library/search-text.ts: what is between two spaces is one.
  CREATE VIRTUAL TABLE media_search USING fts5(
    words, content = '', contentless_delete = 1, detail = none, tokenize = 'ascii', prefix = '1 2'
  );

  CREATE TABLE tags (
    id INTEGER PRIMARY KEY,
    kind TEXT NOT NULL,
    name TEXT NOT NULL,
    -- Folded: two that differ in capitals are one.
    key TEXT NOT NULL UNIQUE,
    -- How many media outside of the trash have it.
    media_count INTEGER NOT NULL DEFAULT 0
  ) STRICT;
  CREATE TABLE media_tags (
    number INTEGER NOT NULL REFERENCES media_index (number) ON DELETE CASCADE,
    tag_id INTEGER NOT NULL REFERENCES tags (id) ON DELETE CASCADE,
    PRIMARY KEY (number, tag_id)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX media_tags_by_tag ON media_tags (tag_id, number);

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

  DROP INDEX workflow_media_by_media;
  CREATE INDEX workflow_media_by_media ON workflow_media (media_id, workflow_id);
  CREATE INDEX run_nodes_failed ON run_nodes (run_id) WHERE status IN ('failed', 'held');
`

const shelfOf = (row: string) =>
  `CASE WHEN ${row}deleted_at IS NOT NULL THEN 2 WHEN ${row}trashed_at IS NOT NULL THEN 1 ELSE 0 END`

/**
 * Whoever writes a media, also by deleting a workflow, keeps the narrow rows and the counts right without knowing, and
 * marks those whose words have to be found anew before the next search.
 */
const triggers = `
  CREATE TRIGGER media_added AFTER INSERT ON media BEGIN
    INSERT INTO media_index (media_id, shelf, missing, favourite, kind, source_type, created_at, size_bytes,
      seconds, short_side, shape, aspect_ratio, sort_name)
    VALUES (NEW.id, ${shelfOf('NEW.')}, NEW.missing_at IS NOT NULL, NEW.favourite, NEW.kind, NEW.source_type,
      NEW.created_at, NEW.size_bytes, NEW.duration_seconds, min(NEW.width, NEW.height),
      sign(NEW.width - NEW.height), NEW.aspect_ratio, lower(NEW.name));
  END;
  CREATE TRIGGER media_changed
  AFTER UPDATE OF trashed_at, deleted_at, missing_at, favourite, kind, source_type, created_at, size_bytes, duration_seconds,
    width, height, aspect_ratio ON media
  BEGIN
    UPDATE media_index SET shelf = ${shelfOf('NEW.')}, missing = NEW.missing_at IS NOT NULL,
      favourite = NEW.favourite, kind = NEW.kind, source_type = NEW.source_type, created_at = NEW.created_at,
      size_bytes = NEW.size_bytes, seconds = NEW.duration_seconds, short_side = min(NEW.width, NEW.height),
      shape = sign(NEW.width - NEW.height), aspect_ratio = NEW.aspect_ratio
    WHERE media_id = NEW.id;
  END;
  CREATE TRIGGER media_renamed AFTER UPDATE OF name ON media WHEN NEW.name <> OLD.name BEGIN
    UPDATE media_index SET sort_name = lower(NEW.name), searched = 0 WHERE media_id = NEW.id;
  END;
  CREATE TRIGGER media_index_removed BEFORE DELETE ON media_index BEGIN
    DELETE FROM media_tags WHERE number = OLD.number;
    DELETE FROM media_search WHERE rowid = OLD.number;
  END;
  CREATE TRIGGER media_explained AFTER INSERT ON generations BEGIN
    INSERT INTO makers (provider, model) SELECT NEW.provider, NEW.model
      WHERE NOT EXISTS (SELECT 1 FROM makers WHERE provider = NEW.provider AND model = NEW.model);
    UPDATE media_index SET searched = 0, usd = NEW.cost,
      maker = (SELECT id FROM makers WHERE provider = NEW.provider AND model = NEW.model)
    WHERE media_id = NEW.media_id;
  END;
  CREATE TRIGGER media_used AFTER INSERT ON workflow_media BEGIN
    UPDATE media_index SET searched = 0, used = 1 WHERE media_id = NEW.media_id;
  END;
  CREATE TRIGGER media_let_go AFTER DELETE ON workflow_media BEGIN
    UPDATE media_index SET searched = 0,
      used = EXISTS (SELECT 1 FROM workflow_media WHERE media_id = OLD.media_id)
    WHERE media_id = OLD.media_id;
  END;
  CREATE TRIGGER media_tagged AFTER INSERT ON media_tags BEGIN
    UPDATE tags SET media_count = media_count + 1 WHERE id = NEW.tag_id
      AND (SELECT shelf FROM media_index WHERE number = NEW.number) = 0;
    UPDATE media_index SET searched = 0 WHERE number = NEW.number;
  END;
  CREATE TRIGGER media_untagged AFTER DELETE ON media_tags BEGIN
    UPDATE tags SET media_count = media_count - 1 WHERE id = OLD.tag_id
      AND (SELECT shelf FROM media_index WHERE number = OLD.number) = 0;
    UPDATE media_index SET searched = 0 WHERE number = OLD.number;
  END;
  CREATE TRIGGER tag_renamed AFTER UPDATE OF name ON tags WHEN NEW.name <> OLD.name BEGIN
    UPDATE media_index SET searched = 0 WHERE number IN (SELECT number FROM media_tags WHERE tag_id = NEW.id);
  END;
  CREATE TRIGGER workflow_renamed AFTER UPDATE OF name ON workflows WHEN NEW.name <> OLD.name BEGIN
    UPDATE media_index SET searched = 0
    WHERE media_id IN (SELECT media_id FROM workflow_media WHERE workflow_id = NEW.id);
  END;
  CREATE TRIGGER media_moved AFTER UPDATE OF shelf ON media_index
  WHEN (NEW.shelf = 0) <> (OLD.shelf = 0) BEGIN
    UPDATE tags SET media_count = media_count + (NEW.shelf = 0) - (OLD.shelf = 0)
    WHERE id IN (SELECT tag_id FROM media_tags WHERE number = NEW.number);
  END;
`

/** What was there before; its words are made when the library is opened next. */
const filling = `
  INSERT INTO makers (provider, model) SELECT DISTINCT provider, model FROM generations ORDER BY 1, 2;
  INSERT INTO media_index (media_id, shelf, missing, favourite, used, kind, source_type, created_at, size_bytes,
    seconds, short_side, shape, aspect_ratio, usd, maker, sort_name)
  SELECT id, ${shelfOf('')}, 0, favourite,
    EXISTS (SELECT 1 FROM workflow_media WHERE workflow_media.media_id = media.id), kind, source_type, created_at,
    size_bytes, duration_seconds, min(width, height), sign(width - height), aspect_ratio, ifnull(cost, 0),
    (SELECT id FROM makers WHERE makers.provider = generations.provider AND makers.model = generations.model),
    lower(name)
  FROM media LEFT JOIN generations ON generations.media_id = media.id ORDER BY created_at, media.rowid;
`

/** The tags that the app gives by itself from now on: how a file came to be, by whom, and in which workflow. */
const marks = [
  'SELECT number, source_type AS name FROM media_index',
  `SELECT number, provider AS name FROM media_index JOIN generations USING (media_id) WHERE provider <> 'sceneloom'`,
  `SELECT number, substr(model, instr(model, '/') + 1) AS name FROM media_index JOIN generations USING (media_id)
    WHERE provider <> 'sceneloom'`,
  `SELECT number, CASE
      WHEN kind = 'image' THEN 'text-to-image'
      WHEN json_extract(generation_params, '$.firstFrame') IS NULL THEN 'text-to-video'
      ELSE 'image-to-video' END AS name
    FROM media_index JOIN generations USING (media_id) WHERE source_type = 'generated'`,
  `SELECT number, name FROM workflow_media JOIN workflows ON workflows.id = workflow_id JOIN media_index USING (media_id)
    WHERE role <> 'input'`,
]

function markAll(db: Db): void {
  const add = db.prepare('INSERT OR IGNORE INTO tags (kind, name, key) VALUES (?, ?, ?)')
  for (const mark of marks) {
    const names = db.prepare<[], string>(`SELECT DISTINCT name FROM (${mark})`).pluck().all()
    const give = db.prepare(`
      INSERT OR IGNORE INTO media_tags SELECT number, tags.id FROM (${mark}) AS marked JOIN tags ON tags.key = ?
      WHERE marked.name = ?
    `)
    for (const whole of names) {
      const name = whole.trim().slice(0, 100)
      const key = `auto:${name.normalize('NFKC').toLowerCase()}`
      if (name === '') continue
      add.run('auto', name, key)
      give.run(key, whole)
    }
  }
}

export const library: Migration = {
  version: 3,
  up(db) {
    db.exec(tables)
    db.exec(triggers)
    db.exec(filling)
    markAll(db)
  },
}
