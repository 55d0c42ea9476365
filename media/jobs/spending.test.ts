import { afterEach, describe, expect, it } from 'vitest'
import { scratchMedia } from '../db/scratch.ts'
import { readSpending } from './spending.ts'
import type { StoredJob } from './stored-job.ts'
import { openBook, someJob } from './test-book.ts'

const zone = process.env['TZ']
afterEach(() => {
  if (zone === undefined) delete process.env['TZ']
  else process.env['TZ'] = zone
})

const now = new Date(2026, 10, 21, 18).getTime()

function bookWith(jobs: readonly Partial<StoredJob>[]) {
  const book = openBook(now)
  jobs.forEach((job, index) => book.tables.jobs.put(someJob(`job-${index}`, { createdAt: now, ...job })))
  return book
}
const read = (jobs: readonly Partial<StoredJob>[], at = now) =>
  readSpending(bookWith(jobs).tables.jobs, at, (id) => (id === 'runway' ? 'Runway' : id))

const spent = (usd: number): Partial<StoredJob> => ({ state: 'failed', countedMicros: usd * 1e6 })
const on = (month: number, day: number, hour = 12) => new Date(2026, month - 1, day, hour).getTime()

describe('the spending page', () => {
  it('says what was spent and what of it is only reserved, today and this month', () => {
    const { day, month } = read([
      spent(0.5),
      { countedMicros: 600_000 },
      { state: 'unknown', countedMicros: 200_000 },
      { ...spent(1), createdAt: on(11, 1, 0) },
      { ...spent(8), createdAt: on(10, 31, 23) },
      { ...spent(0), countedClips: 0 },
    ])
    expect(day).toEqual({ usd: 1.3, reservedUsd: 0.8, clips: 3 })
    expect(month).toEqual({ usd: 2.3, reservedUsd: 0.8, clips: 4 })
  })

  it('shares it out by provider, model and workflow, the dearest first', () => {
    const { byProvider, byModel, byWorkflow } = read([
      { ...spent(1), workflowName: 'Rain' },
      { ...spent(2), workflowName: 'Snow', provider: 'fal', model: 'fal/veo-3.1' },
      { ...spent(0.5), workflowName: 'Rain', model: 'runway/gen4_turbo' },
      // Given back: nothing to show.
      { ...spent(0), countedClips: 0, provider: 'luma', model: 'luma/ray', workflowName: 'Fog' },
    ])
    expect(byProvider).toEqual([
      { name: 'fal', usd: 2, clips: 1 },
      { name: 'Runway', usd: 1.5, clips: 2 },
    ])
    expect(byModel.map(({ name, usd }) => [name, usd])).toEqual([
      ['fal/veo-3.1', 2],
      ['runway/gen4.5', 1],
      ['runway/gen4_turbo', 0.5],
    ])
    expect(byWorkflow.map(({ name, usd }) => [name, usd])).toEqual([
      ['Snow', 2],
      ['Rain', 1.5],
    ])
  })

  it('shows thirty days with a row for each, spent or not', () => {
    const { byDay } = read([
      spent(1),
      { ...spent(2), createdAt: on(11, 1) },
      { ...spent(4), createdAt: on(10, 23, 0) },
      { ...spent(8), createdAt: on(10, 22, 23) },
    ])
    expect(byDay).toHaveLength(30)
    expect([byDay[0]?.name, byDay.at(-1)?.name]).toEqual(['2026-10-23', '2026-11-21'])
    expect(byDay.filter(({ usd }) => usd > 0)).toEqual([
      { name: '2026-10-23', usd: 4, clips: 1 },
      { name: '2026-11-01', usd: 2, clips: 1 },
      { name: '2026-11-21', usd: 1, clips: 1 },
    ])
  })

  it.each(['Europe/Berlin', 'Asia/Shanghai', 'America/New_York'])('puts each hour on its day in %s', (tz) => {
    process.env['TZ'] = tz
    const at = new Date(2026, 10, 10, 12).getTime()
    // The clocks of two of these go back within these days.
    const hours = Array.from({ length: 30 * 24 }, (_, hour) => ({
      ...spent(0.01),
      createdAt: new Date(2026, 9, 12, 0, 30).getTime() + hour * 3_600_000,
    }))
    const { byDay } = read(hours, at)
    for (const { name, clips } of byDay.slice(1, -1)) {
      const [year, month, day] = name.split('-').map(Number)
      const length =
        new Date(year!, month! - 1, day! + 1).getTime() - new Date(year!, month! - 1, day).getTime()
      expect([name, clips]).toEqual([name, length / 3_600_000])
    }
  })

  it('tells what was paid for and is in no workflow any more', () => {
    const book = bookWith([
      { state: 'adopted', countedMicros: 100_000 },
      { state: 'adopted', countedMicros: 200_000 },
      { ...spent(0.4) },
      { countedMicros: 800_000 },
    ])
    const { tables } = book
    for (const n of [1, 2]) {
      tables.media.put(scratchMedia(n))
      tables.jobs.put({ ...tables.jobs.get(`job-${n - 1}`)!, mediaId: scratchMedia(n).id })
    }
    tables.workflows.add({
      id: 'w',
      name: 'Rain',
      description: '',
      status: 'draft',
      definition: {},
      rev: 1,
      createdAt: now,
      updatedAt: now,
    })
    tables.workflowMedia.add({
      workflowId: 'w',
      mediaId: scratchMedia(1).id,
      nodeId: 'clip',
      nodeType: 'text-to-video',
      role: 'output',
      executionId: 'run-1',
      take: 1,
      variation: 0,
      signature: 's',
      createdAt: now,
      activatedAt: now,
    })
    const unused = () => readSpending(tables.jobs, now, (id) => id).unusedUsd
    expect(unused()).toBe(0.6)
    tables.workflows.remove('w')
    expect(unused()).toBe(0.7)
  })
})
