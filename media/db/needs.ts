import type { Db } from './db.ts'
import { OPEN } from './job-sums.ts'

const IDS = /[0-9a-f]{64}/g
const PAGE = 50

/** What a node takes in, and the latest take of each. SQLite takes the media from the row that has the maximum. */
export const SHOWN = `
  SELECT media_id FROM workflow_media WHERE role = 'input'
  UNION SELECT media_id FROM (
    SELECT media_id, max(activated_at) FROM workflow_media WHERE role <> 'input' GROUP BY workflow_id, node_id)`

interface Page {
  readonly number: number
  readonly text: string
}

interface SnapshotPage extends Page {
  readonly id: string
  readonly takes: string
}

/** Which files something names: what a cleaning must leave alone, or a row is kept for. */
export function needsTable(db: Db) {
  const jobs = db
    .prepare<[], string>(`SELECT "order" || ifnull(media_id, '') FROM jobs WHERE ${OPEN}`)
    .pluck()
  const runs = db.prepare<[], { workflow_id: string | null; definition: string }>(
    "SELECT workflow_id, definition FROM runs WHERE status = 'running'",
  )
  const made = db
    .prepare<[], string>(
      `SELECT run_nodes.media_id FROM run_nodes JOIN runs ON runs.id = run_id
        WHERE runs.status = 'running' AND run_nodes.media_id IS NOT NULL`,
    )
    .pluck()
  const linked = db
    .prepare<[string], string>('SELECT media_id FROM workflow_media WHERE workflow_id = ?')
    .pluck()
  const definition = db.prepare<[string], string>('SELECT definition FROM workflows WHERE id = ?').pluck()
  const definitions = db.prepare<[number, number], Page>(
    'SELECT rowid AS number, definition AS text FROM workflows WHERE rowid > ? ORDER BY rowid LIMIT ?',
  )
  const snapshots = db.prepare<[number, number], SnapshotPage>(
    `SELECT rowid AS number, id, definition AS text, takes FROM workflow_snapshots WHERE rowid > ?
      ORDER BY rowid LIMIT ?`,
  )

  return {
    /** What works at this moment and may not lose a file: open jobs, runs, and the workflows named. */
    atWork(workflowIds: readonly string[]): Set<string> {
      const running = runs.all()
      const ids = [...workflowIds, ...running.flatMap(({ workflow_id }) => workflow_id ?? [])]
      const texts = [
        ...jobs.all(),
        ...running.map((run) => run.definition),
        ...ids.flatMap((id) => definition.all(id)),
      ]
      return new Set([...texts.flatMap(idsIn), ...made.all(), ...ids.flatMap((id) => linked.all(id))])
    },
    /** What saved workflows name, such as a take that was chosen by hand. */
    inDefinitions: () =>
      pages(
        (after) => definitions.all(after, PAGE),
        ({ text }) => idsIn(text),
      ),
    /** What an earlier version of a workflow shows, or, with `all`, names at all. */
    inSnapshots: ({ all }: { readonly all: boolean }) =>
      pages(
        (after) => snapshots.all(after, PAGE),
        (snapshot) => (all ? [...idsIn(snapshot.text), ...idsIn(snapshot.takes)] : shownIn(snapshot)),
      ),
    /** The other way round: which earlier versions show one of these. */
    snapshotsShowing: (mediaIds: ReadonlySet<string>) =>
      pages(
        (after) => snapshots.all(after, PAGE),
        (snapshot) => (shownIn(snapshot).some((id) => mediaIds.has(id)) ? [snapshot.id] : []),
      ),
  }
}
export type NeedsTable = ReturnType<typeof needsTable>

/** A few rows at a time: whoever waits for the core meanwhile is answered in between. */
async function pages<P extends Page>(
  read: (after: number) => P[],
  idsOf: (page: P) => readonly string[],
): Promise<Set<string>> {
  const ids = new Set<string>()
  for (let after = 0; ;) {
    const rows = read(after)
    for (const row of rows) for (const id of idsOf(row)) ids.add(id)
    const last = rows.at(-1)
    if (!last) return ids
    after = last.number
    await new Promise((resolve) => setImmediate(resolve))
  }
}

function idsIn(text: string): readonly string[] {
  return text.match(IDS) ?? []
}

interface KnownTake {
  readonly nodeId: string
  readonly mediaId: string
  readonly activatedAt: number
}

function shownIn({ text, takes }: SnapshotPage): readonly string[] {
  return [...idsIn(text), ...activeIn(takes)]
}

/** The take that each node had then; one that was chosen instead is named by the definition. */
function activeIn(takes: string): string[] {
  const latest = new Map<string, KnownTake>()
  for (const take of JSON.parse(takes) as KnownTake[]) {
    const known = latest.get(take.nodeId)
    if (!known || take.activatedAt > known.activatedAt) latest.set(take.nodeId, take)
  }
  return [...latest.values()].map(({ mediaId }) => mediaId)
}
