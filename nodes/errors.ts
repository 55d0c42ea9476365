import { errorTable } from './error-table.ts'

export type ErrorCode = keyof typeof errorTable
export type ErrorDetails = Readonly<Record<string, string | number>>

/** An error that can cross every border: between processes it travels as this plain data. */
export interface WireError {
  readonly code: ErrorCode
  readonly details: ErrorDetails
  /** For logs and the Details section; never the sentence the person reads. */
  readonly message: string
}

export class AppError extends Error {
  override readonly name = 'AppError'
  readonly code: ErrorCode
  readonly details: ErrorDetails

  constructor(
    code: ErrorCode,
    details: ErrorDetails = {},
    options: { message?: string; cause?: unknown } = {},
  ) {
    super(options.message ?? sentence({ code, details }), { cause: options.cause })
    this.code = code
    this.details = details
  }
}

/** What the person reads, in English. */
export function sentence({ code, details }: { code: ErrorCode; details: ErrorDetails }): string {
  return fillIn(errorTable[code].text, { ...details, ...inDollars(details) })
}

/** Amounts travel as numbers, because every language writes them in its own way. */
function inDollars({ cost, left }: ErrorDetails): ErrorDetails {
  const written = (usd: number) => `$${usd >= 0.01 || usd === 0 ? usd.toFixed(2) : usd.toPrecision(1)}`
  return {
    ...(typeof cost === 'number' && { cost: written(cost) }),
    ...(typeof left === 'number' && { left: written(left) }),
  }
}

export function fillIn(template: string, details: ErrorDetails): string {
  return template.replace(/\{(\w+)\}/g, (whole, key: string) => String(details[key] ?? whole))
}

/** Errors cross process borders as plain data: no stack, no cause, never a class instance. */
export function toWire(error: unknown): WireError {
  if (error instanceof AppError) return { code: error.code, details: error.details, message: error.message }
  return { code: 'internal', details: {}, message: error instanceof Error ? error.message : String(error) }
}

export function fromWire(wire: WireError): AppError {
  const code = Object.hasOwn(errorTable, wire.code) ? wire.code : 'internal'
  return new AppError(code, wire.details, { message: wire.message })
}

export function canRetry(code: ErrorCode): boolean {
  return errorTable[code].retry
}
