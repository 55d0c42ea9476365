import type { Note } from '../../nodes/contract/notes.ts'
import { fillIn } from '../../nodes/errors.ts'
import { i18n, translate } from '../i18n/index.ts'

const tables = ['notes', 'sums', 'reasons'] as const

/** In the language of the window, without a full stop. */
export function noteText({ code, values, text }: Note): string {
  const known = tables
    .map((table): unknown => i18n.getResource(i18n.language, 'stitch', `${table}.${code}`))
    .find((template) => typeof template === 'string')
  return fillIn(typeof known === 'string' ? known : text, values)
}

export function noteSentence(note: Note): string {
  return translate('stitch:sentence', { text: noteText(note) })
}
