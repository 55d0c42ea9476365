import type { MediaFilter } from '../../nodes/contract/library.ts'
import type { Tag } from '../../nodes/tags.ts'
import { i18n, translate } from '../i18n/index.ts'
import { moneyText } from '../i18n/money-words.ts'
import { modelTitle, providerTitle } from '../i18n/node-words.ts'
import { act } from '../panels/act.ts'
import { sameRange, stretches, type Chip, type Range } from './query.ts'

/** “Character: Lin”; a role without a name is its own name, and so is a plain tag. */
export function tagText({ kind, name }: Tag): string {
  if (kind === 'tag') return name
  if (kind === 'auto') return autoTagText(name)
  const role = translate(`library:tagKinds.${kind}`)
  return name === '' ? role : translate('library:tagNamed', { kind: role, name })
}

/** The words of the app's own tags; names of providers, models and workflows are names. */
function autoTagText(name: string): string {
  const key = `library:autoTags.${name}`
  if (i18n.exists(key)) return (i18n.t as (key: string) => string)(key)
  const model = act().models.find(({ id }) => id === name)
  if (model) return modelTitle(model)
  const maker = act().models.find(({ provider }) => provider === name)
  return maker ? providerTitle(maker) : name
}

export function providerText(provider: string): string {
  const known = act().models.find((model) => model.provider === provider)
  return providerTitle(known ?? { provider, providerTitle: provider })
}

/** `model` with or without its provider before it. */
export function modelText(model: string): string {
  const known = act().models.find(({ id }) => id === model || id.endsWith(`/${model}`))
  return known ? modelTitle(known) : model
}

type Measured = 'seconds' | 'shortSide' | 'usd' | 'created'

export function rangeText(field: Measured, range: Range): string {
  const { from, to } = range
  if (field === 'created') return datesText(range)
  if (field === 'usd' && to === 0) return translate('library:ranges.usd.free')
  const known = field === 'shortSide' && stretches.shortSide.findIndex((one) => sameRange(one, range))
  if (typeof known === 'number' && known !== -1) {
    return translate(`library:resolutions.${(['small', 'hd', 'fullHd', 'uhd'] as const)[known]!}`)
  }
  const say = (value: number) => (field === 'usd' ? moneyText(value) : String(value))
  const words = { from: say(from ?? 0), to: say(to ?? 0) }
  if (from === undefined || (field === 'usd' && from < 0.01)) {
    return translate(`library:ranges.${field}.under`, words)
  }
  return translate(`library:ranges.${field}.${to === undefined ? 'over' : 'between'}`, words)
}

function datesText({ from, to }: Range): string {
  const format = new Intl.DateTimeFormat(i18n.language, { dateStyle: 'medium' })
  if (to === undefined) return translate('library:ranges.created.since', { date: format.format(from) })
  if (from === undefined) return translate('library:ranges.created.until', { date: format.format(to) })
  return translate('library:ranges.created.between', { from: format.format(from), to: format.format(to) })
}

export function chipText(filter: MediaFilter, chip: Chip): string {
  switch (chip.field) {
    case 'orientation':
      return translate(`library:orientations.${filter.orientation ?? 'portrait'}`)
    case 'seconds':
    case 'shortSide':
    case 'usd':
    case 'created':
      return rangeText(chip.field, filter[chip.field] ?? {})
    case 'recent':
      return translate(`library:spans.${filter.recent ?? 'today'}`)
    case 'missing':
      return translate('library:filter.missing')
    case 'workflow':
      return nameIn('workflows', filter.workflow) ?? translate('library:filter.workflow')
    case 'collection':
      return nameIn('collections', filter.collection) ?? translate('library:filter.collection')
    case 'sources':
      return translate(`library:sources.${chip.value}`)
    case 'providers':
      return providerText(chip.value)
    case 'models':
      return modelText(chip.value)
    case 'aspects':
      return chip.value
    case 'tags':
      return tagText(chip.value)
  }
}

function nameIn(list: 'workflows' | 'collections', id: string | undefined): string | undefined {
  return act().facets?.[list].find((one) => one.id === id)?.name
}
