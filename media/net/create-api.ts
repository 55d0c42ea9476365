import { validateHeaderValue } from 'node:http'
import { AppError } from '../../nodes/errors.ts'
import type { RemoteProvider } from '../providers/remote.ts'
import { isPrivateService } from './addresses.ts'
import type { Answer, Api, ApiRequest } from './api.ts'
import { exchange } from './http.ts'
import { internet, type Network } from './network.ts'
import { refuse, type Refusal } from './refusal.ts'
import { plainWords } from './plain-words.ts'
import { networkError, type OutgoingBody } from './request.ts'

export interface ApiOptions {
  readonly provider: RemoteProvider
  /** The one of the settings, or the provider's standard one. */
  readonly address: string
  readonly key: string | undefined
  readonly values: Readonly<Record<string, string>>
  readonly signal: AbortSignal
  /** Takes every key out of a text. */
  readonly redact: (text: string) => string
  readonly network?: Network
}

const CREATE_TIMEOUT_MS = 60_000
const OTHER_TIMEOUT_MS = 30_000
const NOT_HTTPS = 'its address must begin with https://'

/** A provider's API as its protocol code sees it. Throws `provider_settings` for an address that cannot be one. */
export function createApi(options: ApiOptions): Api {
  const { provider, key, values, signal, redact, network = internet } = options
  const own = parseAddress(options.address, provider.title)
  const address = own.href.replace(/\/+$/, '')
  let isPrivate: Promise<boolean> | undefined

  async function send(asked: ApiRequest): Promise<Answer> {
    const url = target(asked.path, { address, provider: provider.title })
    const isOwn = url.origin === own.origin
    const keyHeaders = isOwn && !asked.anonymous ? carrying() : {}
    const body = bodyOf(asked)
    const sending = exchange({
      method: asked.method,
      url,
      headers: { accept: 'application/json', ...keyHeaders, ...asked.headers },
      ...(body && { body }),
      timeoutMs: asked.timeoutMs ?? (asked.method === 'POST' ? CREATE_TIMEOUT_MS : OTHER_TIMEOUT_MS),
      signal,
      // The address itself is the person's choice; where it points to is not.
      allowPrivate: isOwn || (await (isPrivate ??= isPrivateService(address, network.resolve))),
      network,
      title: provider.title,
    })
    return accept(await sending.catch((error: unknown) => Promise.reject(inPlaceOf(error, isOwn))))
  }

  /** Its own address is a setting, so it is the setting that needs a look. */
  function inPlaceOf(error: unknown, isOwn: boolean): unknown {
    if (!isOwn || !(error instanceof AppError) || error.code !== 'result_untrusted') return error
    return new AppError(
      'provider_settings',
      { provider: provider.title, reason: NOT_HTTPS },
      { cause: error },
    )
  }

  function carrying(): Readonly<Record<string, string>> {
    const headers = provider.access.headers(key ?? '', values)
    try {
      for (const [name, value] of Object.entries(headers)) validateHeaderValue(name, value)
    } catch {
      throw refuse({ code: 'key_rejected', taken: 'no' }, { provider: provider.title })
    }
    return headers
  }

  function accept(answer: Answer): Answer {
    if (answer.status >= 400) throw refused(provider.readRefusal(answer), answer)
    if (answer.status >= 300) {
      const reason = 'it answered with another address instead of an answer'
      throw refused({ code: 'provider_trouble', status: answer.status, reason }, answer)
    }
    if (isBrokenJson(answer)) {
      throw networkError(new Error('the answer is half of one'), { sent: true, title: provider.title })
    }
    return answer
  }

  function refused(refusal: Refusal, { status, headers }: Answer): AppError {
    const retryAfterMs = refusal.retryAfterMs ?? readRetryAfter(headers['retry-after'])
    const reason = refusal.reason && plainWords(redact(refusal.reason))
    const whole = { status, ...refusal, ...(reason && { reason }), ...(retryAfterMs && { retryAfterMs }) }
    return refuse(whole, { provider: provider.title })
  }

  return { address, key, values, signal, send }
}

function parseAddress(address: string, provider: string): URL {
  const url = URL.canParse(address) ? new URL(address) : undefined
  const wrong = (reason: string) => new AppError('provider_settings', { provider, reason })
  if (!url || !/^https?:$/.test(url.protocol)) throw wrong(NOT_HTTPS)
  if (url.username || url.password) throw wrong('its address must not hold a name or a password')
  url.search = ''
  url.hash = ''
  return url
}

function target(path: string, { address, provider }: { address: string; provider: string }): URL {
  const isWhole = /^[a-z][a-z\d+.-]*:\/\//i.test(path)
  if (!isWhole) return new URL(path.startsWith('/') ? address + path : `${address}/${path}`)
  if (/^https?:/i.test(path) && URL.canParse(path)) return new URL(path)
  throw new AppError('result_untrusted', { provider })
}

function bodyOf({ json, body }: ApiRequest): OutgoingBody | undefined {
  if (json === undefined) return body
  return { type: 'application/json', bytes: Buffer.from(JSON.stringify(json)) }
}

function isBrokenJson({ headers, text, json }: Answer): boolean {
  return json === undefined && text !== '' && /[/+]json\b/i.test(headers['content-type'] ?? '')
}

/** Seconds or a date, as it stands in the header. */
export function readRetryAfter(header: string | undefined, now = Date.now()): number | undefined {
  if (!header?.trim()) return undefined
  const seconds = Number(header)
  const ms = Number.isFinite(seconds) ? seconds * 1000 : Date.parse(header) - now
  return ms > 0 ? Math.ceil(ms) : undefined
}
