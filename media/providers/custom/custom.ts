import { aspects } from '../../../nodes/models.ts'
import type { Answer, Api } from '../../net/api.ts'
import { refusalOf, refuse, type Refusal } from '../../net/refusal.ts'
import { refusalOfStatus } from '../refusal-of-status.ts'
import type {
  Accepted,
  JobRef,
  LostJob,
  Order,
  Output,
  PollResult,
  RemoteModel,
  RemoteProvider,
} from '../remote.ts'
import { at, readError, readId, readStatus } from './read-answer.ts'
import { readSceneFields } from './scene-fields.ts'
import { fields, isOn, keyHeaders, lengthsOf, pathOf, priceOf, resolutionsOf, setting } from './settings.ts'
import { listTemplates } from './templates.ts'

/**
 * A service of one's own behind a small REST protocol, which docs/custom-service.md shows exchange by exchange:
 *
 *     POST {createPath}          takes a job, answers its id
 *     GET  {statusPath}          status, and in the end the address of the file
 *     POST {cancelPath}          optional
 *     GET  {templatesPath}       optional
 *     GET  {createPath}?request_id=…  optional: finds a job whose answer was lost
 *
 * We send strictly and read tolerantly, so that most services that exist already need a setting and no change.
 */
export const custom: RemoteProvider = {
  kind: 'remote',
  id: 'custom',
  title: 'Custom service',
  about: 'A service of your own, on your machine, in your network or on the internet.',
  models,
  access: {
    standardAddress: '',
    key: 'optional',
    headers: keyHeaders,
    variables: ['SCENELOOM_CUSTOM_KEY'],
    fields,
    links: {},
  },
  pace: { pollMs: 3_000, concurrency: 2 },
  create,
  poll,
  cancel,
  lookUp,
  testKey,
  readRefusal,
  downloadHeaders: ({ key = '', values = {} }) => keyHeaders(key, values),
  webhook: { jobIn: readId },
}

function models(values: Readonly<Record<string, string>>): readonly RemoteModel[] {
  const title = setting(values, 'title')
  const price = priceOf(values)
  const shared = {
    aspects: [...aspects],
    resolutions: resolutionsOf(values),
    sound: 'none',
    seed: true,
    lastFrame: false,
    references: 0,
    ...(price && { price }),
    quality: 2,
    lifecycle: { state: 'current' },
  } satisfies Partial<RemoteModel>
  const video: RemoteModel = {
    ...shared,
    id: 'video',
    title,
    modes: isOn(values, 'wordsOnly') ? ['text-to-video'] : ['text-to-video', 'image-to-video'],
    seconds: lengthsOf(values),
    picture: { via: 'data-uri', maxBytes: 10_000_000, types: ['jpeg', 'png', 'webp'], maxSide: 4096 },
  }
  const image: RemoteModel = {
    ...shared,
    id: 'image',
    title: `${title} (pictures)`,
    modes: ['text-to-image'],
  }
  return isOn(values, 'makesPictures') ? [video, image] : [video]
}

async function create(api: Api, order: Order): Promise<Accepted> {
  const path = setting(api.values, 'createPath')
  const sending = api.send({ method: 'POST', path, json: bodyOf(order, api.values) })
  const { json } = await sending.catch((error: unknown) => {
    const refusal = refusalOf(error)
    // There is no job yet that could be gone: it is the path that leads nowhere.
    if (refusal?.code !== 'job_gone') throw error
    const reason = `its address has nothing at ${path}`
    throw refuse({ ...refusal, code: 'settings_refused', reason }, { provider: custom.title })
  })
  const externalId = readId(json)
  if (externalId === undefined) throw new Error('The answer to the create has no id')
  return { externalId }
}

/** What is not set is left out, so that a service that checks its input never meets an empty field. */
function bodyOf(order: Order, values: Readonly<Record<string, string>>): Record<string, unknown> {
  const { requestId, mode, prompt, settings, firstFrame, callback } = order
  const inPrompt = readSceneFields(prompt)
  const field = (name: 'product' | 'scene' | 'template' | 'style' | 'instructions') =>
    inPrompt[name] ?? (setting(values, name) || undefined)
  return {
    request_id: requestId,
    kind: mode,
    prompt,
    product: field('product'),
    scene: field('scene'),
    template: field('template'),
    style: field('style'),
    instructions: field('instructions'),
    aspect: settings.aspect,
    duration: mode === 'text-to-image' ? undefined : settings.seconds,
    resolution: settings.resolution,
    seed: settings.seed,
    image: firstFrame,
    callback_url: isOn(values, 'sendCallback') ? callback : undefined,
  }
}

async function poll(api: Api, job: JobRef): Promise<PollResult> {
  try {
    const { json } = await api.send({ method: 'GET', path: pathOf(api.values, 'statusPath', job.externalId) })
    return readStatus(json, {
      resultField: setting(api.values, 'resultField'),
      toOutput: (address) => outputOf(api, job, address),
    })
  } catch (error) {
    if (refusalOf(error)?.code === 'job_gone') return { state: 'gone' }
    throw error
  }
}

/** An address without a host is one of the service's own, and what is its own may need the key. */
function outputOf(api: Api, { mode }: JobRef, address: string): Output {
  const kind = mode === 'text-to-image' ? 'image' : 'video'
  const inline = /^data:[\w/+.-]*;base64,(.+)$/s.exec(address)?.[1]
  if (inline !== undefined) return { kind, from: { base64: inline } }
  const url = new URL(address, `${api.address}/`)
  const isOwn = url.origin === new URL(api.address).origin
  return { kind, from: { url: url.href }, ...(isOwn && api.key !== undefined && { needsKey: true }) }
}

async function cancel(api: Api, job: JobRef) {
  if (setting(api.values, 'cancelPath') === '') return 'too-late'
  try {
    await api.send({ method: 'POST', path: pathOf(api.values, 'cancelPath', job.externalId) })
    return 'requested'
  } catch (error) {
    // It may have ended in the meantime; the next question tells.
    if ([404, 409, 410].includes(refusalOf(error)?.status ?? 0)) return 'too-late'
    throw error
  }
}

/** Only a job that is found counts: a service that ignores the question answers with a list of something else. */
async function lookUp(api: Api, { requestId }: LostJob): Promise<Accepted> {
  const path = `${setting(api.values, 'createPath')}?request_id=${requestId}`
  const { json } = await api.send({ method: 'GET', path })
  const candidates = [json, at(json, 'jobs'), at(json, 'data'), at(json, 'items')].flatMap((value) =>
    Array.isArray(value) ? (value as unknown[]) : [value],
  )
  const found = candidates.find((job) => at(job, 'request_id') === requestId)
  const externalId = readId(found)
  if (externalId === undefined) throw new Error('The service does not tell jobs by their request_id')
  return { externalId }
}

async function testKey(api: Api): Promise<{ balance?: string }> {
  try {
    const templates = await listTemplates(api)
    const count = `${templates.length} ${templates.length === 1 ? 'template' : 'templates'}`
    const chosen = setting(api.values, 'template')
    const isKnown = chosen === '' || templates.some(({ id, name }) => id === chosen || name === chosen)
    return { balance: isKnown ? count : `${count}, none of them called “${chosen}”` }
  } catch (error) {
    if (refusalOf(error)?.status === 404) return { balance: 'no templates' }
    throw error
  }
}

function readRefusal({ status, json, headers }: Answer): Refusal {
  const isContent = at(json, 'error.code') === 'content' || at(json, 'code') === 'content'
  const reason = readError(json)
  const requestId = headers['x-request-id']
  return {
    code: isContent ? 'content_refused' : refusalOfStatus(status),
    status,
    ...(reason !== undefined && { reason }),
    ...(requestId !== undefined && { requestId }),
  }
}
