import type { ReactNode } from 'react'
import type { PortType } from '../../nodes/graph/ports.ts'
import { nodeTypeOf } from '../../nodes/types/index.ts'

// One set, drawn on a 16 px grid: what a node holds or makes, and an arrow or lines for where it comes from.
const drawings: Readonly<Record<string, ReactNode>> = {
  prompt: <path d="M2.5 4h11M2.5 8h11M2.5 12h6.5" />,
  'text-to-image': (
    <path d="M2.5 2.5h6M2.5 5.5h3M5.5 8.5h8v5h-8zM7.5 13.5l2.5-2.5 3 2.5M12 2.5v3.5M10.5 4.5l1.5 1.5 1.5-1.5" />
  ),
  'image-to-video': (
    <path d="M2.5 3.5h7M2.5 6.5h-1M1.5 3.5v9h13v-6M6.5 7v4l3.5-2zM11 3.5h3.5M13 2l1.5 1.5L13 5" />
  ),
  'text-to-video': <path d="M2.5 2.5h9M2.5 5.5h5M1.5 8.5h13v5h-13zM7 9.7v2.6l2.3-1.3z" />,
  'last-frame': <path d="M1.5 3.5h6.5v9h-6.5zM4 6.3v3.4l2.6-1.7zM10.5 3.5h4v9h-4zM10.5 10.8l2-2.3 2 2.3" />,
  'video-stitcher': <path d="M1.5 4.5h4v7h-4zM10.5 4.5h4v7h-4zM7 8h2M8 2v3M8 11v3" />,
  media: <path d="M3.5 1.5h6l3 3v10h-9zM9.5 1.5v3h3M6.5 8v4l3-2z" />,
  note: <path d="M2.5 2.5h11v7l-4 4h-7zM13.5 9.5h-4v4M5 5.5h6M5 8h3" />,
}
const unknown = <path d="M2.5 2.5h11v11h-11zM6.3 6.5a1.7 1.7 0 1 1 1.7 1.8v.7M8 11v.2" />

const colours: Readonly<Record<PortType, string>> = {
  text: 'text-type-text',
  image: 'text-type-image',
  video: 'text-type-video',
  audio: 'text-type-audio',
}

/** The type of what a node gives, which also colours its icon and top rule. */
export function colourOfType(type: string): string {
  const output = Object.values(nodeTypeOf(type)?.outputs ?? {})[0]
  return output ? colours[output.type] : 'text-text-3'
}

export function NodeTypeIcon({ type }: { readonly type: string }) {
  return (
    <svg
      viewBox="0 0 16 16"
      className={`size-4 shrink-0 ${colourOfType(type)}`}
      fill="none"
      stroke="currentColor"
      strokeWidth={1.25}
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
    >
      {drawings[type] ?? unknown}
    </svg>
  )
}
