import { AppError } from '../../nodes/errors.ts'
import { afterAll, describe, expect, it } from 'vitest'
import type { Script } from '../fakes/script.ts'
import { scripts } from '../fakes/scripts.ts'
import { expectationFor, judge } from './judge.ts'
import { openLab, type Lab } from './lab.ts'
import { drawMatrix, type Cell } from './matrix-report.ts'
import type { Profile } from './profile.ts'
import { profiles } from './profiles.ts'

const cells = new Map<string, Cell>()
const nameOf = (profile: Profile, { name }: Script) => `${profile.name}: ${name}`
const only = new RegExp(process.env['SCENELOOM_SCRIPTS'] ?? '')
const onlyProfiles = new RegExp(process.env['SCENELOOM_PROTOCOLS'] ?? '')
const chosen = scripts.filter(({ name }) => only.test(name))
const spoken = profiles.filter(({ name }) => onlyProfiles.test(name))

describe.each(spoken)('$name', (profile) => {
  it.concurrent.each(chosen)('$name: $about', async (script) => {
    const cell = await play(profile, script)
    cells.set(nameOf(profile, script), cell)
    expect(cell.mark === 'wrong' ? cell.why : '').toBe('')
  })
})

afterAll(() => {
  const drawn = drawMatrix(chosen, spoken, (profile, script) => cells.get(nameOf(profile, script)))
  process.stdout.write(`\n${drawn}\n`)
  const empty = chosen.length * spoken.length - cells.size
  if (empty > 0) throw new Error(`${empty} cells are empty`)
})

async function play(profile: Profile, script: Script): Promise<Cell> {
  const why = profile.cannot?.[script.name]
  if (why) return { mark: 'not-applicable', why }
  let lab: Lab | undefined
  try {
    lab = await openLab(profile, { script: script.name })
    const run = await lab.run(await lab.workflow(['A woman waits at the station']))
    const wrong = await judge(lab, script, run)
    if (wrong.length === 0 && expectationFor(lab, script).state === 'unknown')
      wrong.push(...(await settle(lab)))
    return wrong.length === 0 ? { mark: 'right' } : { mark: 'wrong', why: wrong.join('; ') }
  } catch (error) {
    return { mark: 'wrong', why: String(error instanceof Error ? error.stack : error) }
  } finally {
    await lab?.close()
  }
}

/** What nobody knows the end of waits for the person, who settles it; nothing is ever sent again. */
async function settle({ call, fake, jobIn }: Lab): Promise<string[]> {
  const { creates } = fake
  const { id } = await jobIn(['unknown'])
  const checked = await call('jobs.answer', { id, answer: 'check' }).catch((error: AppError) => error)
  const after = await jobIn(['unknown'])
  const settled = await call('jobs.answer', { id, answer: 'not-charged' })
  return [
    fake.creates !== creates && 'it was sent again',
    after.state !== 'unknown' && `${after.state} once it was looked up`,
    checked instanceof AppError && checked.code === 'internal' && `a check says “${checked.message}”`,
    settled.chargedUsd !== 0 && `$${settled.chargedUsd} though the person said that it was not taken`,
  ].filter((wrong) => typeof wrong === 'string')
}
