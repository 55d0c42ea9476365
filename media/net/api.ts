import type { Readable } from 'node:stream'

/** One provider's API as its protocol code sees it: address, key, and a way to send that refuses in our words. */
export interface Api {
  /** Without a slash at the end. */
  readonly address: string
  /** Undefined where none is needed or set. */
  readonly key: string | undefined
  /** The provider's own settings (see `Access.fields`). */
  readonly values: Readonly<Record<string, string>>
  readonly signal: AbortSignal
  /**
   * Sends one request, once: never repeated, never redirected. Throws `refuse(provider.readRefusal(answer))` for
   * a status of 400 and more, and a `NetworkError` (see http.ts) where no whole answer came.
   */
  send(request: ApiRequest): Promise<Answer>
}

export interface ApiRequest {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE'
  /** Behind the address ("/v1/tasks/1"), or a whole address that the provider gave, such as fal's status_url. */
  readonly path: string
  /** Beside the provider's own. The key is sent only to the API's own origin. */
  readonly headers?: Readonly<Record<string, string>>
  readonly json?: unknown
  readonly body?: { readonly type: string; readonly bytes: Buffer | Readable; readonly length?: number }
  /** No key, though it is the API's own origin: presigned uploads. */
  readonly anonymous?: true
  readonly timeoutMs?: number
}

export interface Answer {
  readonly status: number
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string>>
  readonly text: string
  /** The body as JSON; undefined if it is none. */
  readonly json: unknown
}
