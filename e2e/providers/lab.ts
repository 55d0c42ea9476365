import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openCore, type Core, type CoreConfig } from '../../media/core.ts'
import type { CoreEvent } from '../../nodes/contract/events.ts'
import type { Job, JobState } from '../../nodes/contract/money.ts'
import type { Run } from '../../nodes/contract/records.ts'
import { answer, createCaller, type Caller } from '../../nodes/contract/rpc.ts'
import { emptyDocument, type DocumentNode, type WorkflowDocument } from '../../nodes/graph/document.ts'
import type { Lengths, ModelInfo } from '../../nodes/models.ts'
import { startFake, type Fake, type FakeOptions } from '../fakes/server.ts'
import { tinyFiles } from '../fakes/tiny-files.ts'
import { providerOf, type Profile } from './profile.ts'

/** A real library in a folder of its own, whose provider is a fake. */
export interface Lab {
  readonly profile: Profile
  readonly fake: Fake
  readonly core: Core
  readonly call: Caller
  readonly folder: string
  readonly model: ModelInfo
  readonly events: readonly CoreEvent[]
  /** A workflow with one node for each prompt. Answers its id. */
  workflow(prompts: readonly string[]): Promise<string>
  /** Runs all of it to its end. */
  run(workflowId: string): Promise<Run>
  jobs(): Promise<Job[]>
  /** The only job there is, once it is in one of these states. */
  jobIn(states: readonly JobState[]): Promise<Job>
  close(): Promise<void>
}

/** Waits are so much shorter than with a real provider: a day of them is a second. */
export const WAIT_SCALE = 0.002
const LONGEST_WAIT_MS = 15_000

export async function openLab(
  profile: Profile,
  { config, ...fakeOptions }: FakeOptions & { config?: Partial<CoreConfig> } = {},
): Promise<Lab> {
  const folder = await mkdtemp(join(tmpdir(), 'sceneloom-lab-'))
  const fake = await startFake(profile.vendor, fakeOptions)
  const core = await openCore({ dataFolder: folder, version: 'test', waitScale: WAIT_SCALE, ...config })
  const events: CoreEvent[] = []
  core.onEvent((event) => events.push(event))
  const call = createCaller((name, input) => answer(core.handlers, name, input))
  const model = await connect(call, profile, fake)
  const jobs = () => call('jobs.list', { which: 'all', limit: 500 })

  return {
    profile,
    fake,
    core,
    call,
    folder,
    model,
    events,
    jobs,
    async workflow(prompts) {
      const document = await documentFor(core, { profile, model, prompts })
      return (await call('workflows.create', { name: 'Drama', document })).id
    },
    async run(workflowId) {
      const started = await start(call, workflowId)
      return core.runs.finished(started.id)
    },
    async jobIn(states) {
      const until = Date.now() + LONGEST_WAIT_MS
      for (;;) {
        const [job] = await jobs()
        if (job && (states.includes(job.state) || Date.now() > until)) return job
        await new Promise((resolve) => setTimeout(resolve, 5))
      }
    },
    async close() {
      await core.close()
      await fake.close()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

/** Sets address and key as a person does, and finds the model. */
export async function connect(
  call: Caller,
  profile: Profile,
  { origin, key }: Pick<Fake, 'origin' | 'key'>,
): Promise<ModelInfo> {
  const provider = providerOf(profile)
  const address = origin + (profile.addressPath ?? '')
  await call('providers.configure', {
    provider,
    address,
    ...(profile.values && { values: { ...profile.values } }),
  })
  await call('keys.set', { provider, key })
  const model = (await call('models.list', {})).find(({ id }) => id === profile.model)
  if (!model) throw new Error(`There is no model ${profile.model}`)
  return model
}

export async function start(call: Caller, workflowId: string): Promise<Run> {
  const { rev } = await call('workflows.open', { id: workflowId })
  return call('runs.start', { workflowId, rev, target: { kind: 'all' }, agreedUsd: 1_000 })
}

interface Wanted {
  readonly profile: Profile
  readonly model: ModelInfo
  readonly prompts: readonly string[]
}

/** As many clips as prompts; a picture in front of each where the model needs one. */
export async function documentFor(
  core: Core,
  { profile, model, prompts }: Wanted,
): Promise<WorkflowDocument> {
  const nodes: DocumentNode[] = prompts.map((prompt, index) => ({
    id: `clip-${index + 1}`,
    type: profile.mode,
    version: 1,
    title: `Clip ${index + 1}`,
    position: { x: 300, y: 200 * index },
    params: {
      prompt,
      model: profile.model,
      ...(profile.mode !== 'text-to-image' && {
        seconds: shortest(model.resolutions[0]?.seconds ?? model.seconds),
      }),
      aspect: model.aspects[0] ?? '9:16',
    },
  }))
  const document = { ...emptyDocument(), nodes }
  if (profile.mode !== 'image-to-video') return document
  const picture = await firstPicture(core)
  const media = { id: 'picture', type: 'media', version: 1, title: '', position: { x: 0, y: 0 } }
  const connections = nodes.map(({ id }) => ({
    id: `to-${id}`,
    from: { node: 'picture', port: 'image' },
    to: { node: id, port: 'image' },
  }))
  return {
    ...document,
    nodes: [{ ...media, params: { mediaId: picture, kind: 'image' } }, ...nodes],
    connections,
  }
}

async function firstPicture(core: Core): Promise<string> {
  const { image } = await tinyFiles()
  const { media } = await core.uploadFile(
    'first-frame.png',
    (async function* () {
      yield image
    })(),
  )
  return media.id
}

function shortest(lengths: Lengths | undefined): number {
  if (!lengths) return 3
  return 'values' in lengths ? Math.min(...lengths.values) : lengths.min
}
