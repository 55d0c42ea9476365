import { createInstance, type i18n as I18n } from 'i18next'
import { initReactI18next } from 'react-i18next'
import { periods } from '../../nodes/contract/money.ts'
import { errorTable } from '../../nodes/error-table.ts'
import { fillIn, toWire, type ErrorDetails, type WireError } from '../../nodes/errors.ts'
import type { Settings } from '../../nodes/contract/records.ts'
import { en } from './en/index.ts'
import { formatUsd } from './usd.ts'
import { zhHans } from './zh-Hans/index.ts'
import { things } from './zh-Hans/things.ts'

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'canvas'
    resources: typeof en
    interpolationPrefix: '{'
    interpolationSuffix: '}'
  }
}

export type Language = Exclude<Settings['language'], 'system'>

/** The language files. A namespace is one line in each language's index; the types hold them to the same keys. */
export const resources = { en, 'zh-Hans': zhHans }

export const i18n: I18n = createInstance()

void i18n.use(initReactI18next).init({
  lng: resolveLanguage('system'),
  fallbackLng: 'en',
  defaultNS: 'canvas',
  resources,
  // Same braces as the error table, so that its rows can be translated as they stand. React escapes by itself.
  interpolation: { prefix: '{', suffix: '}', escapeValue: false },
  // Chinese puts nothing between two sentences.
  returnEmptyString: true,
  initAsync: false,
})

/** For code outside components; inside, `useTranslation('canvas')` follows a change of language. */
export const translate = i18n.t

export function changeLanguage(language: Settings['language']): void {
  const resolved = resolveLanguage(language)
  if (resolved !== i18n.language) void i18n.changeLanguage(resolved)
  // Han glyphs differ between languages, and the browser picks them by this attribute.
  if (typeof document !== 'undefined') document.documentElement.lang = resolved
}

export function currentLanguage(): Language {
  return i18n.language === 'zh-Hans' ? 'zh-Hans' : 'en'
}

export function resolveLanguage(language: Settings['language']): Language {
  if (language !== 'system') return language
  const preferred = typeof navigator === 'undefined' ? 'en' : navigator.language
  return preferred.toLowerCase().startsWith('zh') ? 'zh-Hans' : 'en'
}

/** What the person reads about an error, in their language; English where a translation is missing. */
export function errorText(error: unknown): string {
  const { code, details } = isWire(error) ? error : toWire(error)
  const key = `errors:${code}`
  const template = i18n.exists(key, { fallbackLng: [] })
    ? String(i18n.getResource(i18n.language, 'errors', code))
    : errorTable[code].text
  const said = spoken(template.endsWith('{reason}') ? details : withoutStop(details))
  return fillIn(withThing(template, said), said)
}

/** A file is named as it is called, with room around it; what the app says for it needs none in Chinese. */
function withThing(template: string, { what }: ErrorDetails): string {
  if (typeof what !== 'string' || currentLanguage() !== 'zh-Hans' || !Object.hasOwn(things, what))
    return template
  return template.replace(/ ?\{what\} ?/, things[what]!)
}

/** A provider's own sentence, where ours goes on behind it. */
function withoutStop(details: ErrorDetails): ErrorDetails {
  const { reason } = details
  return typeof reason === 'string' ? { ...details, reason: reason.replace(/[.。]\s*$/u, '') } : details
}

/** Amounts and periods travel bare; how they are said is the language's business. */
function spoken(details: ErrorDetails): ErrorDetails {
  return Object.fromEntries(
    Object.entries(details).map(([name, value]) => {
      if ((name === 'cost' || name === 'left') && typeof value === 'number')
        return [name, formatUsd(value, i18n.language)]
      const period = name === 'period' ? periods.find((known) => known === value) : undefined
      return [name, period ? translate(`money:limitOf.${period}`) : value]
    }),
  )
}

/** An error as it came over the wire, such as that of a node of a run. */
function isWire(error: unknown): error is WireError {
  if (typeof error !== 'object' || error === null || !('code' in error) || !('details' in error)) return false
  return typeof error.code === 'string' && Object.hasOwn(errorTable, error.code)
}
