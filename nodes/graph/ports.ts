import type { MediaValue } from '../media.ts'

export const portTypes = ['text', 'image', 'video', 'audio'] as const
export type PortType = (typeof portTypes)[number]

export interface Port {
  readonly type: PortType
  /** Other kinds that an input takes beside its own. */
  readonly also?: readonly PortType[]
  readonly label: string
  /** The node can run without it. */
  readonly optional?: true
  /** Takes several connections, in order. */
  readonly many?: true
  /** A text parameter that flows in while nothing is connected, such as a prompt typed on the card. */
  readonly orParam?: string
}

export type Ports = Readonly<Record<string, Port>>

/** Whether what comes out of one port may go into another. */
export function takes(input: Port, output: Port): boolean {
  return input.type === output.type || (input.also?.includes(output.type) ?? false)
}

/** What travels along a wire of each type. */
export interface Values {
  readonly text: string
  readonly image: MediaValue
  readonly video: MediaValue
  readonly audio: MediaValue
}

export type PortValue = Values[PortType]

/** One list per input port, in connection order; a port without `many` has at most one value. */
export type InputValues = Readonly<Record<string, readonly PortValue[]>>
export type OutputValues = Readonly<Record<string, PortValue>>

type Received<P extends Port> = P extends { many: true }
  ? readonly Values[P['type']][]
  : P extends { optional: true }
    ? Values[P['type']] | undefined
    : Values[P['type']]

/** What a node's `run` is handed for its input ports. */
export type ReceivedInputs<I extends Ports> = { readonly [K in keyof I]: Received<I[K]> }

/** What a node's `run` must answer with. */
export type Produced<O extends Ports> = { readonly [K in keyof O]: Values[O[K]['type']] }

/** Gives `run` single values where a port takes one connection, and lists where it takes many. */
export function receive(
  ports: Ports,
  inputs: InputValues,
): Record<string, PortValue | readonly PortValue[] | undefined> {
  return Object.fromEntries(
    Object.entries(ports).map(([name, port]) => [name, port.many ? (inputs[name] ?? []) : inputs[name]?.[0]]),
  )
}
