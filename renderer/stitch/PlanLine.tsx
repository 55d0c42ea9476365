import { Popover } from '@base-ui/react/popover'
import {
  Check,
  CircleAlert,
  Copy,
  Film as FilmIcon,
  RefreshCw,
  Scissors,
  type LucideIcon,
} from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { FilmPlan, ShotAction } from '../../nodes/cut/film-plan.ts'
import { framesToSeconds } from '../../nodes/cut/layout.ts'
import { useStore } from '../store/index.ts'
import type { Film } from '../store/film.ts'
import type { FilmOutlook } from '../store/types.ts'
import { bytesText } from '../viewer/facts.ts'
import { selectShot } from './edit-shots.ts'
import { planLine, reasonText } from './plan-words.ts'
import { secondsText, shotName } from './shot-words.ts'

const icons: Readonly<Record<ShotAction, LucideIcon>> = {
  copy: Copy,
  partly: Scissors,
  conform: RefreshCw,
  encode: FilmIcon,
}

/** What rendering would do, before it is done; pressed, shot by shot. */
export function PlanLine({ film }: { readonly film: Film }) {
  const { t } = useTranslation('stitch')
  const outlook = useStore((state) => state.filmPlans[film.nodeId])
  const line = planLine(outlook, film)
  const Icon = outlook?.error ? CircleAlert : outlook?.plan?.mode === 'copy' ? Check : FilmIcon
  return (
    <Popover.Root>
      <Popover.Trigger
        aria-label={t('plan.open', { line })}
        disabled={!outlook?.plan}
        className="flex min-h-6 min-w-0 shrink items-center gap-1.5 rounded-4 px-1.5 text-12 text-text-2 hover:bg-card hover:text-text-1 data-popup-open:bg-card"
      >
        <Icon
          className={`size-3.5 shrink-0 ${outlook?.error ? 'text-err' : outlook?.plan?.mode === 'copy' ? 'text-ok' : ''}`}
        />
        <span className="truncate" title={line}>
          {line}
        </span>
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Positioner side="top" align="start" sideOffset={6} collisionPadding={8} className="z-60">
          <Popover.Popup className="appear flex max-h-(--available-height) w-120 max-w-(--available-width) flex-col gap-3 overflow-y-auto rounded-8 border border-line bg-overlay p-3 text-13 shadow-overlay outline-none">
            <Popover.Title className="font-semibold">{t('plan.title')}</Popover.Title>
            {outlook?.plan && <Plan plan={outlook.plan} outlook={outlook} film={film} />}
          </Popover.Popup>
        </Popover.Positioner>
      </Popover.Portal>
    </Popover.Root>
  )
}

interface PlanProps {
  readonly plan: FilmPlan
  readonly outlook: FilmOutlook
  readonly film: Film
}

function Plan({ plan, outlook, film }: PlanProps) {
  const { t, i18n } = useTranslation('stitch')
  const rate = new Intl.NumberFormat(i18n.language, { maximumFractionDigits: 3 }).format(
    plan.fps.num / plan.fps.den,
  )
  const { width, height, codec } = plan
  const facts = [
    [t('plan.mode'), t(`plan.modes.${plan.mode}`)],
    [t('plan.result'), t('plan.size', { width, height, fps: rate, codec: codecName(codec) })],
    [t('plan.length'), secondsText(framesToSeconds(plan.frames, plan.fps))],
    [t('plan.sound'), t(`plan.sounds.${plan.sound.action}`)],
    [t('plan.bytes'), bytesText(plan.bytes, i18n.language)],
  ]
  return (
    <>
      <dl className="grid grid-cols-[auto_1fr] gap-x-4 gap-y-1">
        {facts.map(([term, value]) => (
          <div key={term} className="contents">
            <dt className="text-text-3">{term}</dt>
            <dd className="tabular select-text">{value}</dd>
          </div>
        ))}
      </dl>
      <Reasons reasons={[...plan.reasons, ...plan.sound.reasons]} shots={outlook.shots} />
      <ol className="flex flex-col border-t border-line pt-2">
        {plan.shots.map((shot, place) => (
          <PlannedShot
            key={outlook.shots[place]}
            shot={shot}
            place={place}
            plan={plan}
            outlook={outlook}
            film={film}
          />
        ))}
      </ol>
    </>
  )
}

interface PlannedShotProps extends PlanProps {
  readonly shot: FilmPlan['shots'][number]
  readonly place: number
}

function PlannedShot({ shot, place, plan, outlook, film }: PlannedShotProps) {
  const { t } = useTranslation('stitch')
  const index = outlook.shots[place] ?? place
  const shown = film.shots[index]
  const join = plan.joins[place]
  const Icon = icons[shot.action]
  return (
    <li>
      <button
        type="button"
        className="flex min-h-7 w-full items-center gap-2 rounded-4 px-1 text-left hover:bg-text-1/8"
        onClick={() => selectShot(index)}
      >
        <span className="tabular w-6 text-right text-text-3">{index + 1}</span>
        <span className="min-w-0 grow truncate">{shown && shotName(shown)}</span>
        <span className="tabular flex shrink-0 items-center gap-1.5 text-12 text-text-2">
          <Icon className="size-3.5" />
          {t(`plan.action.${shot.action}`, { frames: shot.encodedFrames })}
        </span>
      </button>
      <div className="pl-9">
        <Reasons reasons={shot.reasons} shots={outlook.shots} />
        {join && join.kind !== 'cut' && (
          <p className="text-12 text-text-3">
            {t('plan.join', { kind: t(`joins.${join.kind}`), frames: join.frames })}
          </p>
        )}
      </div>
    </li>
  )
}

function Reasons({
  reasons,
  shots,
}: {
  readonly reasons: FilmPlan['reasons']
  readonly shots: readonly number[]
}) {
  if (reasons.length === 0) return null
  return (
    <ul className="text-12 text-text-2 select-text">
      {reasons.map((reason) => (
        <li key={JSON.stringify([reason.code, reason.values])}>{reasonText(reason, shots)}</li>
      ))}
    </ul>
  )
}

/** As people write it. */
function codecName(codec: string): string {
  return { h264: 'H.264', hevc: 'HEVC', av1: 'AV1', vp9: 'VP9' }[codec] ?? codec
}
