import { useTranslation } from 'react-i18next'
import type { Resolution } from '../../../nodes/models.ts'
import { selectNeed, selectOffers, useStore } from '../../store/index.ts'
import { Select } from '../../ui/Select.tsx'
import { Switch } from '../../ui/Switch.tsx'
import { offeredBy, type Offered } from './offered.ts'

const UNSET = 'unset'

interface OfferedFieldProps<V> {
  readonly nodeId: string
  readonly label: string
  readonly value: V | undefined
  readonly onChange: (value: V | undefined) => void
}

/** Only what the model of the node has, and to leave it to the model. */
export function ResolutionField({ nodeId, label, value, onChange }: OfferedFieldProps<Resolution>) {
  const { t } = useTranslation(['panels', 'nodes'])
  const offered = useOffered(nodeId)?.resolutions ?? []
  // What was asked of another model stays in the node, and is rounded.
  const names = value === undefined || offered.includes(value) ? offered : [value, ...offered]
  const options = [
    { value: UNSET, label: t('nodes:unset.resolution') },
    ...names.map((name) => ({ value: name, label: name })),
  ]
  return (
    <Select
      label={label}
      value={value ?? UNSET}
      options={options}
      onChange={(next) => onChange(next === UNSET ? undefined : (next as Resolution))}
      hint={offered.length === 0 ? t('inspector.onlyAuto') : undefined}
    />
  )
}

/** A switch where there is something to switch; else a word about what the model does. */
export function SoundField({ nodeId, label, value, onChange }: OfferedFieldProps<boolean>) {
  const { t } = useTranslation('panels')
  const sound = useOffered(nodeId)?.sound ?? 'open'
  const fixed = sound === 'always' || sound === 'none'
  const set = (on: boolean) => onChange(on || undefined)
  return (
    <div className="flex flex-col">
      {(!fixed || value === true) && <Switch label={label} checked={value === true} onChange={set} />}
      {fixed && (
        <p className="text-12 text-text-3">
          {t(sound === 'always' ? 'inspector.soundAlways' : 'inspector.soundNone')}
        </p>
      )}
    </div>
  )
}

function useOffered(nodeId: string): Offered | undefined {
  const offers = useStore(selectOffers)
  const need = useStore((state) => selectNeed(state, nodeId))
  return need && offeredBy(need.model, need.mode, offers)
}
