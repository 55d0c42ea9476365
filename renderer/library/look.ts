import { useStore } from '../store/index.ts'
import type { MediaGrouping } from '../../nodes/contract/library.ts'
import { keepLayout } from '../panels/use-layout.ts'

export const tileSizes = ['small', 'medium', 'large', 'list'] as const
export type TileSize = (typeof tileSizes)[number]

interface Look {
  readonly tile: TileSize
  readonly group: MediaGrouping | undefined
  /** In the full view, which has room for them. */
  readonly sidebar: boolean
  readonly details: boolean
}

const plain = { tile: 'medium', group: 'none', sidebar: true, details: true }

/** How this machine likes its library; it says nothing about what is in it. */
export function useLook(): Look {
  const kept = useStore((state) => state.settings.layout['library'])
  return lookFrom(kept)
}

export function groupNow(): MediaGrouping | undefined {
  return lookFrom(useStore.getState().settings.layout['library']).group
}

export function changeLook(
  change: Partial<{ tile: TileSize; group: MediaGrouping | 'none'; sidebar: boolean; details: boolean }>,
): void {
  keepLayout('library', {
    ...plain,
    ...(useStore.getState().settings.layout['library'] as object),
    ...change,
  })
}

function lookFrom(kept: unknown): Look {
  const look = { ...plain, ...(typeof kept === 'object' ? kept : undefined) }
  return {
    tile: tileSizes.find((size) => size === look.tile) ?? 'medium',
    group: look.group === 'day' || look.group === 'node' ? look.group : undefined,
    sidebar: look.sidebar !== false,
    details: look.details !== false,
  }
}

interface TileShape {
  /** About as wide as this; the last pixels are shared out. */
  readonly width: number
  /** Of the picture's frame, as a part of the width. */
  readonly tall: number
  /** A line with the name under it. */
  readonly caption: number
  readonly gap: number
}

export const tileShapes: Readonly<Record<Exclude<TileSize, 'list'>, TileShape>> = {
  small: { width: 64, tall: 1.2, caption: 0, gap: 4 },
  medium: { width: 96, tall: 1.2, caption: 22, gap: 8 },
  large: { width: 168, tall: 1.15, caption: 22, gap: 10 },
}
export const LIST_ROW = 36
export const HEAD = 28
