import { readFileSync, writeFileSync } from 'node:fs'
import type { Rectangle } from 'electron'

export interface WindowState {
  readonly bounds: Rectangle
  readonly maximized: boolean
}

const PREFERRED = { width: 1440, height: 900 }
export const SMALLEST = { width: 1024, height: 640 }

/** Where the window was, as long as a screen still shows that place; otherwise in the middle of the first. */
export function placeWindow(saved: WindowState | undefined, screens: readonly Rectangle[]): WindowState {
  const [first] = screens
  const screen = saved && screens.find((area) => shows(area, saved.bounds))
  if (saved && screen) return saved
  if (!first) return { bounds: { x: 0, y: 0, ...PREFERRED }, maximized: false }
  const width = Math.min(PREFERRED.width, first.width)
  const height = Math.min(PREFERRED.height, first.height)
  const bounds = {
    x: Math.round(first.x + (first.width - width) / 2),
    y: Math.round(first.y + (first.height - height) / 2),
    width,
    height,
  }
  return { bounds, maximized: saved?.maximized ?? false }
}

/** Enough of the title bar to take hold of it. */
function shows(screen: Rectangle, bounds: Rectangle): boolean {
  const seen = Math.min(screen.x + screen.width, bounds.x + bounds.width) - Math.max(screen.x, bounds.x)
  return seen >= 100 && bounds.y >= screen.y - 10 && bounds.y < screen.y + screen.height - 50
}

export function readWindowState(file: string): WindowState | undefined {
  try {
    const { bounds, maximized } = JSON.parse(readFileSync(file, 'utf8')) as WindowState
    const numbers = [bounds.x, bounds.y, bounds.width, bounds.height]
    if (!numbers.every(Number.isInteger) || bounds.width < 1 || bounds.height < 1) return undefined
    return { bounds, maximized: maximized === true }
  } catch {
    return undefined
  }
}

/** A place that cannot be remembered is no reason to bother anyone. */
export function writeWindowState(file: string, state: WindowState): void {
  try {
    writeFileSync(file, JSON.stringify(state))
  } catch {
    return
  }
}
