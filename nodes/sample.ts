import {
  DOCUMENT_FORMAT,
  DOCUMENT_VERSION,
  type Connection,
  type DocumentNode,
  type WorkflowDocument,
} from './graph/document.ts'

interface SampleWords {
  readonly name: string
  readonly note: string
  readonly shots: readonly {
    readonly shot: string
    readonly still: string
    readonly motion: string
    readonly text: string
  }[]
  readonly film: string
}

const en: SampleWords = {
  name: 'Letter on a Rainy Night',
  note: 'Three shots, left to right: words become a still, the still starts to move, the clips are joined. Change any line and press Run: only what changed is made again.',
  shots: [
    {
      shot: 'Shot 1',
      still: 'Still 1',
      motion: 'Motion 1',
      text: 'Wide shot. A narrow street at night, rain on the lamps. A woman under a dark umbrella stops at a red door. Slow push in.',
    },
    {
      shot: 'Shot 2',
      still: 'Still 2',
      motion: 'Motion 2',
      text: 'Medium shot. In the hallway she opens a wet letter; the paper shakes in warm lamp light. Camera pans right.',
    },
    {
      shot: 'Shot 3',
      still: 'Still 3',
      motion: 'Motion 3',
      text: 'Close-up. Her face lit by the window, rain behind the glass. She reads the last line again, and smiles. Slow pull back.',
    },
  ],
  film: 'Final cut',
}

const zhHans: SampleWords = {
  name: '雨夜来信',
  note: '三个镜头，从左到右：文字变成画面，画面动起来，片段连成一场戏。改任意一句再运行，只会重做受影响的部分。',
  shots: [
    {
      shot: '镜头 1',
      still: '画面 1',
      motion: '动态 1',
      text: '远景。深夜窄巷，雨打路灯。撑黑伞的女人停在一扇红门前。镜头缓缓推近。',
    },
    {
      shot: '镜头 2',
      still: '画面 2',
      motion: '动态 2',
      text: '中景。玄关里，她拆开一封湿透的信，信纸在暖黄的灯下微微发抖。镜头向右摇。',
    },
    {
      shot: '镜头 3',
      still: '画面 3',
      motion: '动态 3',
      text: '特写。窗光映着她的脸，玻璃后面是雨。她把最后一行又读了一遍，笑了。镜头缓缓拉远。',
    },
  ],
  film: '成片',
}

const COLUMN = 328
// A clip card with all its inputs is 453 high.
const ROW = 496

/** The workflow that a new library opens with: a complete scene that runs without key or network. */
export function sampleWorkflow(language: string): { name: string; document: WorkflowDocument } {
  const words = language.toLowerCase().startsWith('zh') ? zhHans : en
  const nodes: DocumentNode[] = []
  const connections: Connection[] = []
  const wire = (from: [string, string], to: [string, string]) =>
    connections.push({
      id: `${from[0]}-${to[0]}`,
      from: { node: from[0], port: from[1] },
      to: { node: to[0], port: to[1] },
    })

  words.shots.forEach(({ shot, still, motion, text }, index) => {
    const n = index + 1
    const y = index * ROW
    nodes.push(
      node({ id: `shot-${n}`, type: 'prompt', title: shot, x: 0, y }, { text }),
      node({ id: `still-${n}`, type: 'text-to-image', title: still, x: COLUMN, y }, { shot: n }),
      node({ id: `motion-${n}`, type: 'image-to-video', title: motion, x: COLUMN * 2, y }, { seconds: 3 }),
    )
    wire([`shot-${n}`, 'text'], [`still-${n}`, 'prompt'])
    wire([`still-${n}`, 'image'], [`motion-${n}`, 'image'])
    // The same words steer the camera: "slow push in" is read by the clip, not by the still.
    wire([`shot-${n}`, 'text'], [`motion-${n}`, 'prompt'])
    wire([`motion-${n}`, 'video'], ['film', 'clips'])
  })
  nodes.push(
    node({ id: 'film', type: 'video-stitcher', title: words.film, x: COLUMN * 3, y: ROW }, {}),
    node({ id: 'note', type: 'note', title: '', x: COLUMN * 3, y: 0 }, { text: words.note }),
  )
  return {
    name: words.name,
    document: {
      format: DOCUMENT_FORMAT,
      version: DOCUMENT_VERSION,
      settings: { aspect: '9:16' },
      nodes,
      connections,
    },
  }
}

const sample = sampleWorkflow('en').document

/** Whether this is still the scene that a new library opens with; its words and places may have changed. */
export function isSample({ nodes, connections }: WorkflowDocument): boolean {
  const wires = new Set(connections.map(endsOf))
  return (
    sample.connections.every((wire) => wires.has(endsOf(wire))) &&
    sample.nodes.every(
      ({ id, type }) => type === 'note' || nodes.some((own) => own.id === id && own.type === type),
    )
  )
}

function endsOf({ from, to }: Connection): string {
  return `${from.node}.${from.port} > ${to.node}.${to.port}`
}

function node(
  { id, type, title, x, y }: { id: string; type: string; title: string; x: number; y: number },
  params: Record<string, unknown>,
): DocumentNode {
  return { id, type, version: 1, title, position: { x, y }, params }
}
