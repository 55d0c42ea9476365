/**
 * Does two things side by side. When one fails the other is stopped, and nothing goes on behind the promise:
 * both have ended when it settles.
 */
export async function bothOrNeither<A, B>(
  outer: AbortSignal | undefined,
  one: (signal: AbortSignal) => Promise<A>,
  other: (signal: AbortSignal) => Promise<B>,
): Promise<[A, B]> {
  const stopper = new AbortController()
  const signal = outer ? AbortSignal.any([outer, stopper.signal]) : stopper.signal
  let failure: { readonly error: unknown } | undefined
  const guarded = async <T>(work: (signal: AbortSignal) => Promise<T>): Promise<T | undefined> => {
    try {
      return await work(signal)
    } catch (error) {
      failure ??= { error }
      stopper.abort()
      return undefined
    }
  }
  const done = await Promise.all([guarded(one), guarded(other)])
  if (failure) throw failure.error
  return done as [A, B]
}
