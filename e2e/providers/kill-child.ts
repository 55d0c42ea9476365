import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { openCore, type Core } from '../../media/core.ts'
import { answer, createCaller } from '../../nodes/contract/rpc.ts'
import type { ChildPlan, ChildReport } from './child-plan.ts'
import { connect, documentFor, start } from './lab.ts'
import { profiles } from './profiles.ts'

/** A Sceneloom without a window, which runs a graph until it is killed or everything is done. */
const plan = JSON.parse(process.argv[2]!) as ChildPlan
const profile = profiles.find(({ name }) => name === plan.profile)!

if (plan.forget) forgetOpenJobs(plan.folder)
const core = await openCore({
  dataFolder: plan.folder,
  version: 'test',
  waitScale: plan.waitScale,
  onJobStep(step) {
    if (step === plan.dieAt) process.kill(process.pid, 'SIGKILL')
  },
})
const call = createCaller((name, input) => answer(core.handlers, name, input))
const model = await connect(call, profile, plan)
const workflowId = await workflow()
process.stdout.write(`${JSON.stringify({ ready: true })}\n`)
if (!plan.idle) await core.runs.finished((await start(call, workflowId)).id)
await settled()
// What nobody understands, a person has looked up.
for (const { id } of await call('jobs.list', { which: 'inbox', limit: 500 })) {
  await call('jobs.answer', { id, answer: 'check' }).catch(() => undefined)
}
await settled()
process.stdout.write(`${JSON.stringify({ report: await report(core) })}\n`)
await core.close()

async function workflow(): Promise<string> {
  const [known] = await call('workflows.list', {})
  if (known) return known.id
  const document = await documentFor(core, { profile, model, prompts: plan.prompts })
  return (await call('workflows.create', { name: 'Drama', document })).id
}

/** Until every job is over, or waits for the person. */
async function settled(): Promise<void> {
  const until = Date.now() + 20_000
  for (;;) {
    const open = await call('jobs.list', { which: 'open', limit: 500 })
    if (open.every(({ asks }) => asks) || Date.now() > until) break
    await new Promise((resolve) => setTimeout(resolve, 10))
  }
}

async function report({ fileOf }: Core): Promise<ChildReport> {
  const jobs = await call('jobs.list', { which: 'all', limit: 500 })
  const { takes } = await call('workflows.open', { id: workflowId })
  const files: Record<string, string> = {}
  for (const { mediaId } of jobs) {
    const file = mediaId === undefined ? undefined : await fileOf(mediaId, 'original')
    if (file)
      files[mediaId!] = createHash('sha256')
        .update(await readFile(file.path))
        .digest('hex')
  }
  return { jobs, takes: takes.map(({ nodeId, mediaId }) => ({ nodeId, mediaId })), files }
}

function forgetOpenJobs(folder: string): void {
  const db = new Database(join(folder, 'library.db'), { fileMustExist: true })
  db.exec("UPDATE jobs SET state = 'canceled' WHERE state NOT IN ('adopted', 'failed', 'expired')")
  db.close()
}
