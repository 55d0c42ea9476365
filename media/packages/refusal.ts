import { AppError } from '../../nodes/errors.ts'

/** Why a package is not let in, in words. Made once for each package, so that every sentence names it. */
export type Refuse = (reason: string, cause?: unknown) => AppError

export function refusalsOf(name: string): Refuse {
  return (reason, cause) => new AppError('package_unreadable', { name, reason }, { cause })
}
