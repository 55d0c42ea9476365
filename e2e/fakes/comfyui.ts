import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import { WebSocketServer } from 'ws'
import { parseForm } from './form.ts'
import type { FakeJob, FakeReply, FakeRequest, FakeVendor, FakeWorld } from './vendor.ts'

interface Parts {
  /** Whether it has the routes under /api/jobs, as newer servers do. */
  readonly jobs: boolean
}

interface State extends Parts {
  /** What LoadImage finds in the input folder. */
  readonly pictures: Set<string>
  /** Who started what. */
  readonly clients: Map<string, string>
}

const UUID = /^[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}$/

const wrong = (type: string, message: string, details = '') => ({
  status: 400,
  json: { error: { type, message, details, extra_info: {} }, node_errors: {} },
})

function wrongNode(
  id: string,
  class_type: string,
  error: { type: string; message: string; details: string; input: string },
) {
  const { input, ...rest } = error
  const errors = [{ ...rest, extra_info: { input_name: input } }]
  return {
    status: 400,
    json: {
      error: {
        type: 'prompt_outputs_failed_validation',
        message: 'Prompt outputs failed validation',
        details: '',
        extra_info: {},
      },
      node_errors: { [id]: { errors, dependent_outputs: ['9'], class_type } },
    },
  }
}

const plain = (status: number, text: string) => ({
  status,
  headers: { 'content-type': 'text/plain' },
  body: Buffer.from(text),
})

/** It has no keys, no credit and no rules of its own: those are the words of proxies that people put before it. */
const errors: FakeVendor['errors'] = {
  key: plain(401, '401 Authorization Required'),
  credit: plain(402, '402 Payment Required'),
  busy: plain(429, '429 Too Many Requests'),
  trouble: plain(500, '500 Internal Server Error'),
  settings: wrongNode('3', 'KSampler', {
    type: 'value_bigger_than_max',
    message: 'Value 40000 bigger than max of 10000',
    details: 'steps',
    input: 'steps',
  }),
  content: plain(403, '403 Forbidden'),
  model: wrongNode('4', 'CheckpointLoaderSimple', {
    type: 'value_not_in_list',
    message: 'Value not in list',
    details: "ckpt_name: 'gone.safetensors' not in ['base.safetensors']",
    input: 'ckpt_name',
  }),
  missing: { status: 404, json: { error: 'Job not found' } },
}

/** A ComfyUI server: no key, jobs under the id that the client chose, a socket with binary previews in between. */
export function createFakeComfyui(parts: Parts): FakeVendor {
  const state: State = { ...parts, pictures: new Set(), clients: new Map() }
  return {
    id: 'comfyui',
    errors,
    handle: (request, world) => handle(request, world, state),
    upgrade: (request, socket) => tellProgress(request, socket, state),
  }
}

export const fakeComfyui = createFakeComfyui({ jobs: true })

function handle(request: FakeRequest, world: FakeWorld, state: State): FakeReply {
  const { method, path, headers, json } = request
  if (headers['origin'] !== undefined && headers['origin'] !== world.origin)
    return { stage: 'other', status: 403 }
  const [, first = '', id = ''] =
    /^(?:\/api)?\/(history|jobs|view|queue|prompt|interrupt|upload|system_stats)(?:\/([^/]+))?/.exec(path) ??
    []
  switch (`${method} ${first}`) {
    case 'POST prompt':
      return create(json, world, state)
    case 'GET history':
      return history(world.look(id), id)
    case 'GET queue':
      return { stage: 'list', status: 200, json: queue(world.jobs) }
    case 'POST queue':
      return cancelAll(idsIn(json, 'delete'), 'queued', world)
    case 'POST interrupt':
      return cancelAll([at(json, 'prompt_id')], 'running', world)
    case 'GET jobs':
      return state.jobs ? job(world.look(id), id) : noRoute('poll')
    case 'POST jobs':
      if (!state.jobs || !path.endsWith('/cancel')) return noRoute('cancel')
      return { stage: 'cancel', status: 200, jobId: id, json: { cancelled: world.cancel(id) } }
    case 'POST upload':
      return upload(request, state)
    case 'GET view':
      return view(request, world)
    case 'GET system_stats':
      return { stage: 'account', status: 200, json: stats }
    default:
      return noRoute('other')
  }
}

const noRoute = (stage: FakeReply['stage']): FakeReply => ({ stage, ...plain(404, '404: Not Found') })

const stats = {
  system: { os: 'posix', comfyui_version: '0.3.64', python_version: '3.12.3', embedded_python: false },
  devices: [
    {
      name: 'cuda:0 NVIDIA GeForce RTX 4090 : cudaMallocAsync',
      type: 'cuda',
      index: 0,
      vram_total: 25_757_220_864,
    },
  ],
}

function at(json: unknown, name: string): unknown {
  return typeof json === 'object' && json !== null ? (json as Record<string, unknown>)[name] : undefined
}

function idsIn(json: unknown, name: string): readonly unknown[] {
  const ids = at(json, name)
  return Array.isArray(ids) ? ids : []
}

function create(json: unknown, world: FakeWorld, { pictures, clients }: State): FakeReply {
  const stage = 'create'
  const id = at(json, 'prompt_id')
  if (typeof id !== 'string' || !UUID.test(id)) {
    return {
      stage,
      ...wrong('invalid_prompt_id', 'prompt_id must be a UUID in canonical lowercase hyphenated form'),
    }
  }
  const prompt = at(json, 'prompt')
  if (typeof prompt !== 'object' || prompt === null)
    return { stage, ...wrong('no_prompt', 'No prompt provided') }
  const texts: string[] = []
  let kind: FakeJob['kind'] = 'image'
  for (const [node, content] of Object.entries(prompt)) {
    const [type, inputs] = [at(content, 'class_type'), at(content, 'inputs')]
    if (typeof type !== 'string') {
      return {
        stage,
        ...wrong(
          'invalid_prompt',
          'Cannot execute because a node is missing the class_type property.',
          `Node ID '#${node}'`,
        ),
      }
    }
    if (type === 'SaveVideo') kind = 'video'
    const image = at(inputs, 'image')
    if (type === 'LoadImage' && !pictures.has(String(image))) {
      const details = `image - Invalid image file: ${String(image)}`
      const error = {
        type: 'custom_validation_failed',
        message: 'Custom validation failed for node',
        details,
        input: 'image',
      }
      return { stage, ...wrongNode(node, type, error) }
    }
    const text = at(inputs, 'text')
    if (typeof text === 'string') texts.push(text)
  }
  const taken = world.take({ body: json, prompt: texts.join('\n'), kind, id })
  clients.set(String(at(json, 'client_id')), id)
  return {
    stage,
    status: 200,
    jobId: taken.id,
    json: { prompt_id: id, number: world.jobs.length, node_errors: {} },
  }
}

/** Empty while it is not done, and for an id that nobody knows. */
function history(job: FakeJob | undefined, id: string): FakeReply {
  const stage = 'poll'
  if (!job || isOpen(job)) return { stage, status: 200, json: {}, ...(job && { jobId: id }) }
  const messages: unknown[] = [['execution_start', { prompt_id: id }]]
  const error = errorOf(job)
  if (error) messages.push(['execution_error', error])
  if (job.fate === 'canceled') messages.push(['execution_interrupted', { prompt_id: id, node_id: '3' }])
  const isRight = messages.length === 1
  const status = { status_str: isRight ? 'success' : 'error', completed: isRight, messages }
  return {
    stage,
    status: 200,
    jobId: id,
    json: { [id]: { prompt: [1, id, {}, {}, ['9']], outputs: outputsOf(job), status, meta: {} } },
  }
}

const isOpen = ({ fate }: FakeJob) => fate === 'queued' || fate === 'running' || fate === 'odd-word'

function queue(jobs: readonly FakeJob[]) {
  const shown = (job: FakeJob, index: number) => [index + 1, job.id, at(job.body, 'prompt'), {}, ['9']]
  const rows = jobs.map((job, index) => ({ job, row: shown(job, index) })).filter(({ job }) => isOpen(job))
  return {
    queue_running: rows.filter(({ job }) => job.fate !== 'queued').map(({ row }) => row),
    queue_pending: rows.filter(({ job }) => job.fate === 'queued').map(({ row }) => row),
  }
}

function job(job: FakeJob | undefined, id: string): FakeReply {
  if (!job) return { stage: 'poll', ...errors.missing }
  const error = errorOf(job)
  const json = {
    id,
    status: statusOf(job),
    priority: 1,
    outputs: outputsOf(job),
    ...(error && { execution_error: error }),
  }
  return { stage: 'poll', status: 200, jobId: id, json }
}

function statusOf({ fate }: FakeJob): string {
  switch (fate) {
    case 'queued':
      return 'pending'
    case 'running':
      return 'in_progress'
    case 'succeeded':
    case 'empty':
      return 'completed'
    case 'content':
    case 'fault':
      return 'failed'
    case 'canceled':
      return 'cancelled'
    case 'odd-word':
      return 'loading_models'
  }
}

function errorOf({ fate, id }: FakeJob) {
  if (fate !== 'fault' && fate !== 'content') return undefined
  const exception_message =
    fate === 'fault' ? 'Allocation on device 0 would exceed allowed memory' : 'The filter node stopped it'
  return {
    prompt_id: id,
    node_id: '3',
    node_type: 'KSampler',
    exception_message,
    exception_type: 'OutOfMemoryError',
    traceback: [],
  }
}

/** A preview beside the result, as most workflows have one; films stand among the images. */
function outputsOf({ fate, id, kind }: FakeJob) {
  if (fate !== 'succeeded') return {}
  const filename = `${id}.${kind === 'video' ? 'mp4' : 'png'}`
  const preview = { filename: 'preview.png', subfolder: '', type: 'temp' }
  return {
    '7': { images: [preview] },
    '9': { images: [{ filename, subfolder: 'sceneloom', type: 'output' }], animated: [kind === 'video'] },
  }
}

function cancelAll(ids: readonly unknown[], fate: 'queued' | 'running', world: FakeWorld): FakeReply {
  for (const { id } of world.jobs.filter((job) => job.fate === fate && ids.includes(job.id))) world.cancel(id)
  return { stage: 'cancel', status: 200 }
}

/** A name that is taken by another picture gets a number. */
function upload({ bytes, headers }: FakeRequest, { pictures }: State): FakeReply {
  const parts = parseForm(bytes, headers['content-type'])
  const image = parts?.find(({ name }) => name === 'image')
  if (!image?.fileName || image.bytes.length === 0) return { stage: 'upload', status: 400 }
  const [, stem = '', ending = ''] = /^(.*?)(\.\w+)?$/.exec(image.fileName) ?? []
  const name = pictures.has(image.fileName) ? `${stem} (${pictures.size})${ending}` : image.fileName
  pictures.add(name)
  return { stage: 'upload', status: 200, json: { name, subfolder: '', type: 'input' } }
}

function view({ query }: FakeRequest, world: FakeWorld): FakeReply {
  const found = world.jobs.find(
    ({ id }) => query.get('filename')?.startsWith(id) && query.get('subfolder') === 'sceneloom',
  )
  if (!found) return { stage: 'other', status: 404 }
  return { stage: 'other', status: 200, jobId: found.id, body: world.file(found.id) }
}

const sockets = new WebSocketServer({ noServer: true })

/** Only the client that started a job is told; another's progress and previews come in between. */
function tellProgress(request: IncomingMessage, socket: Duplex, { clients }: State): void {
  const client = new URL(request.url ?? '/', 'http://localhost').searchParams.get('clientId') ?? ''
  sockets.handleUpgrade(request, socket, Buffer.alloc(0), (line) => {
    const say = (type: string, data: object) => line.send(JSON.stringify({ type, data }))
    const prompt_id = clients.get(client)
    say('status', { status: { exec_info: { queue_remaining: 1 } }, sid: client })
    line.send(Buffer.from([0, 0, 0, 1, 0, 0, 0, 2, 0x89, 0x50, 0x4e, 0x47]))
    say('progress', { value: 19, max: 20, prompt_id: 'somebody-elses', node: '3' })
    say('progress', { value: 5, max: 20, prompt_id, node: '3' })
    line.send(Buffer.from([0, 0, 0, 99]))
  })
}
