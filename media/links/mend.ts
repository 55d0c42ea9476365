import { atMost } from '../at-most.ts'
import type { Link } from '../db/links.ts'
import type { Tables } from '../db/tables.ts'
import { searchFolders } from './find-files.ts'
import { look, type Others, type Verdict } from './look.ts'
import { foldersNear } from './near.ts'
import { isAsItWas } from './stamp.ts'

/** Files that are looked at for one that is missing: when that was just noticed, and whenever something moves near it. */
const SEARCHED = { first: 20_000, again: 5_000 }

export interface MendParts {
  readonly tables: Pick<Tables, 'links' | 'together'>
  readonly others: Others
  readonly signal: AbortSignal
}

/**
 * Looks at linked files, and for those that are not as they were looks near by. Writes down what is missing and what
 * is back, and answers the media of which something is different now.
 */
export async function mend(parts: MendParts, some: readonly Link[]): Promise<string[]> {
  const { tables, signal } = parts
  const looked = await lookAt(parts, some)
  const lost = looked.filter(({ verdict }) => verdict !== 'there').map(({ link }) => link)
  const found = await bringBack(parts, lost)
  signal.throwIfAborted()
  const gone = lost.filter(({ id, missingAt }) => !found.has(id) && missingAt === undefined)
  const back = looked.filter(({ link, verdict }) => verdict === 'there' && isNews(parts, link))
  const now = Date.now()
  tables.together(() => {
    for (const { id } of gone) tables.links.setMissing(id, now)
    for (const { link } of back) tables.links.setMissing(link.id, undefined)
  })
  return [...gone.map(({ id }) => id), ...back.map(({ link }) => link.id), ...found]
}

async function lookAt(
  { tables: { links }, others, signal }: MendParts,
  some: readonly Link[],
): Promise<{ link: Link; verdict: Verdict }[]> {
  const inTurn = atMost(8)
  return Promise.all(
    some.map((link) =>
      inTurn(async () => {
        signal.throwIfAborted()
        return { link, verdict: await look({ links, others, signal }, link) }
      }),
    ),
  )
}

/** It was missing until now, or the window was told so because its times were others. */
function isNews({ tables }: MendParts, link: Link): boolean {
  const now = tables.links.get(link.id)
  return link.missingAt !== undefined || now?.ctime !== link.ctime || now.mtime !== link.mtime
}

/** Those that lie somewhere near. */
async function bringBack(
  { tables: { links }, signal }: MendParts,
  lost: readonly Link[],
): Promise<Set<string>> {
  const trees = Map.groupBy(lost, ({ path }) => foldersNear(path).join('\n'))
  const all = new Set<string>()
  for (const [tree, some] of trees) {
    const isFirst = some.some(({ missingAt }) => missingAt === undefined)
    const found = await searchFolders(some, tree.split('\n').filter(Boolean), {
      signal,
      atMost: isFirst ? SEARCHED.first : SEARCHED.again,
      isKnown: (path) => links.at(path).some(isAsItWas),
    })
    for (const [id, { path, stamp }] of found) {
      links.put(id, { ...stamp, path })
      all.add(id)
    }
  }
  return all
}
