import { randomUUID } from 'node:crypto'
import { aspects, type GenerationMode } from '../../../nodes/models.ts'
import type { Api } from '../../net/api.ts'
import { refusalOf } from '../../net/refusal.ts'
import type {
  Accepted,
  CancelOutcome,
  JobRef,
  LostJob,
  Order,
  PollResult,
  RemoteModel,
  RemoteProvider,
  UploadPicture,
} from '../remote.ts'
import { fields, titles, workflowFields } from './fields.ts'
import { fillWorkflow } from './fill-workflow.ts'
import { inQueue, stateOf } from './job-state.ts'
import { findPlaces, type Places } from './places.ts'
import { progressOf, stopWatching } from './progress.ts'
import { readRefusal } from './refusals.ts'
import { isRecord, readWorkflow } from './workflow.ts'

type Values = Readonly<Record<string, string>>

/**
 * A ComfyUI server of one's own, with one workflow for each kind of work. Jobs run under our own id, so a job whose
 * create was not answered can always be found.
 */
export const comfyui: RemoteProvider = {
  kind: 'remote',
  id: 'comfyui',
  title: 'ComfyUI',
  about: 'Your own workflows on your own graphics card. Free and private.',
  models: (values) =>
    modes.filter((mode) => workflowText(values, mode) !== '').map((mode) => modelFor(mode, values)),
  access: {
    standardAddress: 'http://127.0.0.1:8188',
    key: 'none',
    headers: () => ({}),
    variables: [],
    fields,
    links: { home: 'https://docs.comfy.org' },
  },
  pace: { pollMs: 2_000, concurrency: 1 },
  create,
  poll,
  cancel,
  lookUp,
  testKey,
  upload,
  readRefusal,
}

const modes = ['text-to-image', 'text-to-video', 'image-to-video'] as const

function workflowText(values: Values, mode: GenerationMode): string {
  return values[workflowFields[mode]]?.trim() ?? ''
}

/** What the workflow has a place for can be chosen; the rest is as the workflow says. */
function modelFor(mode: GenerationMode, values: Values): RemoteModel {
  const places = tryPlaces(mode, values)
  const has = (name: string) => places?.placeholders.has(name) === true
  const isSized = has('width') || has('height') || (places?.size.length ?? 0) > 0
  const isTimed =
    mode !== 'text-to-image' && (has('seconds') || has('frames') || places?.length !== undefined)
  const takesPicture = mode === 'image-to-video'
  return {
    id: mode,
    title: titles[mode],
    modes: [mode],
    aspects: isSized ? [...aspects] : [],
    ...(isTimed && { seconds: { min: 1, max: 30 } }),
    resolutions: [],
    sound: 'none',
    seed: has('seed') || (places?.seed.length ?? 0) > 0,
    lastFrame: takesPicture && (has('last_frame') || (places?.lastFrame.length ?? 0) > 0),
    references: 0,
    price: { rates: [{ usd: 0, per: 'clip' }], source: 'list', asOf: '2026-11' },
    quality: 2,
    lifecycle: { state: 'current' },
    ...(takesPicture && { picture: { via: 'upload', maxBytes: 50_000_000, types: ['png', 'jpeg', 'webp'] } }),
  }
}

/** A workflow that cannot be used is still offered: whoever uses it reads why it cannot. */
function tryPlaces(mode: GenerationMode, values: Values): Places | undefined {
  try {
    return findPlaces(readWorkflow(workflowText(values, mode)), values)
  } catch {
    return undefined
  }
}

async function create(api: Api, order: Order): Promise<Accepted> {
  const workflow = readWorkflow(workflowText(api.values, order.mode))
  const prompt = fillWorkflow(workflow, findPlaces(workflow, api.values), order)
  const { requestId } = order
  const json = { prompt, client_id: requestId, prompt_id: requestId }
  const answer = await api.send({ method: 'POST', path: '/prompt', json })
  const id = isRecord(answer.json) ? answer.json['prompt_id'] : undefined
  // Older servers choose an id themselves.
  if (typeof id !== 'string' || id === '') throw new Error('The answer to the create has no id')
  return { externalId: id }
}

async function poll(api: Api, job: JobRef): Promise<PollResult> {
  const watched = { address: api.address, clientId: job.requestId, promptId: job.externalId }
  const result = await stateOf(api, { id: job.externalId, mode: job.mode })
  if (result.state === 'queued') return result
  if (result.state !== 'running') {
    stopWatching(watched)
    return result
  }
  const progress = progressOf(watched)
  return progress === undefined ? result : { ...result, progress }
}

async function cancel(api: Api, { externalId: id }: JobRef): Promise<CancelOutcome> {
  const place = await inQueue(api, { id })
  if (!place) return 'too-late'
  try {
    await api.send({ method: 'POST', path: `/api/jobs/${id}/cancel` })
  } catch (error) {
    const status = refusalOf(error)?.status
    if (status !== 404 && status !== 405) throw error
    await cancelTheOldWay(api, id, place.state)
  }
  // What waited is simply not there any more; what ran says in the end that it was stopped.
  return place.state === 'queued' ? 'canceled' : 'requested'
}

/** Servers that are older still stop whatever runs, so this is only said while it is ours. */
async function cancelTheOldWay(api: Api, id: string, state: 'queued' | 'running'): Promise<void> {
  await (state === 'queued'
    ? api.send({ method: 'POST', path: '/queue', json: { delete: [id] } })
    : api.send({ method: 'POST', path: '/interrupt', json: { prompt_id: id } }))
}

async function lookUp(api: Api, { requestId, mode }: LostJob): Promise<Accepted | undefined> {
  const found = await stateOf(api, { id: requestId, mode })
  return found.state === 'gone' ? undefined : { externalId: requestId }
}

async function testKey(api: Api): Promise<{ balance?: string }> {
  const { json } = await api.send({ method: 'GET', path: '/system_stats' })
  const system = isRecord(json) && isRecord(json['system']) ? json['system'] : undefined
  if (!system) throw new Error('The answer is not ComfyUI’s')
  for (const mode of modes) {
    const text = workflowText(api.values, mode)
    if (text !== '') findPlaces(readWorkflow(text), api.values)
  }
  const version = typeof system['comfyui_version'] === 'string' ? ` ${system['comfyui_version']}` : ''
  const device = deviceIn(isRecord(json) ? json['devices'] : undefined)
  return { balance: `ComfyUI${version}${device === undefined ? '' : ` on ${device}`}` }
}

/** "cuda:0 NVIDIA GeForce RTX 4090 : cudaMallocAsync" -> the name that is printed on it. */
function deviceIn(devices: unknown): string | undefined {
  const first: unknown = Array.isArray(devices) ? devices[0] : undefined
  const name = isRecord(first) && typeof first['name'] === 'string' ? first['name'] : undefined
  return name?.replace(/^\w+:\d+ /, '').replace(/ : \w+$/, '')
}

async function upload(api: Api, { bytes, mime, name }: UploadPicture): Promise<string> {
  const boundary = `sceneloom-${randomUUID()}`
  const fileName = name.replace(/[^\w.-]+/g, '_')
  const head = `--${boundary}\r\nContent-Disposition: form-data; name="image"; filename="${fileName}"\r\nContent-Type: ${mime}\r\n\r\n`
  const rest = `\r\n--${boundary}\r\nContent-Disposition: form-data; name="type"\r\n\r\ninput\r\n--${boundary}--\r\n`
  const { json } = await api.send({
    method: 'POST',
    path: '/upload/image',
    body: {
      type: `multipart/form-data; boundary=${boundary}`,
      bytes: Buffer.concat([Buffer.from(head), bytes, Buffer.from(rest)]),
    },
  })
  // It gives another name where that one is taken by another picture.
  const kept = isRecord(json) ? json['name'] : undefined
  if (typeof kept !== 'string' || kept === '') throw new Error('The answer to the upload has no name')
  const folder = isRecord(json) && typeof json['subfolder'] === 'string' ? json['subfolder'] : ''
  return folder === '' ? kept : `${folder}/${kept}`
}
