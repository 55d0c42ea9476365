import { z } from 'zod'
import type { Api } from '../../net/api.ts'
import { refuse } from '../../net/refusal.ts'
import { formBody } from '../form-body.ts'
import type { Accepted, CancelOutcome, JobRef, Order, PollResult, RemoteProvider } from '../remote.ts'
import { runwayModels, type RunwayModel } from './models.ts'
import { chargeOf, readFailure, readRefusal } from './refusals.ts'

const Credits = z
  .object({ credits: z.number().min(0) })
  .optional()
  .catch(undefined)
const Created = z.object({ id: z.string().min(1), estimatedCost: Credits })
const Task = z.object({
  status: z.string(),
  progress: z.number().min(0).max(1).optional().catch(undefined),
  output: z.array(z.string()).catch([]),
  failure: z.string().optional().catch(undefined),
  failureCode: z.string().optional().catch(undefined),
  cost: Credits,
})
const UploadPlace = z.object({
  uploadUrl: z.string(),
  fields: z.record(z.string(), z.string()),
  runwayUri: z.string(),
})
const Organization = z.object({ creditBalance: z.number() })

const operations = {
  'text-to-image': '/v1/text_to_image',
  'text-to-video': '/v1/text_to_video',
  'image-to-video': '/v1/image_to_video',
} as const

export const runway: RemoteProvider = {
  kind: 'remote',
  id: 'runway',
  title: 'Runway',
  about: 'Gen-4.5 with Veo, Seedance, Hailuo and more beside it, all paid from one balance of credits.',
  models: () => runwayModels,
  access: {
    standardAddress: 'https://api.dev.runwayml.com',
    key: 'required',
    headers: (key) => ({ authorization: `Bearer ${key}`, 'x-runway-version': '2024-11-06' }),
    variables: ['RUNWAYML_API_SECRET'],
    fields: [],
    links: {
      keys: 'https://dev.runwayml.com/',
      billing: 'https://dev.runwayml.com/',
      home: 'https://runwayml.com/',
    },
  },
  // It asks to be left alone for five seconds between two questions about one task.
  pace: { pollMs: 6_000, concurrency: 2 },
  keepsHours: 24,
  attribution: 'Powered by Runway',

  async create(api, order): Promise<Accepted> {
    const { json } = await api.send({ method: 'POST', path: operations[order.mode], json: bodyOf(order) })
    const { id, estimatedCost } = Created.parse(json)
    return { externalId: id, ...(estimatedCost && { maxUsd: estimatedCost.credits / 100 }) }
  },

  async poll(api, job): Promise<PollResult> {
    return readTask(await fetchTask(api, job), job)
  },

  /** What is finished would be deleted by this, so it is looked at first. */
  async cancel(api, job): Promise<CancelOutcome> {
    const { status } = await fetchTask(api, job)
    if (['SUCCEEDED', 'FAILED', 'CANCELLED'].includes(status)) return 'too-late'
    await api.send({ method: 'DELETE', path: taskPath(job) })
    return status === 'PENDING' || status === 'THROTTLED' ? 'canceled' : 'requested'
  },

  async testKey(api) {
    const { json } = await api.send({ method: 'GET', path: '/v1/organization' })
    const { creditBalance } = Organization.parse(json)
    return { balance: `${creditBalance.toLocaleString('en-US')} credits left` }
  },

  async upload(api, picture) {
    const asked = { filename: picture.name, type: 'ephemeral' }
    const { json } = await api.send({ method: 'POST', path: '/v1/uploads', json: asked })
    const { uploadUrl, fields, runwayUri } = UploadPlace.parse(json)
    const body = await formBody(fields, 'file', picture)
    await api.send({ method: 'POST', path: uploadUrl, body, anonymous: true })
    return runwayUri
  },

  readRefusal,
}

function bodyOf(order: Order): Record<string, unknown> {
  const { seconds, sound, seed } = order.settings
  const row = runwayModels.find(({ id }) => id === order.model)
  if (!row) throw refuse({ code: 'model_retired', taken: 'no' }, { provider: 'Runway', model: order.model })
  return {
    model: row.model ?? row.id,
    ...(order.prompt && { promptText: order.prompt }),
    ...shapeOf(row, order),
    ...(seconds !== undefined && { duration: seconds }),
    ...(sound !== undefined && { audio: sound }),
    ...(seed !== undefined && { seed }),
    ...picturesOf(order),
  }
}

function shapeOf(
  { shape }: RunwayModel,
  { settings: { aspect, resolution } }: Order,
): Record<string, string | undefined> {
  if (shape === 'picture') return { resolution }
  if (shape === 'words') return { ratio: aspect, resolution }
  return { ratio: shape.pixels[resolution ?? 'any']?.[aspect] }
}

function picturesOf({ mode, firstFrame, lastFrame, references }: Order): Record<string, unknown> {
  if (mode === 'text-to-image') {
    // A tag lets the words point at a picture: "@image1".
    const referenceImages = references.map((uri, index) => ({ uri, tag: `image${index + 1}` }))
    return references.length > 0 ? { referenceImages } : {}
  }
  return {
    ...(firstFrame !== undefined && {
      promptImage: [
        { uri: firstFrame, position: 'first' },
        ...(lastFrame === undefined ? [] : [{ uri: lastFrame, position: 'last' }]),
      ],
    }),
    ...(references.length > 0 && { references: references.map((uri) => ({ uri })) }),
  }
}

function taskPath({ externalId }: JobRef): string {
  return `/v1/tasks/${encodeURIComponent(externalId)}`
}

async function fetchTask(api: Api, job: JobRef): Promise<z.infer<typeof Task>> {
  const { json } = await api.send({ method: 'GET', path: taskPath(job) })
  return Task.parse(json)
}

function readTask(task: z.infer<typeof Task>, { mode }: JobRef): PollResult {
  const { status, progress, output, cost } = task
  const costUsd = cost && cost.credits / 100
  switch (status) {
    case 'PENDING':
    case 'THROTTLED':
      return { state: 'queued' }
    case 'RUNNING':
      return { state: 'running', ...(progress !== undefined && { progress }) }
    case 'SUCCEEDED': {
      const kind = mode === 'text-to-image' ? 'image' : 'video'
      const outputs = output.map((url) => ({ kind, from: { url } }) as const)
      return { state: 'succeeded', outputs, ...(costUsd !== undefined && { costUsd }) }
    }
    case 'FAILED':
      return readFailure({ ...task, costUsd })
    case 'CANCELLED':
      return { state: 'canceled', ...chargeOf(costUsd, 'possible') }
    default:
      return { state: 'running', unknownWord: status }
  }
}
