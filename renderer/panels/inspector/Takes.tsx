import { useTranslation } from 'react-i18next'
import type { Take } from '../../../nodes/takes.ts'
import { moneyText } from '../../i18n/money-words.ts'
import { useStore } from '../../store/index.ts'
import type { NodeView } from '../../store/types.ts'
import { Switch } from '../../ui/Switch.tsx'
import { act } from '../act.ts'
import { Poster } from '../left/MediaTile.tsx'
import { Section } from './Section.tsx'

/** Every result of a node, the one in use marked. Another choice turns what is behind it out of date. */
export function Takes({ view }: { readonly view: NodeView }) {
  const { t } = useTranslation('panels')
  const { node, takes, activeTake } = view
  if (takes.length === 0) {
    return (
      <Section title={t('inspector.takes')}>
        <p className="text-text-2">{t('inspector.noTakes')}</p>
      </Section>
    )
  }
  return (
    <Section title={t('inspector.takes')}>
      <div className="flex flex-wrap gap-1.5">
        {takes.map((take) => (
          <TakeButton key={take.mediaId} take={take} active={take.mediaId === activeTake?.mediaId} />
        ))}
      </div>
      <Switch
        label={t('inspector.keep')}
        checked={node.kept === true}
        onChange={(kept) => act().setKept(node.id, kept)}
      />
      <p className="-mt-2 text-12 text-text-3">{t('inspector.keepHint')}</p>
    </Section>
  )
}

function TakeButton({ take, active }: { readonly take: Take; readonly active: boolean }) {
  const { t } = useTranslation('panels')
  const media = useStore((state) => state.media[take.mediaId])
  const paid = media?.generation?.cost ? moneyText(media.generation.cost) : undefined
  const { number } = take
  const label =
    paid === undefined
      ? t(active ? 'inspector.chosen' : 'inspector.take', { number })
      : t(active ? 'inspector.takeCostInUse' : 'inspector.takeCost', { number, cost: paid })
  const choose = () => {
    act().chooseTake(take.nodeId, take.mediaId)
    act().view(take.mediaId, take.nodeId)
  }
  return (
    <button
      type="button"
      aria-pressed={active}
      aria-label={label}
      title={label}
      className="relative h-20 w-14 overflow-hidden rounded-4 bg-surround outline-offset-1 hover:brightness-110 aria-pressed:outline-2 aria-pressed:outline-accent"
      onClick={choose}
    >
      {media && <Poster media={media} />}
      <span className="tabular absolute bottom-0.5 left-0.5 rounded-4 bg-surround/75 px-1 text-11 text-on-surround">
        {number}
      </span>
      {paid !== undefined && (
        <span className="tabular absolute top-0.5 right-0.5 rounded-4 bg-surround/75 px-1 text-11 text-on-surround">
          {paid}
        </span>
      )}
    </button>
  )
}
