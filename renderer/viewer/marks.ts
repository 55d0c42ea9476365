import { create } from 'zustand'
import type { Marks } from './player.ts'

const none: Marks = {}

/** The stretch that is looked at again and again, by what it belongs to: a film's node, or a file. */
export const useMarked = create<{ readonly of: Readonly<Record<string, Marks>> }>(() => ({ of: {} }))

export function useMarks(id: string): Marks {
  return useMarked((state) => state.of[id] ?? none)
}

export function marksOf(id: string): Marks {
  return useMarked.getState().of[id] ?? none
}

/** A mark that would turn the stretch around takes the other one away. */
export function setMark(id: string, edge: 'in' | 'out', frame: number | undefined): void {
  const next: Marks = { ...marksOf(id), [edge]: frame }
  const turned = next.in !== undefined && next.out !== undefined && next.in >= next.out
  const marks: Marks = turned ? { [edge]: frame } : next
  useMarked.setState(({ of }) => ({ of: { ...of, [id]: marks } }))
}

export function clearMarks(id: string): void {
  useMarked.setState(({ of }) => ({ of: { ...of, [id]: none } }))
}
