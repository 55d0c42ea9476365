import type { z } from 'zod'
import { AppError } from '../errors.ts'
import type { NodeDefinition } from '../define.ts'
import { FROM_WORKFLOW } from '../types/generation-params.ts'
import type { DocumentNode, WorkflowSettings } from './document.ts'
import type { InputValues, PortValue } from './ports.ts'

/**
 * A node's signature is the full description of what it would make: type, version, params and what flows in
 * (text as it is, files by content). Two equal signatures make the same thing, so it is the cache key; and
 * because nothing is hashed away, comparing two tells the person what changed.
 */
export interface Recipe {
  readonly type: string
  readonly version: number
  readonly params: Readonly<Record<string, unknown>>
  readonly inputs: Readonly<Record<string, readonly string[]>>
}

/** The params of a node, checked, with defaults, and with the workflow's settings filled in. */
export function resolveParams(
  definition: NodeDefinition,
  node: DocumentNode,
  settings: WorkflowSettings,
): Record<string, unknown> {
  const parsed = definition.params.safeParse(node.params)
  if (!parsed.success) throw paramError(node, parsed.error)
  return Object.fromEntries(
    Object.entries(parsed.data).map(([name, value]) => [
      name,
      value === FROM_WORKFLOW ? settings[name] : value,
    ]),
  )
}

export function recipeOf(
  definition: NodeDefinition,
  params: Readonly<Record<string, unknown>>,
  inputs: InputValues,
): Recipe {
  // A text that flows in is the same text whether it came by wire or was typed on the card.
  const flowing = new Set(Object.values(definition.inputs).map(({ orParam }) => orParam))
  return {
    type: definition.type,
    version: definition.version,
    params: Object.fromEntries(Object.entries(params).filter(([name]) => !flowing.has(name))),
    inputs: Object.fromEntries(Object.entries(inputs).map(([port, values]) => [port, values.map(contentOf)])),
  }
}

/** Canonical JSON: equal recipes give equal text whatever order their keys were written in. */
export function signatureOf(recipe: Recipe): string {
  return JSON.stringify(recipe, (_key, value: unknown) =>
    value !== null && typeof value === 'object' && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1)))
      : value,
  )
}

/** What differs between the recipe of a take and the present one, most telling first. */
export type Change =
  | { readonly what: 'input'; readonly port: string }
  | { readonly what: 'param'; readonly param: string }
  | { readonly what: 'version' }

export function changesSince(madeFrom: string, present: string): Change[] {
  const before = JSON.parse(madeFrom) as Recipe
  const now = JSON.parse(present) as Recipe
  const inputs = differingKeys(before.inputs, now.inputs).map((port): Change => ({ what: 'input', port }))
  const params = differingKeys(before.params, now.params).map((param): Change => ({ what: 'param', param }))
  const changes = [...inputs, ...params]
  return changes.length > 0 || before.version === now.version ? changes : [{ what: 'version' }]
}

function differingKeys(a: Readonly<Record<string, unknown>>, b: Readonly<Record<string, unknown>>): string[] {
  const keys = [...new Set([...Object.keys(a), ...Object.keys(b)])]
  return keys.filter((key) => JSON.stringify(a[key]) !== JSON.stringify(b[key]))
}

function contentOf(value: PortValue): string {
  return typeof value === 'string' ? value : value.id
}

function paramError(node: DocumentNode, error: z.ZodError): AppError {
  const issue = error.issues[0]
  const param = String(issue?.path[0] ?? 'params')
  return new AppError('param_wrong', {
    param,
    value: JSON.stringify(node.params[param] ?? null),
    reason: issue?.message ?? '',
  })
}
