import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { CoreEvent } from '../../nodes/contract/events.ts'
import { AppError } from '../../nodes/errors.ts'
import { fal } from '../fakes/fal.ts'
import { openLab, start, type Lab } from './lab.ts'
import type { Profile } from './profile.ts'

/** Pictures take the least time to make, so most of it is left for racing. */
const pictures: Profile = {
  name: 'fal, pictures',
  vendor: fal,
  model: 'fal/flux-schnell',
  mode: 'text-to-image',
  charges: { content: 'possible', fault: 'possible', canceled: 'possible' },
}
const RACES = Number(process.env['SCENELOOM_RACES'] ?? 1_000)

let lab: Lab
let races = 0
let submissions = 0
let extra = 0
let crossings = 0
beforeAll(async () => {
  lab = await openLab(pictures)
  await lab.call('providers.configure', { provider: 'fal', concurrency: 10 })
})
afterAll(async () => {
  await lab.close()
  process.stdout.write(
    `\n${races} races, ${submissions} submissions: ${extra} of them too many, limit crossed ${crossings} times\n`,
  )
})

const kinds: readonly (readonly [string, (name: string) => Promise<void>])[] = [
  ['Run is pressed twice', pressedTwice],
  ['Run is pressed again while it runs', pressedWhileRunning],
  ['two workflows want the same', sameTwice],
  ['the limit fits all but one', allButOne],
]

describe.each(kinds)('%s', (kind, race) => {
  it('pays once for each, and never more than the limit', async () => {
    for (let index = 0; index < Math.ceil(RACES / kinds.length); index++) {
      await race(`${kind}, race ${index}`)
      races++
    }
    expect([extra, crossings]).toEqual([0, 0])
  })
})

async function pressedTwice(name: string): Promise<void> {
  const workflowId = await lab.workflow([name])
  const started = await Promise.allSettled([start(lab.call, workflowId), start(lab.call, workflowId)])
  expectOneRefused(started)
  await over(started)
  expectMade(name)
}

async function pressedWhileRunning(name: string): Promise<void> {
  const workflowId = await lab.workflow([name])
  const first = start(lab.call, workflowId)
  await first
  await wait(Math.random() * 15)
  const second = start(lab.call, workflowId)
  // It is refused, or it came late and finds everything made.
  const started = await Promise.allSettled([first, second])
  await over(started)
  expectMade(name)
}

async function sameTwice(name: string): Promise<void> {
  const ids = [await lab.workflow([name]), await lab.workflow([name])]
  const runs = await Promise.all(
    ids.map(async (id) => {
      await wait(Math.random() * 15)
      return lab.run(id)
    }),
  )
  expect(runs.map(({ state }) => state)).toEqual(['done', 'done'])
  const opened = await Promise.all(ids.map((id) => lab.call('workflows.open', { id })))
  expect(new Set(opened.flatMap(({ takes }) => takes.map(({ mediaId }) => mediaId))).size).toBe(1)
  expectMade(name)
}

async function allButOne(name: string): Promise<void> {
  const prompts = Array.from({ length: 2 + Math.floor(Math.random() * 4) }, (_, index) => `${name}, ${index}`)
  const { day } = await lab.call('spending.read', {})
  const [price] = lab.model.price!.rates
  // By money, or by the number of clips; and all in one run, or each in a run of its own.
  const byClips = Math.random() < 0.5
  const usd = byClips ? {} : { day: day.usd + (prompts.length - 1) * price!.usd }
  const clips = byClips ? { day: day.clips + prompts.length - 1 } : {}
  await lab.call('settings.set', { patch: { budget: { usd, clips, confirmAboveUsd: 1_000 } } })
  const stop = watchLimit({ usd: usd.day, clips: clips.day })
  const groups = Math.random() < 0.5 ? [prompts] : prompts.map((prompt) => [prompt])
  const ids = await Promise.all(groups.map((group) => lab.workflow(group)))
  await Promise.all(ids.map((id) => lab.run(id).catch(refusedByLimit)))
  await stop()
  await lab.call('settings.set', { patch: { budget: {} } })
  const made = lab.fake.jobs.filter(({ prompt }) => prompts.includes(prompt)).length
  submissions += made
  extra += Math.max(0, made - (prompts.length - 1))
  expect(made).toBe(prompts.length - 1)
}

function refusedByLimit(error: unknown): undefined {
  if (error instanceof AppError && ['over_budget', 'over_clip_limit'].includes(error.code)) return
  throw error
}

/** Looks at the books after each change of a job, while everything is on its way. */
function watchLimit({
  usd,
  clips,
}: {
  usd: number | undefined
  clips: number | undefined
}): () => Promise<void> {
  const looks: Promise<void>[] = []
  const look = async () => {
    const { day } = await lab.call('spending.read', {})
    const over = (usd !== undefined && day.usd > usd + 1e-9) || (clips !== undefined && day.clips > clips)
    if (over) crossings++
  }
  const off = lab.core.onEvent((event: CoreEvent) => {
    if (event.type === 'job.changed') looks.push(look())
  })
  return async () => {
    off()
    await Promise.all([...looks, look()])
  }
}

type Started = readonly PromiseSettledResult<Awaited<ReturnType<typeof start>>>[]

function expectOneRefused(started: Started): void {
  const refused = started.flatMap((one) => (one.status === 'rejected' ? [one.reason as AppError] : []))
  expect(refused.map(({ code }) => code)).toEqual(['run_in_progress'])
}

async function over(started: Started): Promise<void> {
  for (const one of started) {
    if (one.status === 'fulfilled') await lab.core.runs.finished(one.value.id)
  }
}

function expectMade(prompt: string): void {
  const made = lab.fake.jobs.filter((job) => job.prompt === prompt).length
  submissions += made
  extra += made - 1
  expect(made).toBe(1)
}
