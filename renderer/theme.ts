import type { Settings } from '../nodes/contract/records.ts'

const light = typeof matchMedia === 'undefined' ? undefined : matchMedia('(prefers-color-scheme: light)')
let pinned: Settings['theme'] = 'system'

light?.addEventListener('change', () => show())

/** Shows the theme of the settings; `system` follows the system, also when that changes while the window is open. */
export function applyTheme(theme: Settings['theme']): void {
  pinned = theme
  // public/first-paint.js reads it before the settings can arrive.
  localStorage.setItem('sceneloom.theme', theme)
  show()
}

function show(): void {
  const shown = pinned === 'system' ? (light?.matches ? 'light' : 'dark') : pinned
  document.documentElement.dataset['theme'] = shown
}
