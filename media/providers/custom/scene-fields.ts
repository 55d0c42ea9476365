const names = ['product', 'scene', 'template', 'style', 'instructions'] as const
type FieldName = (typeof names)[number]

export type SceneFields = Readonly<Partial<Record<FieldName, string>>>

/**
 * Lines such as "Product: a silver kettle" of a prompt, as fields of their own beside the whole prompt: a service
 * that fills templates wants them apart, and a person can so set them shot by shot.
 */
export function readSceneFields(prompt: string): SceneFields {
  const fields: Partial<Record<FieldName, string>> = {}
  for (const line of prompt.split(/\r?\n/)) {
    const [, label = '', text = ''] = /^\s*(\w+)\s*[:：]\s*(\S.*?)\s*$/.exec(line) ?? []
    const name = names.find((candidate) => candidate === label.toLowerCase())
    if (name && text !== '') fields[name] ??= text
  }
  return fields
}
