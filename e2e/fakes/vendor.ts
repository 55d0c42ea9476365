import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'

/** What a fake of a provider is made of: the protocol is the vendor's file's, the weather is the server's. */

/** The refusals every vendor has its own shape for. */
export const fakeErrors = [
  'key',
  'credit',
  'busy',
  'trouble',
  'settings',
  'content',
  'model',
  'missing',
] as const
export type FakeError = (typeof fakeErrors)[number]

/** Where a job stands, for the vendor to say in its own words. */
export type FakeFate =
  | 'queued'
  | 'running'
  | 'succeeded'
  /** Refused for its content after it was taken. */
  | 'content'
  /** The vendor could not make it. */
  | 'fault'
  | 'canceled'
  /** Finished, with no file. */
  | 'empty'
  /** A status word that nobody documented. */
  | 'odd-word'

export interface FakeJob {
  readonly id: string
  /** The create's body, as parsed. */
  readonly body: unknown
  readonly kind: 'image' | 'video'
  readonly prompt: string
  /** 0 to 1 while it runs. */
  readonly progress: number
  readonly fate: FakeFate
  /** Where its file is; another address each time it is asked for, as signed links are. */
  url(): string
  /** What it costs, for vendors that tell. */
  readonly usd: number
}

export interface FakeRequest {
  readonly method: string
  readonly path: string
  readonly query: URLSearchParams
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string | undefined>>
  readonly bytes: Buffer
  /** Undefined when the body is no JSON. */
  readonly json: unknown
}

export type FakeStage = 'create' | 'poll' | 'result' | 'cancel' | 'upload' | 'list' | 'account' | 'other'

export interface FakeReply {
  readonly stage: FakeStage
  readonly status: number
  readonly headers?: Readonly<Record<string, string>>
  readonly json?: unknown
  readonly body?: Buffer
  /** The job it is about. */
  readonly jobId?: string
}

export interface FakeWorld {
  /** Where this fake is reached: "http://127.0.0.1:1234". */
  readonly origin: string
  /** The one key that is right. */
  readonly key: string
  /** Takes a job: from here on it is charged. Call it once the vendor's own checks are passed. */
  take(order: { body: unknown; prompt: string; kind: FakeJob['kind']; id?: string }): FakeJob
  /** As it stands now; asking moves it on, as time would. */
  look(id: string): FakeJob | undefined
  /** Without moving anything on: for lists and for files. */
  readonly jobs: readonly FakeJob[]
  /** False when it is too late. */
  cancel(id: string): boolean
  /** Keeps what was uploaded and answers its address; `known` tells whether an address came from here. */
  keep(bytes: Buffer, type: string): string
  known(address: string): Buffer | undefined
  /** The bytes of a job's file, for vendors that serve it themselves, key and all. */
  file(id: string): Buffer
}

export interface FakeVendor {
  readonly id: string
  /** The protocol, its checks of key, headers and bodies included. */
  handle(request: FakeRequest, world: FakeWorld): FakeReply
  /** The body and status of each refusal at its create (`missing`: at its poll). */
  readonly errors: Readonly<Record<FakeError, Omit<FakeReply, 'stage' | 'jobId'>>>
  /** Where a client may open a socket. Absent: it may not. */
  upgrade?(request: IncomingMessage, socket: Duplex): void
}
