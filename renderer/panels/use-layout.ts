import { useStore } from '../store/index.ts'

/**
 * One value of the layout, kept in the library: sizes of docks, the volume. Whatever was kept and does not have
 * the shape of `fallback` counts as nothing.
 */
export function useLayout<T>(key: string, fallback: T): readonly [T, (value: T) => void] {
  const kept = useStore((state) => state.settings.layout[key])
  return [sameShape(kept, fallback) ? kept : fallback, (value) => keepLayout(key, value)]
}

export function keepLayout(key: string, value: unknown): void {
  const { settings, changeSettings } = useStore.getState()
  void changeSettings({ layout: { ...settings.layout, [key]: value } })
}

function sameShape<T>(value: unknown, model: T): value is T {
  if (typeof value !== typeof model || value === null || Array.isArray(value) !== Array.isArray(model))
    return false
  if (typeof model !== 'object' || model === null) return true
  return Object.entries(model).every(([key, part]) =>
    sameShape((value as Record<string, unknown>)[key], part),
  )
}
