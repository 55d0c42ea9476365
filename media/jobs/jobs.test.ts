import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { startFake, type Fake } from '../../e2e/fakes/server.ts'
import { runway as fakeRunway } from '../../e2e/fakes/runway.ts'
import type { Run } from '../../nodes/contract/records.ts'
import { emptyDocument, type WorkflowDocument } from '../../nodes/graph/document.ts'
import { openCore, type Core, type CoreConfig } from '../core.ts'

const open: { core?: Core; fake?: Fake; folder?: string } = {}

afterEach(async () => {
  await open.core?.close()
  await open.fake?.close()
  if (open.folder) rmSync(open.folder, { recursive: true, force: true })
})

async function start(config: Partial<CoreConfig> = {}): Promise<Core> {
  open.folder ??= mkdtempSync(join(tmpdir(), 'sceneloom-jobs-'))
  open.core = await openCore({ dataFolder: open.folder, version: 'test', waitScale: 0.002, ...config })
  await open.core.handlers['providers.configure']({ provider: 'runway', address: open.fake!.origin })
  await open.core.handlers['keys.set']({ provider: 'runway', key: open.fake!.key })
  return open.core
}

function oneClip(prompt: string): WorkflowDocument {
  return {
    ...emptyDocument(),
    nodes: [
      {
        id: 'clip',
        type: 'text-to-video',
        version: 1,
        title: 'Rain',
        position: { x: 0, y: 0 },
        params: { model: 'runway/gen4.5', prompt, seconds: 5 },
      },
    ],
  }
}

async function run(core: Core, document: WorkflowDocument, options = {}): Promise<Run> {
  const { id } = await core.handlers['workflows.create']({ name: 'Rain', document })
  const begun = await core.handlers['runs.start']({
    workflowId: id,
    rev: (await core.handlers['workflows.open']({ id })).rev,
    target: { kind: 'all' },
    agreedUsd: 10,
    ...options,
  })
  return core.runs.finished(begun.id)
}

describe('a paid clip', () => {
  it('is sent once, fetched, kept with its story and counted with its real cost', async () => {
    open.fake = await startFake(fakeRunway)
    const core = await start()
    const ended = await run(core, oneClip('Rain on a window'))
    expect(ended.nodes[0]).toMatchObject({ state: 'done' })
    expect(open.fake.accepted).toBe(1)
    const [job] = await core.handlers['jobs.list']({ which: 'all', limit: 10 })
    expect(job).toMatchObject({ state: 'adopted', provider: 'runway', asks: false, chargedBy: 'provider' })
    const media = core.manager.get(ended.nodes[0]!.mediaId!)
    expect(media?.generation).toMatchObject({ provider: 'runway', model: 'gen4.5', jobId: job!.id })
    const spending = await core.handlers['spending.read']({})
    expect(spending.day.usd).toBeCloseTo(job!.chargedUsd!)
    expect(spending.day.clips).toBe(1)
  })
})
