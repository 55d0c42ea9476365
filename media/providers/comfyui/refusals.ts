import type { Answer } from '../../net/api.ts'
import type { Refusal } from '../../net/refusal.ts'
import { refusalOfStatus } from '../refusal-of-status.ts'
import { isRecord } from './workflow.ts'

/** ComfyUI says what is wrong with which input of which node; a proxy before it says less. */
export function readRefusal({ status, json }: Answer): Refusal {
  const reason = reasonIn(json)
  const error = isRecord(json) ? json['error'] : undefined
  const providerCode = isRecord(error) && typeof error['type'] === 'string' ? error['type'] : undefined
  return {
    code: refusalOfStatus(status),
    status,
    ...(reason !== undefined && { reason }),
    ...(providerCode !== undefined && { providerCode }),
  }
}

function reasonIn(json: unknown): string | undefined {
  if (!isRecord(json)) return undefined
  const nodes = isRecord(json['node_errors']) ? Object.entries(json['node_errors']) : []
  const wrong = nodes.flatMap(([id, node]) => wrongInputs(id, node))
  if (wrong.length > 0) return wrong.join('; ')
  const { error } = json
  if (typeof error === 'string') return error
  return isRecord(error) ? joined(error['message'], error['details']) : undefined
}

function wrongInputs(id: string, node: unknown): string[] {
  if (!isRecord(node) || !Array.isArray(node['errors'])) return []
  const title = typeof node['class_type'] === 'string' ? `${node['class_type']} (node ${id})` : `node ${id}`
  return node['errors'].filter(isRecord).map((error) => {
    const extra = error['extra_info']
    const input =
      isRecord(extra) && typeof extra['input_name'] === 'string' ? `, input “${extra['input_name']}”` : ''
    return `${title}${input}: ${joined(error['message'], error['details']) ?? 'it cannot be used'}`
  })
}

function joined(...parts: readonly unknown[]): string | undefined {
  const texts = parts.filter((part): part is string => typeof part === 'string' && part.trim() !== '')
  return texts.length > 0 ? texts.join(': ') : undefined
}
