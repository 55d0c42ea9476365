import { mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Job, JobAnswer } from '../../nodes/contract/money.ts'
import type { Run } from '../../nodes/contract/records.ts'
import type { RunTarget } from '../../nodes/engine/plan.ts'
import { emptyDocument } from '../../nodes/graph/document.ts'
import { assemble, type CoreConfig } from '../assemble.ts'
import { closeDatabase } from '../db/open.ts'

type Parts = Awaited<ReturnType<typeof assemble>>

/** A fake provider, as far as it matters here. */
interface Service {
  readonly vendor: { readonly id: string }
  readonly origin: string
  readonly key: string
  readonly requests: readonly { readonly stage: string }[]
  close(): Promise<void>
}

/** A real library in a folder of its own, with its database at hand. */
export interface TestLibrary<S extends Service> {
  readonly fake: S
  readonly folder: string
  /** Of the app as it runs now. */
  readonly parts: Parts
  /** Answers the id of a new workflow with one clip. */
  workflow(prompt: string, model?: string): string
  begin(workflowId: string, target?: RunTarget): Run
  finished(run: Run): Promise<Run>
  jobs(which?: 'open' | 'inbox' | 'all'): Job[]
  /** The newest job. */
  job(): Job
  answer(answer: JobAnswer): Promise<Job>
  /** The media of a clip's takes. */
  takes(workflowId: string): string[]
  /** How often the provider was asked something of a kind. */
  asked(stage: 'create' | 'poll' | 'cancel' | 'file'): number
  connectTo(address: string): void
  /** As if the disk could not be written from now on, or could again. */
  writable(is: boolean): void
  quit(): Promise<void>
  /** As if this copy of the database were the newest backup. */
  putBackup(file: string): void
  /** Starts the app on the same folder again. */
  start(config?: Partial<CoreConfig>): Promise<void>
  close(): Promise<void>
}

/** Waits are a hundredth of what they are, unless told otherwise. */
export async function openTestLibrary<S extends Service>(
  fake: S,
  config: Partial<CoreConfig> = {},
): Promise<TestLibrary<S>> {
  const provider = fake.vendor.id
  const folder = mkdtempSync(join(tmpdir(), 'sceneloom-library-'))
  let parts!: Parts
  const jobs = (which: 'open' | 'inbox' | 'all' = 'all') => parts.jobs.list({ which, limit: 50 })

  async function start(change: Partial<CoreConfig> = {}): Promise<void> {
    parts = await assemble({ dataFolder: folder, version: 'test', waitScale: 0.01, ...config, ...change })
    parts.connections.configure(provider, { address: fake.origin, concurrency: 9 })
    await parts.connections.setKey(provider, fake.key)
    parts.jobs.wake(provider)
  }
  async function quit(): Promise<void> {
    if (!parts.db.open) return
    await parts.webhooks.close()
    await Promise.all([parts.runs.close(), parts.jobs.close()])
    await parts.upkeep.close()
    closeDatabase(parts.db)
  }

  await start()
  return {
    fake,
    folder,
    get parts() {
      return parts
    },
    workflow: (prompt, model = 'runway/gen4.5') =>
      parts.workflows.create(`About ${prompt}`, clip(prompt, model)).id,
    begin(workflowId, target = { kind: 'all' }) {
      const { document } = parts.workflows.read(workflowId)
      return parts.runs.start({ workflowId, workflowName: 'Rain', document, target, agreedUsd: 9 })
    },
    finished: ({ id }) => parts.runs.finished(id),
    jobs,
    job: () => jobs()[0]!,
    answer: (answer) => parts.jobs.answer(jobs()[0]!.id, answer),
    takes: (workflowId) => parts.workflows.takesOf(workflowId).map(({ mediaId }) => mediaId),
    asked: (stage) => fake.requests.filter((request) => request.stage === stage).length,
    connectTo: (address) => void parts.connections.configure(provider, { address }),
    writable: (is) => void parts.db.pragma(`query_only = ${is ? 0 : 1}`),
    quit,
    putBackup(file) {
      mkdirSync(join(folder, 'backups'), { recursive: true })
      renameSync(file, join(folder, 'backups', 'library-2026-01-01T00-00-00.000Z.db'))
    },
    start,
    async close() {
      await quit()
      await fake.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

function clip(prompt: string, model: string) {
  const params = { model, prompt, seconds: 5 }
  const node = {
    id: 'clip',
    type: 'text-to-video',
    version: 1,
    title: 'Rain',
    position: { x: 0, y: 0 },
    params,
  }
  return { ...emptyDocument(), nodes: [node] }
}
