import { AppError, fromWire, toWire, type WireError } from '../errors.ts'
import { methods, type Input, type Method, type Output } from './methods.ts'

export type Handlers = { readonly [M in Method]: (input: Input<M>) => Promise<Output<M>> }

/** The answer to a call, as every transport carries it. */
export type Reply =
  { readonly ok: true; readonly value: unknown } | { readonly ok: false; readonly error: WireError }

/** Core side. Never throws, so a transport only has to carry JSON. */
export async function answer(handlers: Handlers, name: unknown, rawInput: unknown): Promise<Reply> {
  try {
    if (typeof name !== 'string' || !Object.hasOwn(methods, name)) {
      throw new AppError('invalid_input', { reason: `there is no method ${JSON.stringify(name)}` })
    }
    const method = name as Method
    const input = methods[method].input.safeParse(rawInput)
    if (!input.success) {
      const issue = input.error.issues[0]
      throw new AppError('invalid_input', { reason: `${name}: ${issue?.path.join('.')} ${issue?.message}` })
    }
    return { ok: true, value: await handlers[method](input.data as never) }
  } catch (error) {
    return { ok: false, error: toWire(error) }
  }
}

export type Caller = <M extends Method>(name: M, input: Input<M>) => Promise<Output<M>>

/** Window side, over any transport. Throws the core's AppError. */
export function createCaller(send: (name: string, input: unknown) => Promise<Reply>): Caller {
  return async (name, input) => {
    const reply = await send(name, input)
    if (!reply.ok) throw fromWire(reply.error)
    // The core is our own code and typed by the same contract: what it answers is not parsed a second time.
    return reply.value as never
  }
}
