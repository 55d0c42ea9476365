import { refuse } from '../../net/refusal.ts'

/** A workflow in API format: nodes by their number, links as [node, output]. */
export type Workflow = Readonly<Record<string, WorkflowNode>>

export interface WorkflowNode {
  readonly class_type: string
  readonly inputs: Readonly<Record<string, unknown>>
  readonly _meta?: { readonly title?: string }
}

/** Throws `settings_refused`, before anything is sent, with the sentence that says what to paste instead. */
export function readWorkflow(text: string): Workflow {
  const json = parse(text)
  if (isRecord(json) && Array.isArray(json['nodes'])) {
    throw unusable(
      'the workflow is in the editor’s format. In ComfyUI choose File, Export (API), and paste that file here',
    )
  }
  // What a run was started with is the same, one level down.
  const inner = isRecord(json) && isRecord(json['prompt']) ? json['prompt'] : json
  const isWorkflow = isRecord(inner) && Object.keys(inner).length > 0 && Object.values(inner).every(isNode)
  if (!isWorkflow) throw unusable('the workflow is none that ComfyUI exports as API format')
  return inner as unknown as Workflow
}

/** Nothing was sent yet, so nothing can have been taken. */
export function unusable(reason: string): Error {
  return refuse({ code: 'settings_refused', reason, taken: 'no' }, { provider: 'ComfyUI' })
}

/** "Positive prompt", or "CLIPTextEncode" where nobody gave it a title. */
export function titleOf({ class_type, _meta }: WorkflowNode): string {
  return _meta?.title?.trim() || class_type
}

/** The node that an input is linked to; undefined where it holds a value of its own. */
export function linkedNode(value: unknown): string | undefined {
  return Array.isArray(value) && value.length === 2 && typeof value[1] === 'number'
    ? String(value[0])
    : undefined
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw unusable('the workflow is no whole JSON. Placeholders such as {{seed}} belong into quotes')
  }
}

function isNode(value: unknown): boolean {
  return isRecord(value) && typeof value['class_type'] === 'string' && isRecord(value['inputs'])
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
