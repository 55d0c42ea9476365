import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Duplex } from 'node:stream'
import { serveBadly, serveFile, type HostedFile } from './file-host.ts'
import { close, listen, open, readBody } from './listen.ts'
import type { CreateWeather, FileWeather, Script, Weather } from './script.ts'
import { findScript, scriptIn } from './scripts.ts'
import { ownFile } from './own-file.ts'
import { tinyFiles, type TinyFiles } from './tiny-files.ts'
import type { FakeJob, FakeReply, FakeRequest, FakeStage, FakeVendor } from './vendor.ts'
import { onWire, sendThrough } from './weather.ts'
import { createWorld, type Order } from './world.ts'

export interface FakeOptions {
  readonly key?: string
  readonly script?: string
  readonly port?: number
  /** In place of a clip and a picture that differ a little from job to job. */
  readonly files?: Partial<TinyFiles>
}

export interface LoggedRequest {
  readonly at: number
  readonly method: string
  readonly path: string
  readonly headers: Readonly<Record<string, string | undefined>>
  readonly stage: FakeStage | 'file'
  /** What the vendor itself answered; the weather may have made something else of it. */
  readonly status: number
  readonly jobId?: string
}

export interface Fake {
  readonly origin: string
  readonly key: string
  readonly vendor: FakeVendor
  /** For what is created from now on. A name in brackets in a prompt wins over it. */
  script(name: string): Promise<void>
  /** POSTs that reached the create route. */
  readonly creates: number
  /** Jobs that were taken, each of them charged. */
  readonly accepted: number
  readonly jobs: readonly FakeJob[]
  /** What a job made, by the vendor's id of it. */
  fileOf(id: string): Buffer | undefined
  readonly requests: readonly LoggedRequest[]
  /** What reached the other origin, where no key has any business. */
  readonly foreignRequests: readonly LoggedRequest[]
  dropConnections(): void
  close(): Promise<void>
}

/** Thrown out of a vendor's create where the script does not let it take the job. */
class NotTaken {
  readonly weather: Weather
  constructor(weather: Weather) {
    this.weather = weather
  }
}

/** Runs a vendor's protocol on this machine, in the weather of a script. */
export async function startFake(vendor: FakeVendor, options: FakeOptions = {}): Promise<Fake> {
  const tiny = await tinyFiles()
  const fileFor = (kind: FakeJob['kind'], id: string) =>
    options.files?.[kind] ?? ownFile(tiny[kind], kind, id)
  const requests: LoggedRequest[] = []
  const foreignRequests: LoggedRequest[] = []
  let script = findScript(options.script ?? 'ok')
  let creates = 0
  const sent = new Map<string, number>()
  let current: { raw: string; weather: Weather | undefined } = { raw: '', weather: undefined }

  const other = await listen((request, response) => {
    foreignRequests.push({ ...logged(request), stage: 'file', status: 200 })
    const entry = entries.get(idIn(request.url ?? ''))
    return entry ? serveFile(request, response, hosted(entry)) : void response.writeHead(404).end()
  })
  const main = await listen((request, response) => {
    void answer(request, response).catch((error: unknown) => {
      // A fake that breaks must not look like a vendor that does.
      response.writeHead(599, { 'content-type': 'text/plain' })
      response.end(error instanceof Error ? error.stack : String(error))
    })
  }, options.port)
  const upgraded = new Set<Duplex>()
  main.server.on('upgrade', (request, socket) => {
    upgraded.add(socket)
    if (vendor.upgrade) vendor.upgrade(request, socket)
    else socket.destroy()
  })
  const { origin } = main
  const key = options.key ?? `key-of-${vendor.id}-0123456789`
  const { world, entries, uploads } = createWorld({ origin, key, fileFor, beforeTake })
  if (script.closed) await close(main.server)

  function beforeTake(order: Order): Script {
    const chosen = scriptIn(order.prompt) ?? scriptIn(current.raw) ?? script
    // A prompt that is sent again is the same submission.
    const name = `${chosen.name}\n${order.prompt}`
    const before = sent.get(name) ?? 0
    sent.set(name, before + 1)
    const weather: CreateWeather | undefined = weatherAt(chosen, chosen.create, before)
    if (weather && !weather.taken) throw new NotTaken(weather)
    current.weather = weather
    return chosen
  }

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const bytes = await readBody(request)
    const url = new URL(request.url ?? '/', origin)
    const place = url.pathname.split('/')[1]
    if (place === '__kept') {
      const upload = uploads.get(`${origin}${url.pathname}`)
      requests.push({ ...logged(request), stage: 'upload', status: upload ? 200 : 404 })
      return upload ? serveFile(request, response, upload) : void response.writeHead(404).end()
    }
    if (place === '__files') {
      const link = Number(url.searchParams.get('signature'))
      return answerFile({ request, response }, idIn(url.pathname), link)
    }
    return answerApi({ request, response }, parsed(request, url, bytes))
  }

  async function answerApi(exchange: Exchange, request: FakeRequest): Promise<void> {
    current = { raw: request.bytes.toString('utf8'), weather: undefined }
    let reply: FakeReply
    try {
      reply = vendor.handle(request, world)
    } catch (thrown) {
      if (!(thrown instanceof NotTaken)) throw thrown
      creates += 1
      log(exchange.request, { stage: 'create', status: 0 })
      return sendThrough(exchange.response, onWire({ status: 200 }), { weather: thrown.weather, vendor })
    }
    if (reply.stage === 'create') creates += 1
    log(exchange.request, reply)
    const own = reply.jobId === undefined ? undefined : entries.get(reply.jobId)
    if (own && reply.body !== undefined && reply.body === own.file) {
      return answerFile(exchange, own.id, undefined)
    }
    const weather = reply.stage === 'create' ? current.weather : pollWeather(reply)
    return sendThrough(exchange.response, onWire(reply), { weather: weather ?? { kind: 'none' }, vendor })
  }

  function pollWeather({ stage, jobId = '' }: FakeReply): Weather | undefined {
    const entry = entries.get(jobId)
    if (!entry || (stage !== 'poll' && stage !== 'result')) return undefined
    return weatherAt(entry.script, entry.script.poll, entry.bent.poll++)
  }

  /** `link` counts the links of a job; undefined where the vendor serves the file at an address of its own. */
  async function answerFile(
    { request, response }: Exchange,
    id: string,
    link: number | undefined,
  ): Promise<void> {
    const entry = entries.get(id)
    log(request, { stage: 'file', status: entry ? 200 : 404, jobId: id })
    if (!entry) return void response.writeHead(404).end()
    const file = hosted(entry)
    const isDead = link === undefined ? entry.waitsForLook : link <= entry.deadLinks
    const weather: FileWeather | undefined = isDead
      ? { kind: 'expired' }
      : weatherAt(entry.script, entry.script.download, entry.bent.download++)
    const goesOn = weather?.kind === 'cut' && request.headers.range !== undefined
    if (!weather || goesOn) return serveFile(request, response, file)
    if (weather.kind === 'expired') {
      entry.deadLinks = entry.links
      entry.waitsForLook = true
    }
    const elsewhere = `${other.origin}/elsewhere/${id}.${entry.order.kind === 'video' ? 'mp4' : 'png'}`
    return serveBadly({ request, response }, file, { weather, elsewhere })
  }

  function log(request: IncomingMessage, rest: Pick<LoggedRequest, 'stage' | 'status' | 'jobId'>): void {
    const { stage, status, jobId } = rest
    requests.push({ ...logged(request), stage, status, ...(jobId !== undefined && { jobId }) })
  }

  return {
    origin,
    key,
    vendor,
    async script(name) {
      script = findScript(name)
      if (script.closed) await close(main.server)
      else if (!main.server.listening) await open(main.server, main.port)
    },
    get creates() {
      return creates
    },
    get accepted() {
      return entries.size
    },
    get jobs() {
      return world.jobs
    },
    fileOf: (id) => entries.get(id)?.file,
    requests,
    foreignRequests,
    dropConnections: () => main.server.closeAllConnections(),
    async close() {
      // The server does not count them as its connections any more, and would wait for them.
      for (const socket of upgraded) socket.destroy()
      await Promise.all([close(main.server), close(other.server)])
    },
  }
}

interface Exchange {
  readonly request: IncomingMessage
  readonly response: ServerResponse
}

/** ".../<id>.mp4?signature=1" */
function idIn(address: string): string {
  return /([^/]+)\.(?:mp4|png)(?:\?|$)/.exec(address)?.[1] ?? ''
}

function hosted({ file, order }: { file: Buffer; order: Order }): HostedFile {
  return { bytes: file, type: order.kind === 'video' ? 'video/mp4' : 'image/png' }
}

function weatherAt<W>(script: Script, weathers: readonly W[] | undefined, index: number): W | undefined {
  return weathers?.[script.forever ? Math.min(index, weathers.length - 1) : index]
}

function logged(request: IncomingMessage) {
  return {
    at: Date.now(),
    method: request.method ?? 'GET',
    path: request.url ?? '/',
    headers: single(request),
  }
}

function single(request: IncomingMessage): Record<string, string | undefined> {
  const entries = Object.entries(request.headers)
  return Object.fromEntries(
    entries.map(([name, value]) => [name, Array.isArray(value) ? value.join(', ') : value]),
  )
}

function parsed(request: IncomingMessage, url: URL, bytes: Buffer): FakeRequest {
  return {
    method: request.method ?? 'GET',
    path: url.pathname,
    query: url.searchParams,
    headers: single(request),
    bytes,
    json: parseJson(bytes),
  }
}

function parseJson(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString('utf8'))
  } catch {
    return undefined
  }
}
