import type { z } from 'zod'
import type { Wire } from './cut/bind.ts'
import type { Services } from './engine/services.ts'
import type { Need } from './generation/need.ts'
import type { GenerationMode } from './models.ts'
import type { OutputValues, Ports, Produced, ReceivedInputs } from './graph/ports.ts'

/** How one parameter is edited. Controls know nothing of node types; node types nothing of controls' looks. */
export type Field = Control & {
  readonly label: string
  /** Edited on the card itself, not only in the inspector. */
  readonly onCard?: true
}

type Control =
  | { readonly control: 'textarea'; /** Characters. */ readonly limit?: number }
  | { readonly control: 'number'; readonly min: number; readonly max: number; readonly unit?: string }
  | { readonly control: 'select'; readonly options: readonly string[] }
  /** A whole number with a button for a new random one. */
  | { readonly control: 'seed' }
  /** The models that providers offer for a mode. */
  | { readonly control: 'model'; readonly mode: GenerationMode }
  /** One of the built-in or own words around a prompt, copied into the param; undefined for none. */
  | { readonly control: 'wording'; readonly list: 'styles' | 'templates' }
  /** Off is undefined, the same as never touched. */
  | { readonly control: 'switch' }
  /** Those that the node's model offers; undefined leaves it to the model. */
  | { readonly control: 'resolution' }
  /** A file of the library. */
  | { readonly control: 'media' }

export type NodeCategory = 'write' | 'make' | 'finish' | 'bring' | 'annotate'

interface Described<P extends z.ZodObject> {
  readonly type: string
  /** Raised when the meaning of `params` changes; `upgrades` then gets one more step. */
  readonly version: number
  readonly title: string
  readonly summary: string
  readonly category: NodeCategory
  readonly inputs: Ports
  readonly outputs: Ports
  readonly params: P
  readonly fields: { readonly [K in keyof z.infer<P>]?: Field }
  /** From each version to the next: `{ 1: (old) => params of version 2 }`. */
  readonly upgrades?: Readonly<Record<number, (params: Record<string, unknown>) => Record<string, unknown>>>
}

/** Holds a value: nothing to run, no takes. `undefined` means that it holds nothing yet. */
export interface ValueNode<P extends z.ZodObject = z.ZodObject> extends Described<P> {
  readonly kind: 'value'
  value(params: z.infer<P>): OutputValues | undefined
  /** Ports that depend on what the node holds. */
  outputsFor?(params: z.infer<P>): Ports
}

/** Makes something: each run adds a take. */
export interface MakerNode<
  P extends z.ZodObject = z.ZodObject,
  I extends Ports = Ports,
  O extends Ports = Ports,
> extends Described<P> {
  readonly kind: 'maker'
  readonly inputs: I
  readonly outputs: O
  run(context: RunContext<P, I>): Promise<Produced<O>>
  /** What it will ask of a model, as far as that is known before it runs. Absent: it asks none. */
  need?(params: z.infer<P>, inflow: Inflow): Need
  /**
   * Params that name connections, made ones that name places: then the recipe does not change with ids. `wires` are
   * those that bring or will bring a value, by port, in order.
   */
  bind?(params: z.infer<P>, wires: Wires): Record<string, unknown>
  /** For params that name connections: the same with other ids, when a node is copied with its connections. */
  rewire?(params: z.infer<P>, renamed: ReadonlyMap<string, string>): Record<string, unknown>
}

export type Wires = Readonly<Record<string, readonly Wire[]>>

/** What flows into a node, as far as it is known before it runs. */
export interface Inflow {
  /** How many values a port gets, made or not yet made. */
  count(port: string): number
  /** The words that a port gets, or none. */
  text(port: string): string
}

export interface RunContext<P extends z.ZodObject, I extends Ports> {
  readonly params: z.infer<P>
  readonly inputs: ReceivedInputs<I>
  /** 0 for the first take of these inputs, then 1, 2, …: another take must differ. */
  readonly variation: number
  readonly services: Services
}

/** What the lists hold: any node type, its particular ports and params forgotten. */
export type NodeDefinition = ValueNode | MakerNode

/**
 * Identity at run time; at compile time they tie `value` or `run` to the ports and params beside it. The type
 * is widened on the way out, which is sound because only parsed params and received inputs are ever passed in.
 */
export function defineValueNode<P extends z.ZodObject>(
  definition: Omit<ValueNode<P>, 'kind'>,
): NodeDefinition {
  return { ...definition, kind: 'value' } as unknown as NodeDefinition
}

export function defineMakerNode<P extends z.ZodObject, const I extends Ports, const O extends Ports>(
  definition: Omit<MakerNode<P, I, O>, 'kind'>,
): NodeDefinition {
  return { ...definition, kind: 'maker' } as unknown as NodeDefinition
}
