import { sortKey, wordsOf } from '../library/search-text.ts'
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

/** At a time, where a search waits for it. */
const SLICE = 200

/**
 * The words by which media are found. Triggers mark, in the transaction of the change, whose words are no longer right;
 * they are found anew before the next search, once however often it changed: so a search is always right, and an
 * import of thousands does not wait for words that nobody asks for yet.
 */
export function searchTable(db: Db, titles: Titles) {
  const selectMarked = db.prepare<[number], Described>(`
    SELECT number, media.name, prompt, provider, model,
      (SELECT group_concat(tags.name, ${LINE}) FROM media_tags JOIN tags ON tags.id = tag_id
        WHERE media_tags.number = media_index.number) AS tags,
      (SELECT group_concat(name, ${LINE}) FROM workflows
        WHERE id IN (SELECT workflow_id FROM workflow_media WHERE media_id = media.id)) AS workflows
    FROM media_index INDEXED BY media_not_searched JOIN media ON media.id = media_index.media_id
    LEFT JOIN generations ON generations.media_id = media.id
    WHERE searched = 0 LIMIT ?
  `)
  const remove = db.prepare<[number]>('DELETE FROM media_search WHERE rowid = ?')
  const insert = db.prepare<[number, string]>('INSERT INTO media_search (rowid, words) VALUES (?, ?)')
  const finish = db.prepare<[string, number]>(
    'UPDATE media_index SET searched = 1, sort_name = ? WHERE number = ?',
  )
  const countMarked = db
    .prepare<[], number>('SELECT count(*) FROM media_index INDEXED BY media_not_searched WHERE searched = 0')
    .pluck()

  function write(row: Described) {
    const { number, name, prompt, provider, model } = row
    const made = provider === null || model === null ? [] : [provider, model, ...titles.of(provider, model)]
    const named = [name, ...linesOf(row.tags), ...linesOf(row.workflows), ...made]
    remove.run(number)
    insert.run(number, wordsOf({ named, told: [prompt ?? ''] }))
    finish.run(sortKey(name), number)
  }
  /** Answers how many it did. */
  const catchUp = (most: number): number => {
    const rows = selectMarked.all(most)
    if (rows.length > 0) db.transaction(() => rows.forEach(write))()
    return rows.length
  }

  return {
    catchUp,
    /** Now, however many there are: whoever cannot tell whether there are thousands goes on with `catchUp` first. */
    beRight() {
      try {
        while (catchUp(SLICE) > 0);
      } catch (error) {
        // On a full disk a search by the words that are there is better than none.
        if (!isFull(error)) throw error
      }
    },
    /** How many media are not found by all of their words yet. */
    left: () => countMarked.get()!,
    /** Forgets every word, for a search that is damaged: they are made anew from what the media are. */
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

function isFull(error: unknown): boolean {
  return (error as { code?: unknown }).code === 'SQLITE_FULL'
}
