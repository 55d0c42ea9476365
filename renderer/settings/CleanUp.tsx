import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { cleanings, type Cleaning, type CleaningPlan } from '../../nodes/contract/keeping.ts'
import { act } from '../panels/act.ts'
import { Button } from '../ui/Button.tsx'
import { Checkbox } from '../ui/Checkbox.tsx'
import { NumberField } from '../ui/NumberField.tsx'
import { CleaningTable } from './CleaningTable.tsx'
import { Group } from './Group.tsx'

const DAYS = 30
const atFirst: readonly Cleaning[] = ['unused-takes', 'previews', 'measures']

type State = 'choosing' | 'looking' | 'cleaning'

/** What is to go, from how old on; then what that would be, and only then the button that does it. */
export function CleanUp() {
  const { t } = useTranslation('storage')
  const [chosen, setChosen] = useState<readonly Cleaning[]>(atFirst)
  const [days, setDays] = useState(DAYS)
  const [plan, setPlan] = useState<CleaningPlan>()
  const [state, setState] = useState<State>('choosing')
  const look = async () => {
    setState('looking')
    // In their order on screen, whatever was ticked first.
    const what = cleanings.filter((one) => chosen.includes(one))
    setPlan(await act().planCleaning({ what, days }))
    setState('choosing')
  }
  const perform = async () => {
    if (!plan) return
    setState('cleaning')
    await act().cleanUp(plan.id)
    setPlan(undefined)
    setState('choosing')
  }
  const nothing = chosen.length === 0 ? t('chooseFirst') : undefined
  const busy = state === 'looking' ? t('looking') : state === 'cleaning' ? t('cleaning') : undefined
  return (
    <Group title={t('clean')} why={t('cleanWhy')}>
      <Choices
        chosen={chosen}
        onChange={(next) => {
          setChosen(next)
          setPlan(undefined)
        }}
      />
      <div className="flex items-end gap-2">
        <div className="w-40">
          <NumberField
            label={t('olderThan')}
            value={days}
            min={0}
            max={3_650}
            unit={t('days')}
            onChange={(next) => {
              setDays(Math.round(next))
              setPlan(undefined)
            }}
          />
        </div>
        <Button disabledReason={nothing ?? busy} onClick={() => void look()}>
          {t('look')}
        </Button>
        <p role="status" className="self-center text-text-2">
          {busy}
        </p>
      </div>
      {plan && <CleaningTable plan={plan} busy={busy} onPerform={() => void perform()} />}
    </Group>
  )
}

interface ChoicesProps {
  readonly chosen: readonly Cleaning[]
  readonly onChange: (chosen: readonly Cleaning[]) => void
}

function Choices({ chosen, onChange }: ChoicesProps) {
  const { t } = useTranslation('storage')
  return (
    <div className="flex flex-col gap-1.5">
      {cleanings.map((what) => (
        <Checkbox
          key={what}
          label={t(`what.${what}`)}
          hint={t(`why.${what}`)}
          checked={chosen.includes(what)}
          onChange={(checked) =>
            onChange(checked ? [...chosen, what] : chosen.filter((other) => other !== what))
          }
        />
      ))}
    </div>
  )
}
