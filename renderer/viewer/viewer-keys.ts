export type ViewerAction =
  | 'toggle'
  | 'back'
  | 'stop'
  | 'forward'
  | 'frame-back'
  | 'frame-forward'
  | 'second-back'
  | 'second-forward'
  | 'start'
  | 'end'
  | 'full-screen'
  | 'go-to'
  | 'take-before'
  | 'take-after'
  | 'louder'
  | 'quieter'
  | 'favourite'

interface KeyPress {
  readonly code: string
  readonly shiftKey: boolean
  readonly altKey: boolean
  readonly ctrlKey: boolean
  readonly metaKey: boolean
}

const plain: Readonly<Record<string, ViewerAction>> = {
  Space: 'toggle',
  KeyJ: 'back',
  KeyK: 'stop',
  KeyL: 'forward',
  ArrowLeft: 'frame-back',
  ArrowRight: 'frame-forward',
  Comma: 'frame-back',
  Period: 'frame-forward',
  Home: 'start',
  End: 'end',
  KeyF: 'full-screen',
  KeyG: 'go-to',
  BracketLeft: 'take-before',
  BracketRight: 'take-after',
  KeyS: 'favourite',
}
const withShift: Readonly<Record<string, ViewerAction>> = {
  ArrowLeft: 'second-back',
  ArrowRight: 'second-forward',
  Comma: 'second-back',
  Period: 'second-forward',
}
const withAlt: Readonly<Record<string, ViewerAction>> = { ArrowUp: 'louder', ArrowDown: 'quieter' }

/** By physical key, so that an editor's hands work in every keyboard layout. */
export function viewerAction({
  code,
  shiftKey,
  altKey,
  ctrlKey,
  metaKey,
}: KeyPress): ViewerAction | undefined {
  if (ctrlKey || metaKey) return undefined
  if (altKey) return shiftKey ? undefined : withAlt[code]
  return (shiftKey ? withShift : plain)[code]
}
