import { portsOf } from '../../nodes/graph/node-ports.ts'
import type { End } from '../../nodes/graph/document.ts'
import type { Generation, Media } from '../../nodes/media.ts'
import { nodeTypeOf } from '../../nodes/types/index.ts'
import { changeNode } from './edits.ts'
import { createAsOneStep, createEdit, type Slice } from './editor.ts'
import { nodeById } from './node-view.ts'
import type { Point, Store } from './types.ts'

const NEXT = 264
/** Under the tallest node that an upright clip makes. */
const NEXT_ROW = 504
const BELOW = 320
const BESIDE_PORT = { x: -320, y: -50 }

export interface LibraryUseSlice {
  /** A Media node for each, in one step; in front of a port they are connected to it. Answers the nodes. */
  addMediaNodes(
    media: readonly Media[],
    place?: { readonly at?: Point; readonly port?: End | undefined },
  ): string[]
  /**
   * Makes a node ask for what this was made with: the node given, or a new one. What flows into a port is not
   * overruled. Answers the node, or undefined where nobody knows how it was made.
   */
  applySettingsOf(media: Media, nodeId?: string): string | undefined
}

/** What the library gives to the workflow that is open. */
export const createLibraryUseSlice: Slice<LibraryUseSlice> = (set, get) => {
  const edit = createEdit(set, get)
  const asOneStep = createAsOneStep(set, get)
  return {
    addMediaNodes(media, { at, port } = {}) {
      const added: string[] = []
      if (media.length === 0) return added
      asOneStep('add-media', () => {
        for (const [index, one] of media.entries()) {
          added.push(
            get().addNode('media', {
              params: { mediaId: one.id, kind: one.kind },
              title: one.name.replace(/\.[^.]+$/, ''),
              ...(at && { at: port ? beforePort(at, index) : inRows(at, index, media.length) }),
              ...(port && { connectTo: port }),
            }),
          )
        }
      })
      media.forEach((one) => get().applyMedia(one))
      get().select(added)
      return added
    },
    applySettingsOf(media, nodeId) {
      const { generation } = media
      const node = nodeId === undefined ? undefined : nodeById(get().document, nodeId)
      const type = node?.type ?? typeFor(media)
      if (!generation || type === undefined) return undefined
      if (!node) return get().addNode(type, { params: paramsFrom(generation, type) })
      const { prompt, ...params } = paramsFrom(generation, type)
      const wired = get().document.connections.some(({ to }) => to.node === node.id && to.port === 'prompt')
      edit(
        { label: 'use-settings' },
        (document) =>
          changeNode(document, node.id, (present) => ({
            ...present,
            params: { ...present.params, ...params, ...(!wired && { prompt }) },
          })),
        [node.id],
      )
      get().select([node.id])
      return node.id
    },
  }
}

/** Side by side from a point on; many of them in rows, so that all can be seen at once. */
function inRows({ x, y }: Point, index: number, count: number): Point {
  const inRow = Math.max(8, Math.ceil(Math.sqrt(2 * count)))
  return { x: x + (index % inRow) * NEXT, y: y + Math.floor(index / inRow) * NEXT_ROW }
}

function beforePort({ x, y }: Point, index: number): Point {
  return { x: x + BESIDE_PORT.x, y: y + BESIDE_PORT.y + index * BELOW }
}

/** Only what such a node has a parameter for, and that it accepts. */
export function paramsFrom(generation: Generation, type: string): Record<string, unknown> {
  const shape = nodeTypeOf(type)?.params.shape ?? {}
  const { provider, model, prompt } = generation
  const asked = { ...generation.params, model: model.includes('/') ? model : `${provider}/${model}`, prompt }
  return Object.fromEntries(
    Object.entries(asked).filter(([name, value]) => {
      const known = (shape as Record<string, { safeParse: (value: unknown) => { success: boolean } }>)[name]
      return known?.safeParse(value).success === true
    }),
  )
}

/** The node that makes such things; undefined for what no model made. */
export function typeFor({ kind, sourceType, generation }: Media): string | undefined {
  if (sourceType !== 'generated' || !generation) return undefined
  if (kind === 'image') return 'text-to-image'
  if (kind !== 'video') return undefined
  return generation.params['firstFrame'] === undefined ? 'text-to-video' : 'image-to-video'
}

/** Inputs that the person may put these files into, as far as the kind goes. */
export function portsFor(
  { document }: Pick<Store, 'document'>,
  kind: Media['kind'],
): (End & { title: string })[] {
  return document.nodes.flatMap((node) =>
    Object.entries(portsOf(node).inputs)
      .filter(([, port]) => port.type === kind)
      .map(([port]) => ({ node: node.id, port, title: node.title })),
  )
}
