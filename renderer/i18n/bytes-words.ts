import { bytesText } from '../viewer/facts.ts'
import { i18n } from './index.ts'

/** A size in the language of the window. */
export function bytesWords(bytes: number): string {
  return bytesText(bytes, i18n.language)
}
