import { chargeOf } from '../../nodes/money.ts'
import type { ErrorDetails } from '../../nodes/errors.ts'
import type { Lengths, ModelInfo, Price, Rate } from '../../nodes/models.ts'
import { i18n, translate } from './index.ts'
import { formatRate, formatUsd } from './usd.ts'

/** "$1.20", in the language of the window. */
export function moneyText(usd: number): string {
  return formatUsd(usd, i18n.language)
}

/** "about $1.20": money that is not spent yet. */
export function aboutText(usd: number): string {
  return usd === 0 ? translate('money:free') : translate('money:about', { cost: moneyText(usd) })
}

/** What became of the money, for behind an error's own sentence; undefined where none was at stake. */
export function chargeText(details: ErrorDetails): string | undefined {
  const charge = chargeOf(details)
  return charge && translate(`money:charge.${charge}`)
}

/** A price list in words, one line each: "720p: $0.05 a second". */
export function priceLines(price: Price | undefined): string[] {
  if (!price || price.rates.length === 0) return [translate('money:price.unknown')]
  if (price.rates.every(({ usd }) => usd === 0)) return [translate('money:free')]
  return price.rates.map((rate, index) => rateText(rate, index > 0))
}

/** Where a price comes from and from when: "Published price, seen 2026-11". */
export function priceSource({ source, asOf }: Price): string {
  return translate(`money:price.${source}`, { month: asOf })
}

/** A row counts where those before it do not: without a condition of its own it is for the rest. */
function rateText({ usd, per, resolution, audio, upToSeconds }: Rate, isLater: boolean): string {
  const amount = translate(per === 'second' ? 'money:price.perSecond' : 'money:price.perClip', {
    cost: formatRate(usd, i18n.language),
  })
  const conditions = [
    resolution,
    audio === undefined ? undefined : translate(audio ? 'money:price.sound' : 'money:price.silent'),
    upToSeconds === undefined ? undefined : translate('money:price.upTo', { seconds: upToSeconds }),
  ].filter((condition) => condition !== undefined)
  if (conditions.length === 0 && !isLater) return amount
  const when = conditions.join(translate('money:comma')) || translate('money:price.otherwise')
  return translate('money:price.when', { when, amount })
}

/** "1–10 s", or "5, 10 s" where only these can be had. */
export function lengthsText(lengths: Lengths): string {
  const seconds =
    'values' in lengths ? lengths.values.join(translate('money:comma')) : `${lengths.min}–${lengths.max}`
  return translate('money:seconds', { seconds })
}

/** What a model can be asked for, in words: modes, lengths, resolutions, sound. */
export function abilityTexts({ modes, seconds, resolutions, sound }: ModelInfo): string[] {
  const video = modes.some((mode) => mode !== 'text-to-image')
  return [
    modes.map((mode) => translate(`money:mode.${mode}`)).join(translate('money:comma')),
    seconds && lengthsText(seconds),
    resolutions.map(({ name }) => name).join(translate('money:comma')),
    video && translate(`money:sound.${sound}`),
  ].filter((text) => typeof text === 'string' && text !== '') as string[]
}
