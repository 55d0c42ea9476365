import { AppError, type ErrorCode, type ErrorDetails } from '../../nodes/errors.ts'

/** What an answer of a provider means for us. */
export interface Refusal {
  readonly code: Extract<
    ErrorCode,
    | 'key_rejected'
    | 'key_not_allowed'
    | 'no_credit'
    | 'settings_refused'
    | 'content_refused'
    | 'provider_busy'
    | 'provider_trouble'
    | 'generation_unfinished'
    | 'job_canceled'
    | 'job_gone'
    | 'result_missing'
    | 'model_retired'
  >
  /** In the provider's words, for a person: what was wrong, without markup. */
  readonly reason?: string
  readonly providerCode?: string
  readonly status?: number
  /** Their name for this exchange, for support. */
  readonly requestId?: string
  /** It asks to be left alone for so long. */
  readonly retryAfterMs?: number
  /**
   * Of a create: whether the job may have been taken all the same. Absent: statuses under 500 and 503 took
   * nothing, every other may have. Set it only where the provider's documents say so.
   */
  readonly taken?: 'no' | 'maybe'
}

const refusals = new WeakMap<AppError, Refusal>()

/** A refusal as an error that can cross every border; what it means for paying stays with it inside the core. */
export function refuse(refusal: Refusal, details: ErrorDetails): AppError {
  const { reason, providerCode, status, requestId } = refusal
  const error = new AppError(refusal.code, {
    ...details,
    reason: reason ?? refusal.providerCode ?? `${status ?? ''}`,
    ...(providerCode !== undefined && { providerCode }),
    ...(status !== undefined && { status }),
    ...(requestId !== undefined && { requestId }),
  })
  refusals.set(error, refusal)
  return error
}

export function refusalOf(error: unknown): Refusal | undefined {
  return error instanceof AppError ? refusals.get(error) : undefined
}

/** Whether a create that was answered like this surely took nothing. */
export function tookNothing({ taken, status = 0 }: Refusal): boolean {
  return taken ? taken === 'no' : (status >= 400 && status < 500) || status === 503
}
