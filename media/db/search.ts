import { wordsOf } from '../library/search-text.ts'
import type { Titles } from '../library/titles.ts'
import type { Db } from './db.ts'

interface Described {
  number: number
  name: string
  prompt: string | null
  provider: string | null
  model: string | null
  tags: string | null
  workflows: string | null
}

/** Between two names that are read from the database as one text: no name has a line of its own in it. */
const LINE = 'char(10)'

/**
 * The words by which media are found. Whoever changes what they are made of says so here, in the transaction of the
 * change; nothing else writes to media_search.
 */
export function searchTable(db: Db, titles: Titles) {
  const describe = (which: string) => `
    SELECT number, media.name, prompt, provider, model,
      (SELECT group_concat(tags.name, ${LINE}) FROM media_tags JOIN tags ON tags.id = tag_id
        WHERE media_tags.number = media_index.number) AS tags,
      (SELECT group_concat(name, ${LINE}) FROM workflows
        WHERE id IN (SELECT workflow_id FROM workflow_media WHERE media_id = media.id)) AS workflows
    FROM media_index JOIN media ON media.id = media_index.media_id
    LEFT JOIN generations ON generations.media_id = media.id
    WHERE ${which}
  `
  const selectOne = db.prepare<[string], Described>(describe('media_index.media_id = ?'))
  const selectUnsearched = db.prepare<[number], Described>(describe('searched = 0 LIMIT ?'))
  const selectOfWorkflow = db
    .prepare<[string], string>('SELECT DISTINCT media_id FROM workflow_media WHERE workflow_id = ?')
    .pluck()
  const selectOfTag = db
    .prepare<[number], string>(
      'SELECT media_id FROM media_tags JOIN media_index USING (number) WHERE tag_id = ?',
    )
    .pluck()
  const remove = db.prepare<[number]>('DELETE FROM media_search WHERE rowid = ?')
  const insert = db.prepare<[number, string]>('INSERT INTO media_search (rowid, words) VALUES (?, ?)')
  const mark = db.prepare<[number]>('UPDATE media_index SET searched = 1 WHERE number = ?')
  const countUnsearched = db
    .prepare<[], number>('SELECT count(*) FROM media_index INDEXED BY media_not_searched WHERE searched = 0')
    .pluck()

  function write(row: Described) {
    const { number, name, prompt, provider, model } = row
    const made = provider === null || model === null ? [] : [provider, model, ...titles.of(provider, model)]
    const named = [name, ...linesOf(row.tags), ...linesOf(row.workflows), ...made]
    remove.run(number)
    insert.run(number, wordsOf({ named, told: [prompt ?? ''] }))
    mark.run(number)
  }
  const refresh = (mediaId: string) => {
    const row = selectOne.get(mediaId)
    if (row) write(row)
  }

  return {
    refresh,
    refreshWorkflow: (workflowId: string) => selectOfWorkflow.all(workflowId).forEach(refresh),
    refreshTag: (tagId: number) => selectOfTag.all(tagId).forEach(refresh),
    mediaOfWorkflow: (workflowId: string) => selectOfWorkflow.all(workflowId),
    /** How many media cannot be found by their words yet: those of a library from before there was a search. */
    left: () => countUnsearched.get()!,
    /** Finds words for some of these, and answers how many it did. */
    catchUp: (most: number): number =>
      db
        .transaction(() => {
          const rows = selectUnsearched.all(most)
          rows.forEach(write)
          return rows.length
        })
        .immediate(),
    /** Forgets every word: `catchUp` makes them anew from what the media are. */
    forget: () =>
      db
        .transaction(() => {
          db.exec(`INSERT INTO media_search (media_search) VALUES ('delete-all');
            UPDATE media_index SET searched = 0`)
        })
        .immediate(),
  }
}
export type SearchTable = ReturnType<typeof searchTable>

function linesOf(text: string | null): readonly string[] {
  return text === null ? [] : text.split('\n')
}
