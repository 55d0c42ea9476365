import type { Api } from '../../net/api.ts'
import { at } from './read-answer.ts'
import { setting } from './settings.ts'

export interface ServiceTemplate {
  readonly id: string
  readonly name: string
}

/** What the service can be asked to follow: names or objects, bare or under `templates`, `data` or `items`. */
export async function listTemplates(api: Api): Promise<readonly ServiceTemplate[]> {
  const { json } = await api.send({ method: 'GET', path: setting(api.values, 'templatesPath') })
  const list = [json, at(json, 'templates'), at(json, 'data'), at(json, 'items')].find(Array.isArray)
  if (!list) throw new Error('The answer is no list of templates')
  return list.flatMap(readTemplate)
}

function readTemplate(item: unknown): ServiceTemplate[] {
  if (typeof item === 'string' && item !== '') return [{ id: item, name: item }]
  const id = textAt(item, ['id', 'template_id', 'slug', 'name'])
  return id === undefined ? [] : [{ id, name: textAt(item, ['name', 'title']) ?? id }]
}

function textAt(item: unknown, names: readonly string[]): string | undefined {
  const value = names
    .map((name) => at(item, name))
    .find((value) => typeof value === 'string' || typeof value === 'number')
  return value === undefined || value === '' ? undefined : String(value)
}
