import { useTranslation } from 'react-i18next'
import { adjustmentWords } from '../../i18n/quote-words.ts'
import { aboutText } from '../../i18n/money-words.ts'
import { modelTitle } from '../../i18n/node-words.ts'
import { selectNeed, selectOffers, useStore } from '../../store/index.ts'
import type { NodeView } from '../../store/types.ts'
import { Button } from '../../ui/Button.tsx'
import { act } from '../act.ts'
import { otherModels } from './other-models.ts'
import { Section } from './Section.tsx'

/** What the model makes of the settings, before anything is sent; or, where it is gone, what could take its place. */
export function ModelNotes({ view }: { readonly view: NodeView }) {
  const { quote } = view
  if (!quote) return null
  const code = quote.ok ? undefined : quote.error.code
  if (code === 'model_retired' || code === 'model_unknown') return <Instead view={view} />
  return <Adjusted view={view} />
}

function Adjusted({ view: { quote } }: { readonly view: NodeView }) {
  const { t } = useTranslation(['panels', 'nodes'])
  const lines = (quote?.adjustments ?? []).flatMap((one) => adjustmentWords(one) ?? [])
  if (!quote?.model || lines.length === 0) return null
  return (
    <Section title={t('nodes:quote.notes', { model: modelTitle(quote.model) })}>
      <Lines lines={lines} />
    </Section>
  )
}

function Lines({ lines }: { readonly lines: readonly string[] }) {
  return (
    <ul className="tabular flex list-disc flex-col gap-0.5 pl-4 text-12 text-text-2">
      {lines.map((line) => (
        <li key={line}>{line}</li>
      ))}
    </ul>
  )
}

function Instead({ view: { node, quote } }: { readonly view: NodeView }) {
  const { t } = useTranslation(['panels', 'nodes'])
  const offers = useStore(selectOffers)
  const need = useStore((state) => selectNeed(state, node.id))
  if (!need || !quote) return null
  const from = quote.model
  const gone = from
    ? t('nodes:quote.endedOn', { model: modelTitle(from), on: from.lifecycle.on ?? '' })
    : t('nodes:quote.goneNow', { model: need.model })
  return (
    <Section title={t('nodes:quote.instead')}>
      <p className="text-12 text-text-2">{gone}</p>
      <ul className="flex flex-col gap-2">
        {otherModels(need, from, offers).map(({ model, changes, usd }) => {
          const cost = usd === undefined ? t('cost.unknown') : aboutText(usd)
          const lines = changes.flatMap((change) => adjustmentWords(change) ?? [])
          return (
            <li key={model.id} className="flex flex-col items-start gap-1">
              <Button size="compact" onClick={() => act().setParam(node.id, 'model', model.id)}>
                {t('nodes:quote.useCost', { model: modelTitle(model), cost })}
              </Button>
              {lines.length > 0 ? (
                <Lines lines={lines} />
              ) : (
                <p className="text-12 text-text-3">{t('nodes:quote.keepsAll')}</p>
              )}
            </li>
          )
        })}
      </ul>
    </Section>
  )
}
