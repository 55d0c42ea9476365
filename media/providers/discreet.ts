import type { AppError } from '../../nodes/errors.ts'
import { plainWords } from '../net/plain-words.ts'
import { refusalOf, refuse, type Refusal } from '../net/refusal.ts'
import type { PollResult, RemoteProvider } from './remote.ts'

type Redact = (text: string) => string

/**
 * The same provider, out of whose mouth no secret comes. Services repeat what they were sent, also within an answer
 * that is a success; whatever of it would be shown or stored passes here, whichever way a client found it.
 */
export function discreet(provider: RemoteProvider, redact: Redact): RemoteProvider {
  const { cancel, lookUp, upload } = provider
  const quiet = async <T>(speak: () => Promise<T>): Promise<T> => {
    try {
      return await speak()
    } catch (error) {
      throw cleanError(error, redact)
    }
  }
  return {
    ...provider,
    create: (api, order) => quiet(() => provider.create(api, order)),
    poll: (api, job) => quiet(async () => cleanResult(await provider.poll(api, job), redact)),
    testKey: (api) => quiet(() => provider.testKey(api)),
    ...(cancel && { cancel: (api, job) => quiet(() => cancel.call(provider, api, job)) }),
    ...(lookUp && { lookUp: (api, lost) => quiet(() => lookUp.call(provider, api, lost)) }),
    ...(upload && { upload: (api, picture) => quiet(() => upload.call(provider, api, picture)) }),
  }
}

function cleanError(error: unknown, redact: Redact): unknown {
  const refusal = refusalOf(error)
  if (refusal) return refuse(cleanRefusal(refusal, redact), (error as AppError).details)
  if (error instanceof Error) error.message = redact(error.message)
  return error
}

function cleanResult(result: PollResult, redact: Redact): PollResult {
  return result.state === 'failed' ? { ...result, refusal: cleanRefusal(result.refusal, redact) } : result
}

function cleanRefusal(refusal: Refusal, redact: Redact): Refusal {
  const clean = (said: string) => plainWords(redact(said))
  const { reason, providerCode, requestId } = refusal
  return {
    ...refusal,
    ...(reason !== undefined && { reason: clean(reason) }),
    ...(providerCode !== undefined && { providerCode: clean(providerCode) }),
    ...(requestId !== undefined && { requestId: clean(requestId) }),
  }
}
