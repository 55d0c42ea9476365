import type { ConnectionField } from '../../../nodes/contract/money.ts'
import { resolutions, type Lengths, type ModelInfo } from '../../../nodes/models.ts'

type Values = Readonly<Record<string, string>>

/** What a service of one's own is asked for in Settings; everything has a usual value. */
export const fields: readonly ConnectionField[] = [
  { name: 'title', label: 'Name', control: 'text', placeholder: 'Our studio', hint: 'Shown in model menus.' },
  {
    name: 'keyHeader',
    label: 'Header that carries the key',
    control: 'text',
    placeholder: 'Authorization',
  },
  {
    name: 'keyPrefix',
    label: 'Word before the key',
    control: 'text',
    placeholder: 'Bearer',
    hint: 'Use - for none.',
  },
  { name: 'createPath', label: 'Path that takes a job', control: 'text', placeholder: '/api/videos' },
  { name: 'statusPath', label: 'Path of a job', control: 'text', placeholder: '/api/jobs/:id' },
  {
    name: 'cancelPath',
    label: 'Path that cancels a job',
    control: 'text',
    placeholder: '/api/jobs/:id/cancel',
    hint: 'Leave it empty if the service cannot.',
  },
  { name: 'templatesPath', label: 'Path of the templates', control: 'text', placeholder: '/api/templates' },
  { name: 'template', label: 'Template', control: 'text', hint: 'Its id, as the service lists it.' },
  { name: 'product', label: 'Product', control: 'text', hint: 'Sent along with every prompt.' },
  { name: 'style', label: 'Style', control: 'text', hint: 'Sent along with every prompt.' },
  { name: 'instructions', label: 'Instructions', control: 'textarea', hint: 'Sent along with every prompt.' },
  {
    name: 'wordsOnly',
    label: 'It takes no picture',
    control: 'switch',
    hint: 'Then it is not offered for Image to Video.',
  },
  { name: 'makesPictures', label: 'It makes pictures too', control: 'switch' },
  {
    name: 'seconds',
    label: 'Lengths in seconds',
    control: 'text',
    placeholder: '1-60',
    hint: 'A range (2-10) or a list (4, 6, 8).',
  },
  {
    name: 'resolutions',
    label: 'Resolutions',
    control: 'text',
    placeholder: '720p, 1080p',
    hint: 'Leave it empty if there is nothing to choose.',
  },
  { name: 'price', label: 'Price of a clip in US dollars', control: 'number', hint: '0 if it is free.' },
  {
    name: 'resultField',
    label: 'Field with the address of the result',
    control: 'text',
    placeholder: 'result.url',
    hint: 'Only if it is none of the usual ones.',
  },
  {
    name: 'sendCallback',
    label: 'Let it call back when a job is done',
    control: 'switch',
    hint: 'Needs the receiver to be on; jobs are asked about all the same.',
  },
]

const usual: Values = {
  title: 'Custom service',
  keyHeader: 'Authorization',
  keyPrefix: 'Bearer',
  createPath: '/api/videos',
  statusPath: '/api/jobs/:id',
  templatesPath: '/api/templates',
  seconds: '1-60',
}

/** What the person set, or else what is usual. */
export function setting(values: Values, name: string): string {
  return values[name]?.trim() || (usual[name] ?? '')
}

export function isOn(values: Values, name: string): boolean {
  return values[name] === 'true'
}

/** A path with the job's id in its place. */
export function pathOf(values: Values, name: string, id: string): string {
  return setting(values, name).replaceAll(/:id\b|\{id\}/g, encodeURIComponent(id))
}

const HEADER_NAME = /^[!#$%&'*+.^_`|~\w-]+$/

/** A name that can be no header's is taken for a slip, so that the key is not sent under a broken one. */
export function keyHeaders(key: string, values: Values): Readonly<Record<string, string>> {
  if (key === '') return {}
  const name = setting(values, 'keyHeader')
  const prefix = setting(values, 'keyPrefix')
  return { [HEADER_NAME.test(name) ? name : usual['keyHeader']!]: prefix === '-' ? key : `${prefix} ${key}` }
}

/** "2-10" or "4, 6, 8"; what cannot be read leaves the usual range. */
export function lengthsOf(values: Values): Lengths {
  const text = setting(values, 'seconds')
  const range = /^(\d+(?:\.\d+)?)\s*(?:-|–|to)\s*(\d+(?:\.\d+)?)$/.exec(text)
  const [min = 1, max = 60] = range ? [Number(range[1]), Number(range[2])] : []
  if (range && min > 0 && min <= max) return { min, max }
  const listed = text
    .split(/[\s,;]+/)
    .map(Number)
    .filter((value) => value > 0 && Number.isFinite(value))
  return listed.length > 0 && !range
    ? { values: [...new Set(listed)].toSorted((a, b) => a - b) }
    : { min: 1, max: 60 }
}

export function resolutionsOf(values: Values): ModelInfo['resolutions'] {
  const named = setting(values, 'resolutions')
    .toLowerCase()
    .split(/[\s,;]+/)
  return resolutions.filter((name) => named.includes(name)).map((name) => ({ name }))
}

/** Undefined: nobody said. The person's own word is as new as today. */
export function priceOf(values: Values): ModelInfo['price'] {
  const usd = Number(setting(values, 'price').replace(',', '.'))
  if (setting(values, 'price') === '' || !(usd >= 0) || usd > 10_000) return undefined
  return { rates: [{ usd, per: 'clip' }], source: 'list', asOf: new Date().toISOString().slice(0, 7) }
}
