import { i18n, translate } from '../i18n/index.ts'
import { nameOf } from '../i18n/node-words.ts'
import type { FilmShot } from '../store/film.ts'
import { getStore } from '../store/index.ts'

/** What a shot is called: as its node, or as its card says. */
export function shotName({ shot, connection }: Pick<FilmShot, 'shot' | 'connection'>): string {
  if (shot.card) return shot.card.title || translate(`stitch:card.${shot.card.style}`)
  return connection ? nameOf(getStore().document, connection.from.node) : ''
}

/** "2.04 s" */
export function secondsText(seconds: number): string {
  const format = { style: 'unit', unit: 'second', unitDisplay: 'short', maximumFractionDigits: 2 } as const
  return new Intl.NumberFormat(i18n.language, format).format(seconds)
}

/** "+12", "−3" */
export function signed(value: number): string {
  return new Intl.NumberFormat(i18n.language, { signDisplay: 'always' }).format(value)
}
