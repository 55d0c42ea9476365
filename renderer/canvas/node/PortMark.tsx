import type { PortType } from '../../../nodes/graph/ports.ts'

const shapes: Readonly<Record<PortType, React.ReactNode>> = {
  text: <circle cx="6" cy="6" r="4.25" />,
  image: <rect x="1.75" y="1.75" width="8.5" height="8.5" rx="1" />,
  video: <path d="M2.5 1.5 10.5 6l-8 4.5z" strokeLinejoin="round" />,
  audio: <path d="M6 1 11 6l-5 5-5-5z" strokeLinejoin="round" />,
}

export const portColours: Readonly<Record<PortType, string>> = {
  text: 'text-type-text',
  image: 'text-type-image',
  video: 'text-type-video',
  audio: 'text-type-audio',
}

interface PortMarkProps {
  /** Undefined for a port that is not there any more. */
  readonly type: PortType | undefined
  readonly connected: boolean
}

/** A port's type as colour and as shape, so that neither has to be seen: filled once something is connected. */
export function PortMark({ type, connected }: PortMarkProps) {
  return (
    <svg
      viewBox="0 0 12 12"
      className={`pointer-events-none size-3 overflow-visible stroke-[1.75] ${type ? portColours[type] : 'text-err'} ${connected ? 'fill-current' : 'fill-card'}`}
      stroke="currentColor"
      aria-hidden="true"
    >
      {type ? shapes[type] : <path d="M2 2l8 8M10 2l-8 8" strokeLinecap="round" />}
    </svg>
  )
}
