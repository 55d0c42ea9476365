import type { Wording } from '../../nodes/models.ts'
import { translate } from '../i18n/index.ts'
import { wordingName, type WordingKind } from '../i18n/wording-names.ts'
import { act } from '../panels/act.ts'

/** As many as the settings keep. */
export const MOST_WORDINGS = 200

/** Why a name cannot be given to the one at `index`. */
export function nameProblem(
  own: readonly Wording[],
  name: string,
  index: number,
): 'nameEmpty' | 'nameTaken' | undefined {
  const wanted = name.trim()
  if (wanted === '') return 'nameEmpty'
  return own.some((other, at) => at !== index && other.name === wanted) ? 'nameTaken' : undefined
}

/** "New style", "New style 2", … */
export function freeName(own: readonly Wording[], wanted: string): string {
  const taken = new Set(own.map(({ name }) => name))
  if (!taken.has(wanted)) return wanted
  let number = 2
  while (taken.has(`${wanted} ${number}`)) number++
  return `${wanted} ${number}`
}

export function addWording(kind: WordingKind): void {
  const own = act().settings[kind]
  keep(kind, [...own, { name: freeName(own, translate(`settings:wording.newName.${kind}`)), words: '' }])
}

export function copyWording(kind: WordingKind, wording: Wording): void {
  const own = act().settings[kind]
  const name = translate('settings:wording.copyName', { name: wordingName(kind, wording) })
  keep(kind, [...own, { name: freeName(own, name), words: wording.words }])
}

export function changeWording(kind: WordingKind, index: number, wording: Wording): void {
  keep(kind, act().settings[kind].with(index, wording))
}

export interface RemovedWording {
  readonly index: number
  readonly wording: Wording
}

export function removeWording(kind: WordingKind, index: number): void {
  keep(kind, act().settings[kind].toSpliced(index, 1))
}

/** Where it was, under its name or one that is free now. */
export function bringBack(kind: WordingKind, { index, wording }: RemovedWording): void {
  const own = act().settings[kind]
  keep(kind, own.toSpliced(index, 0, { ...wording, name: freeName(own, wording.name) }))
}

function keep(kind: WordingKind, wordings: Wording[]): void {
  void act().changeSettings({ [kind]: wordings })
}
