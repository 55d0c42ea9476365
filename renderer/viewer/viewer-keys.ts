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
  | 'cut-before'
  | 'cut-after'
  | 'mark-in'
  | 'mark-out'
  | 'clear-in'
  | 'clear-out'
  | 'clear-marks'
  | 'snapshot'
  | 'captions'
  | 'safe-areas'
  | 'ground'
  | 'compare'
  | 'receipt'

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
  ArrowUp: 'cut-before',
  ArrowDown: 'cut-after',
  KeyI: 'mark-in',
  KeyO: 'mark-out',
  KeyC: 'captions',
  KeyA: 'safe-areas',
  KeyB: 'ground',
  KeyV: 'compare',
  KeyW: 'receipt',
}
const withShift: Readonly<Record<string, ViewerAction>> = {
  ArrowLeft: 'second-back',
  ArrowRight: 'second-forward',
  Comma: 'second-back',
  Period: 'second-forward',
  KeyC: 'snapshot',
}
const withAlt: Readonly<Record<string, ViewerAction>> = {
  ArrowUp: 'louder',
  ArrowDown: 'quieter',
  KeyI: 'clear-in',
  KeyO: 'clear-out',
  KeyX: 'clear-marks',
}

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
