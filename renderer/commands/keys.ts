/** Key combinations, as "Mod+Shift+KeyZ": modifiers in any order, the physical key last. */
interface KeyPress {
  readonly code: string
  readonly ctrlKey: boolean
  readonly metaKey: boolean
  readonly shiftKey: boolean
  readonly altKey: boolean
}

type Platform = 'darwin' | 'linux' | 'win32'

/** The combination that was pressed, spelled as the registry spells it. */
export function pressed(event: KeyPress, platform: Platform): string {
  const mod = platform === 'darwin' ? event.metaKey : event.ctrlKey
  // Ctrl on macOS and the Windows key elsewhere belong to the system.
  const foreign = platform === 'darwin' ? event.ctrlKey : event.metaKey
  const parts = [
    foreign && 'Foreign',
    mod && 'Mod',
    event.altKey && 'Alt',
    event.shiftKey && 'Shift',
    plainCode(event.code),
  ]
  return parts.filter(Boolean).join('+')
}

/** Any order of modifiers, one spelling. */
export function normalised(keys: string): string {
  const parts = keys.split('+')
  const order = ['Mod', 'Alt', 'Shift'].filter((modifier) => parts.includes(modifier))
  return [...order, plainCode(parts.at(-1)!)].join('+')
}

/** As it is printed on the person's keyboard. */
export function keysText(keys: string, platform: Platform): string {
  const parts = normalised(keys).split('+')
  const names = parts.map((part) => modifierName(part, platform) ?? keyName(part, platform))
  return platform === 'darwin' ? names.join('') : names.join('+')
}

/** The number pad is another way to the same keys. */
function plainCode(code: string): string {
  if (code === 'NumpadEnter') return 'Enter'
  if (code === 'NumpadAdd') return 'Equal'
  if (code === 'NumpadSubtract') return 'Minus'
  return code.replace(/^Numpad(?=\d$)/, 'Digit')
}

function modifierName(part: string, platform: Platform): string | undefined {
  const mac: Readonly<Record<string, string>> = { Mod: '⌘', Alt: '⌥', Shift: '⇧' }
  const other: Readonly<Record<string, string>> = { Mod: 'Ctrl', Alt: 'Alt', Shift: 'Shift' }
  return (platform === 'darwin' ? mac : other)[part]
}

const names: Readonly<Record<string, string>> = {
  ArrowUp: '↑',
  ArrowDown: '↓',
  ArrowLeft: '←',
  ArrowRight: '→',
  BracketLeft: '[',
  BracketRight: ']',
  Comma: ',',
  Period: '.',
  Slash: '/',
  Equal: '+',
  Minus: '−',
  Quote: "'",
  Escape: 'Esc',
  Space: 'Space',
}

function keyName(code: string, platform: Platform): string {
  if (platform === 'darwin' && code === 'Backspace') return '⌫'
  return names[code] ?? code.replace(/^(Key|Digit)/, '')
}
