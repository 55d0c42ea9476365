import type { ConnectionField } from '../../nodes/contract/money.ts'
import type { Fitted } from '../../nodes/generation/fit.ts'
import type { GenerationMode } from '../../nodes/models.ts'
import type { Charge } from '../../nodes/money.ts'
import type { Api, Answer } from '../net/api.ts'
import type { Refusal } from '../net/refusal.ts'
import type { Model } from './provider.ts'

/**
 * A service somewhere else. It says what it can do (the settings page, menus, checks, limits and estimates
 * follow from that) and how its protocol goes; when to send, wait, pay, fetch and give up is the ledger's
 * business, and the same for all.
 */
export interface RemoteProvider {
  readonly kind: 'remote'
  readonly id: string
  readonly title: string
  readonly about: string
  /** For the settings it has now; most never change. */
  models(values: Readonly<Record<string, string>>): readonly RemoteModel[]
  readonly access: Access
  /** How often a job is asked about at first, and how many jobs run at once unless the person says otherwise. */
  readonly pace: { readonly pollMs: number; readonly concurrency: number }
  /** How long it keeps a result, in hours. */
  readonly keepsHours?: number
  /** A line that its terms ask to be shown. */
  readonly attribution?: string
  /** It makes no promise about these answers of a create, unless they say that nothing was taken. See `Refusal.taken`. */
  create(api: Api, order: Order): Promise<Accepted>
  poll(api: Api, job: JobRef): Promise<PollResult>
  /** Absent: it has no way to cancel. */
  cancel?(api: Api, job: JobRef): Promise<CancelOutcome>
  /**
   * Looks for a job whose create was not answered. Absent: there is no way to. `undefined`: it is surely not there.
   * Throw when it cannot be told.
   */
  lookUp?(api: Api, lost: LostJob): Promise<Accepted | undefined>
  /** Something that costs nothing and needs the key. Answers the balance in words where there is one. */
  testKey(api: Api): Promise<{ readonly balance?: string }>
  /** Brings a picture there and answers what `create` will name it by. Only for models with `picture.via: 'upload'`. */
  upload?(api: Api, picture: UploadPicture): Promise<string>
  /** What an answer that is not a success means. Called for each status of 400 and more, and by the provider itself. */
  readRefusal(answer: Answer): Refusal
  /** Headers for fetching a result that is not public. Sent to the API's own origin only. */
  downloadHeaders?(api: Pick<Api, 'key'> & Partial<Pick<Api, 'values'>>): Readonly<Record<string, string>>
  readonly webhook?: WebhookReader
}

export interface RemoteModel extends Model {
  /** What a picture must be to be taken; undefined for models that take none. */
  readonly picture?: PictureLimits
}

export interface PictureLimits {
  /** How it travels: a `data:` URI, bare base64, or brought there first. */
  readonly via: 'data-uri' | 'base64' | 'upload'
  readonly maxBytes: number
  readonly types: readonly ('jpeg' | 'png' | 'webp')[]
  /** Pixels of the shorter side. */
  readonly minSide?: number
  /** Pixels of the longer side. */
  readonly maxSide?: number
  /** Width divided by height, at least and at most. */
  readonly shape?: { readonly min: number; readonly max: number }
}

export interface Access {
  readonly standardAddress: string
  readonly key: 'required' | 'optional' | 'none'
  /** What carries the key. Sent to the API's own origin only. */
  headers(key: string, values: Readonly<Record<string, string>>): Readonly<Record<string, string>>
  /** Environment variables that may hold the key, in order. */
  readonly variables: readonly string[]
  readonly fields: readonly ConnectionField[]
  readonly links: { readonly keys?: string; readonly billing?: string; readonly home?: string }
}

export interface Order {
  /** Our own id of the job, a lower-case UUID; made known to the provider where it has a place for it. */
  readonly requestId: string
  readonly mode: GenerationMode
  /** The provider's own id of the model. */
  readonly model: string
  /** The final words. */
  readonly prompt: string
  readonly settings: Fitted
  /** As `picture.via` wants it: a data URI, bare base64, or what `upload` answered. */
  readonly firstFrame?: string
  readonly lastFrame?: string
  readonly references: readonly string[]
  /** Where the provider may tell that the job moved on. */
  readonly callback?: string
}

export interface Accepted {
  readonly externalId: string
  /** Addresses the provider gave for this job, kept beside the id: fal's status, result and cancel. */
  readonly links?: Readonly<Record<string, string>>
  /** The most that it will charge, if it says so. */
  readonly maxUsd?: number
}

/** A job as it is stored and asked about, also after a restart. */
export interface JobRef extends Accepted {
  readonly requestId: string
  readonly mode: GenerationMode
  readonly model: string
  readonly submittedAt: number
}

export interface LostJob {
  readonly requestId: string
  readonly mode: GenerationMode
  readonly model: string
  readonly prompt: string
  readonly settings: Fitted
  readonly sentAt: number
}

export type PollResult =
  | {
      readonly state: 'queued' | 'running'
      /** 0 to 1. */
      readonly progress?: number
      readonly queuePosition?: number
      /** The provider's own word, where we did not know it: it keeps waiting. */
      readonly unknownWord?: string
    }
  | { readonly state: 'succeeded'; readonly outputs: readonly Output[]; readonly costUsd?: number }
  | {
      readonly state: 'failed'
      readonly refusal: Refusal
      readonly charge: Charge
      readonly costUsd?: number
    }
  | { readonly state: 'canceled'; readonly charge: Charge; readonly costUsd?: number }
  /** It knew the job and does not keep it any more. */
  | { readonly state: 'gone' }

export interface Output {
  readonly kind: 'video' | 'image'
  readonly from: { readonly url: string } | { readonly base64: string }
  /** It takes the provider's key to fetch it. */
  readonly needsKey?: true
  /** Epoch ms. */
  readonly expiresAt?: number
}

/** `requested`: it will most likely stop; `too-late`: it is being made and will be charged. */
export type CancelOutcome = 'canceled' | 'requested' | 'too-late'

export interface UploadPicture {
  readonly bytes: Buffer
  readonly mime: string
  readonly name: string
}

export interface WebhookReader {
  /** The job that a call is about; undefined if it is about none. Nothing else in it is believed. */
  jobIn(body: unknown): string | undefined
  /** Whether the call is really from the provider. Absent: it does not sign, so only our secret address vouches. */
  verify?(call: WebhookCall, api: Api): Promise<boolean>
}

export interface WebhookCall {
  readonly headers: Readonly<Record<string, string | undefined>>
  /** As it came, byte for byte. */
  readonly raw: Buffer
  readonly now: number
}
