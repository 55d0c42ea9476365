import type { Migration } from './index.ts'

/**
 * Files that workflows name and the library does not have, or not any more. When one comes in, by whatever way, it is in
 * use at once: otherwise a clean-up or the trash would take it for one that nobody needs.
 */
const schema = `
  CREATE TABLE awaited_media (
    workflow_id TEXT NOT NULL REFERENCES workflows (id) ON DELETE CASCADE,
    media_id TEXT NOT NULL,
    node_id TEXT NOT NULL,
    node_type TEXT NOT NULL,
    since INTEGER NOT NULL,
    PRIMARY KEY (media_id, workflow_id, node_id)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX awaited_media_by_workflow ON awaited_media (workflow_id);

  -- Behind the narrow row, which learns from the link that the file is in use.
  CREATE TRIGGER media_awaited AFTER INSERT ON media_index
  WHEN EXISTS (SELECT 1 FROM awaited_media WHERE media_id = NEW.media_id) BEGIN
    INSERT OR IGNORE INTO workflow_media
    SELECT workflow_id, media_id, node_id, node_type, 'input', NULL, 0, 0, '', since, since
    FROM awaited_media WHERE media_id = NEW.media_id;
    DELETE FROM awaited_media WHERE media_id = NEW.media_id;
  END;
`

/** Every media that a node of a saved workflow names, in its params or as the take that was chosen. */
const named = `
  SELECT workflows.id AS workflow_id, leaf.value AS media_id, json_extract(node, '$.id') AS node_id,
    json_extract(node, '$.type') AS node_type, updated_at AS since
  FROM (
    SELECT workflows.rowid AS workflow, each.value AS node
    FROM workflows, json_each(definition, '$.nodes') AS each WHERE each.type = 'object'
  ) JOIN workflows ON workflows.rowid = workflow, json_tree(node) AS leaf
  WHERE leaf.type = 'text' AND length(leaf.value) = 64 AND leaf.value NOT GLOB '*[^0-9a-f]*'
    AND (leaf.fullkey LIKE '$.params%' OR leaf.fullkey = '$.chosenTake.mediaId')
    AND node_id IS NOT NULL AND node_type IS NOT NULL
`

const filling = `
  INSERT OR IGNORE INTO workflow_media
  SELECT workflow_id, media_id, node_id, node_type, 'input', NULL, 0, 0, '', since, since
  FROM (${named}) WHERE media_id IN (SELECT id FROM media);
  INSERT OR IGNORE INTO awaited_media (workflow_id, media_id, node_id, node_type, since)
  SELECT workflow_id, media_id, node_id, node_type, since
  FROM (${named}) WHERE media_id NOT IN (SELECT id FROM media);
`

export const awaited: Migration = { version: 5, up: (db) => void db.exec(schema + filling) }
