import type { GenerationMode } from '../../../nodes/models.ts'
import type { Api } from '../../net/api.ts'
import type { Output } from '../remote.ts'
import { isRecord } from './workflow.ts'

interface OutputFile {
  readonly node: string
  readonly filename: string
  readonly subfolder: string
  readonly type: string
}

const lists = ['videos', 'video', 'gifs', 'images']
const endings = { video: /\.(mp4|webm|mov|mkv)$/i, image: /\.(png|jpe?g|webp)$/i }

/**
 * The files of the kind that was asked for, whatever list a node put them in: SaveVideo calls its films images.
 * What is only a preview counts where nothing was saved, and a node named in Settings counts alone.
 */
export function readOutputs(
  api: Pick<Api, 'address' | 'values'>,
  mode: GenerationMode,
  outputs: unknown,
): Output[] {
  const kind = mode === 'text-to-image' ? 'image' : 'video'
  const named = api.values['outputNode']?.trim() ?? ''
  const files = filesIn(outputs).filter(
    ({ filename, node }) => endings[kind].test(filename) && (named === '' || node === named),
  )
  const saved = files.filter(({ type }) => type === 'output')
  return (saved.length > 0 ? saved : files).map(({ filename, subfolder, type }) => {
    const query = new URLSearchParams({ filename, subfolder, type })
    return { kind, from: { url: `${api.address}/view?${query}` } }
  })
}

function filesIn(outputs: unknown): OutputFile[] {
  if (!isRecord(outputs)) return []
  return Object.entries(outputs).flatMap(([node, output]) =>
    lists.flatMap((list) => {
      const items: unknown = isRecord(output) ? output[list] : undefined
      return Array.isArray(items) ? items.flatMap((item: unknown) => fileOf(node, item)) : []
    }),
  )
}

function fileOf(node: string, item: unknown): OutputFile[] {
  if (!isRecord(item) || typeof item['filename'] !== 'string') return []
  const { filename, subfolder, type } = item
  return [
    {
      node,
      filename,
      subfolder: typeof subfolder === 'string' ? subfolder : '',
      type: typeof type === 'string' ? type : 'output',
    },
  ]
}
