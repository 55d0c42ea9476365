import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import type { Job } from '../../nodes/contract/money.ts'
import type { Run } from '../../nodes/contract/records.ts'
import { sentence, type ErrorDetails } from '../../nodes/errors.ts'
import { chargeOf, type Charge } from '../../nodes/money.ts'
import type { Expectation, Script } from '../fakes/script.ts'
import type { Lab } from './lab.ts'
import { canLookUp } from './profile.ts'

/** What is wrong with what became of a script, in words; an empty list if all is as it must be. */
export async function judge(lab: Lab, script: Script, run: Run): Promise<string[]> {
  const jobs = await lab.jobs()
  if (jobs.length !== 1) return [`${jobs.length} jobs instead of 1`]
  const job = jobs[0]!
  const expected = expectationFor(lab, script)
  return [
    ...judgeSending(lab, expected),
    ...(await judgeJob(lab, job, expected)),
    ...judgeWords(job, run, expected),
    ...(await judgeFile(lab, job, run)),
    ...judgeKey(lab),
    ...(script.name === 'download-cut-then-ok' ? judgeResume(lab) : []),
  ]
}

/** What a job that ended over there costs, each provider has its own rules for. */
export function expectationFor({ profile }: Lab, script: Script): Expectation {
  const fate = /^poll-(content|fault|canceled)$/.exec(script.name)?.[1] as keyof typeof profile.charges
  const { found } = script.expect
  const usual = found && canLookUp(profile) ? found : script.expect
  const expected = profile.instead?.[script.name] ?? usual
  return fate ? { ...expected, charge: profile.charges[fate] } : expected
}

function judgeSending({ fake }: Lab, { creates, accepted }: Expectation): string[] {
  const { min, max } = typeof creates === 'number' ? { min: creates, max: creates } : creates
  const inRange = fake.creates >= min && fake.creates <= max
  const sending = inRange ? [] : [`${fake.creates} creates instead of ${min === max ? min : `${min}–${max}`}`]
  return fake.accepted === accepted
    ? sending
    : [...sending, `${fake.accepted} jobs taken instead of ${accepted}`]
}

async function judgeJob({ call }: Lab, job: Job, { state, code, charge }: Expectation): Promise<string[]> {
  const { month } = await call('spending.read', {})
  const counted = month.usd
  const isOpen = ['submitted', 'running', 'succeeded', 'unknown'].includes(state)
  const shouldCount = charge !== 'none' && job.estimatedUsd > 0
  return [
    job.state !== state && `${job.state} instead of ${state}`,
    job.error?.code !== code && `${job.error?.code ?? 'no error'} instead of ${code ?? 'none'}`,
    job.error &&
      chargedBy(job.error.details) !== charge &&
      `says “${chargedBy(job.error.details)}” instead of ${charge}`,
    counted > 0 !== shouldCount && `counts $${counted} with ${charge} charged`,
    isOpen === (job.chargedUsd !== undefined) && `charged $${job.chargedUsd} while ${state}`,
    isOpen && !job.asks && `${state}, and nobody is asked about it`,
  ].filter((wrong) => typeof wrong === 'string')
}

function chargedBy(details: ErrorDetails): Charge | 'nothing' {
  return chargeOf(details) ?? 'nothing'
}

/** What people are never told, and what a sentence with a hole in it looks like. */
const unworthy = /\b(failed|invalid|error occurred|undefined|null|NaN)\b|\{\w+\}/i

function judgeWords(job: Job, run: Run, { code }: Expectation): string[] {
  const node = run.nodes.find(({ nodeId }) => nodeId === job.nodeId)
  if (!code) return node?.error ? [`the node says “${node.error.message}”`] : []
  const { details = {} } = job.error ?? {}
  const whole = sentence({ code, details })
  // How a provider says it is its own affair, as long as it is words.
  const ours = 'reason' in details ? sentence({ code, details: { ...details, reason: 'so' } }) : whole
  return [
    node?.error?.code !== code && `the node says ${node?.error?.code ?? 'nothing'} instead of ${code}`,
    (unworthy.test(ours) || /<[a-z!/]|\s{2}|: $/i.test(whole)) && `says “${whole}”`,
  ].filter((wrong) => typeof wrong === 'string')
}

async function judgeFile({ core, fake, call }: Lab, job: Job, run: Run): Promise<string[]> {
  const { items } = await call('media.list', { filter: { kinds: ['video'] }, limit: 100, offset: 0 })
  if (job.state !== 'adopted') return items.length > 0 ? [`${items.length} files in the library`] : []
  const file = await core.fileOf(job.mediaId ?? '', 'original')
  if (!file) return ['the file is not in the library']
  const hash = createHash('sha256')
    .update(await readFile(file.path))
    .digest('hex')
  const { takes } = await call('workflows.open', { id: run.workflowId! })
  return [
    hash !== hashOfFake(fake.fileOf(job.externalId!)) && 'the file is not the one that was made',
    !takes.some(({ mediaId, nodeId }) => mediaId === job.mediaId && nodeId === job.nodeId) &&
      'the node does not have it',
  ].filter((wrong) => typeof wrong === 'string')
}

function hashOfFake(bytes: Buffer | undefined): string {
  return bytes ? createHash('sha256').update(bytes).digest('hex') : 'no file'
}

/** Nowhere but where it belongs. */
function judgeKey({ fake }: Lab): string[] {
  const leaks = fake.foreignRequests.filter(({ path, headers }) =>
    JSON.stringify([path, headers]).includes(fake.key),
  )
  return leaks.length > 0 ? ['the key reached another origin'] : []
}

function judgeResume({ fake }: Lab): string[] {
  const files = fake.requests.filter(({ stage, method }) => stage === 'file' && method === 'GET')
  return files.some(({ headers }) => /^bytes=[1-9]\d*-/.test(headers['range'] ?? ''))
    ? []
    : ['it began anew instead of going on where it was cut']
}
