import { createHash } from 'node:crypto'
import type { Fake } from '../fakes/server.ts'
import type { ChildReport } from './child-plan.ts'

/** What crashes cost. All but the first three must be nothing. */
export interface Toll {
  kills: number
  /** Jobs that the provider took, each of them paid for. */
  charges: number
  /** Jobs that wait for a word of the person, because nobody can know. */
  parked: number
  doubles: number
  lostIds: number
  lostFiles: number
  lostTakes: number
}

export const noToll: Toll = {
  kills: 0,
  charges: 0,
  parked: 0,
  doubles: 0,
  lostIds: 0,
  lostFiles: 0,
  lostTakes: 0,
}

/** Compares what the provider took with what the library knows once everything came to rest. */
export function count(fake: Fake, { jobs, takes, files }: ChildReport, kills: number): Toll {
  const orders = Map.groupBy(fake.jobs, ({ prompt }) => prompt)
  const adopted = jobs.filter(({ state }) => state === 'adopted')
  const parked = jobs.filter(({ state }) => state === 'unknown')
  const isKnown = ({ id, prompt }: { id: string; prompt: string }) =>
    jobs.some(({ externalId }) => externalId === id) || parked.some((job) => job.prompt.includes(prompt))
  return {
    kills,
    charges: fake.accepted,
    parked: parked.length,
    doubles: [...orders.values()].reduce((sum, { length }) => sum + length - 1, 0),
    lostIds: fake.jobs.filter((job) => !isKnown(job)).length,
    lostFiles: adopted.filter(({ mediaId, externalId }) => {
      const made = fake.fileOf(externalId ?? '')
      return !made || files[mediaId ?? ''] !== createHash('sha256').update(made).digest('hex')
    }).length,
    lostTakes: adopted.filter(
      (job) => !takes.some(({ nodeId, mediaId }) => nodeId === job.nodeId && mediaId === job.mediaId),
    ).length,
  }
}

export function add(first: Toll, second: Toll): Toll {
  const names = Object.keys(first) as (keyof Toll)[]
  return Object.fromEntries(names.map((name) => [name, first[name] + second[name]])) as unknown as Toll
}

export function inWords({ kills, charges, parked, ...losses }: Toll): string {
  return (
    `${kills} kills, ${charges} charges, ${parked} parked: ${losses.doubles} paid twice, ` +
    `${losses.lostIds} ids lost, ${losses.lostFiles} files lost, ${losses.lostTakes} takes lost`
  )
}
