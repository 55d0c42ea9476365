import { z } from 'zod'
import type { Api } from '../../net/api.ts'
import type { Accepted, LostJob } from '../remote.ts'
import { sendingTime } from '../sending-time.ts'
import { inputOf, rowOf } from './input.ts'

const Entry = z.object({
  id: z.string(),
  model: z.string().optional().catch(undefined),
  source: z.string().optional().catch(undefined),
  created_at: z.string(),
  data_removed: z.boolean().optional().catch(undefined),
  input: z.record(z.string(), z.unknown()).nullish().catch(undefined),
})
type Entry = z.infer<typeof Entry>
const Page = z.object({ next: z.string().nullish(), results: z.array(Entry) })

const MOST_PAGES = 20

/**
 * Nothing there carries an id of ours, so a lost job is known by what was asked and when, by their clock. Throws
 * where that is true of more than one, or where they have forgotten by now what was asked.
 */
export async function lookUp(api: Api, lost: LostJob): Promise<Accepted | undefined> {
  const found: Entry[] = []
  let path: string | null | undefined = '/predictions'
  for (let pages = 0; path; pages++) {
    if (pages === MOST_PAGES) throw new Error('There are too many predictions to look through')
    const { json, headers } = await api.send({ method: 'GET', path })
    const { next, results } = Page.parse(json)
    const { from, until } = sendingTime(lost.sentAt, headers)
    const within = results.filter(({ created_at }) => {
      const at = Date.parse(created_at)
      return at >= from && at <= until
    })
    found.push(...within.filter((entry) => isSame(entry, lost)))
    // The newest come first.
    path = results.some(({ created_at }) => Date.parse(created_at) < from) ? undefined : next
  }
  if (found.length > 1) throw new Error(`${found.length} predictions could be it`)
  return found[0] && { externalId: found[0].id }
}

function isSame({ id, model, source, data_removed, input }: Entry, lost: LostJob): boolean {
  const row = rowOf(lost.model)
  if ((source ?? 'api') !== 'api' || (row && (model ?? row.path) !== row.path)) return false
  if (data_removed || !input) throw new Error(`What the prediction ${id} was asked is forgotten there`)
  const asked = Object.entries(row ? inputOf(row, { ...lost, references: [] }) : { prompt: lost.prompt })
  return asked.every(([name, value]) => input[name] === value)
}
