import type { Wording } from '../../nodes/models.ts'
import { styles } from '../../nodes/prompts/styles.ts'
import { templates } from '../../nodes/prompts/templates.ts'
import { i18n } from './index.ts'

export type WordingKind = 'styles' | 'templates'

/** What comes with the app, beside the person's own. */
export const builtInWordings: Readonly<Record<WordingKind, readonly Wording[]>> = { styles, templates }

/** What a style or template is called: a built-in one in the language of the window, the person's own as they named it. */
export function wordingName(kind: WordingKind, { name, words }: Wording): string {
  const builtIn = builtInWordings[kind].some((known) => known.name === name && known.words === words)
  const key = `settings:wording.${kind === 'styles' ? 'styleNames' : 'templateNames'}.${name}`
  // Keys are made from names of the lists, so they are not typed.
  return builtIn && i18n.exists(key) ? (i18n.t as (key: string) => string)(key) : name
}
