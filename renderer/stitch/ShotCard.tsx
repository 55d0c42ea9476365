import { memo, useState, type MouseEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { framesToSeconds } from '../../nodes/cut/layout.ts'
import { nodeName } from '../i18n/node-words.ts'
import { useNodeView } from '../store/index.ts'
import type { Film, FilmShot } from '../store/film.ts'
import type { NodeView } from '../store/types.ts'
import { useStateWords } from '../ui/NodeStatePill.tsx'
import { StatePill } from '../ui/StatePill.tsx'
import { selectShot } from './edit-shots.ts'
import { MakeButton } from './MakeButton.tsx'
import { secondsText, shotName } from './shot-words.ts'
import { STRIP_PADDING, useStrip } from './strip.ts'
import { Thumbs } from './Thumbs.tsx'
import { TrimHandle } from './TrimHandle.tsx'
import { useMove } from './use-move.ts'

export interface ShotCardProps {
  readonly shot: FilmShot
  readonly film: Film
  readonly scale: number
  readonly frameAt: (clientX: number) => number
}

/** Narrower than this, only the pictures are shown. */
const ROOM_FOR_WORDS = 44
const ROOM_FOR_MARK = 24
const ROOM_FOR_STATE = 104
const ROOM_FOR_BUTTON = 176

export const ShotCard = memo(function ShotCard(props: ShotCardProps) {
  const { connection } = props.shot
  return connection ? (
    <ClipShot {...props} nodeId={connection.from.node} />
  ) : (
    <Body {...props} name={shotName(props.shot)} state={undefined} />
  )
})

function ClipShot({ nodeId, ...props }: ShotCardProps & { readonly nodeId: string }) {
  const view = useNodeView(nodeId)
  if (!view) return null
  return <StatedShot {...props} view={view} />
}

function StatedShot({ view, ...props }: ShotCardProps & { readonly view: NodeView }) {
  const state = useStateWords(view)
  const isFine = state.tone === 'ok' || (state.quiet && props.shot.media !== undefined)
  return <Body {...props} name={nodeName(view.node)} view={view} state={isFine ? undefined : state} />
}

interface BodyProps extends ShotCardProps {
  readonly name: string
  readonly view?: NodeView
  readonly state: ReturnType<typeof useStateWords> | undefined
}

function Body({ shot, film, scale, frameAt, name, view, state }: BodyProps) {
  const { t } = useTranslation('stitch')
  const { index, laid } = shot
  const selected = useStrip((strip) => strip.selected === index)
  const pushed = useStrip(({ trimming }) => (trimming && index >= trimming.index ? trimming.shift : 0))
  const move = useMove(shot, film, frameAt)
  const [near, setNear] = useState(false)
  const count = film.shots.length
  const width = Math.max(2, (laid.frames - laid.overlap) * scale)
  const overlapBefore = film.layout.shots[index - 1]?.overlap ?? 0
  const length = secondsText(framesToSeconds(laid.frames, film.layout.fps))
  const clip = t('clip', { number: index + 1, count, name, length })
  return (
    <li
      className={`group/shot absolute inset-y-0 py-1 ${selected ? 'z-10' : ''} ${move.by === undefined ? '' : 'z-20 opacity-80'}`}
      style={{ left: laid.start * scale + STRIP_PADDING + pushed + (move.by ?? 0), width }}
      onPointerEnter={() => setNear(true)}
      onPointerLeave={() => setNear(false)}
    >
      <button
        type="button"
        data-shot={index}
        tabIndex={selected ? 0 : -1}
        aria-current={selected ? 'true' : undefined}
        aria-label={state ? t('clipState', { clip, state: state.words }) : clip}
        title={name}
        className={`relative block size-full touch-pan-x overflow-hidden rounded-4 bg-surround text-left text-on-surround outline-offset-1 ${
          selected ? 'ring-2 ring-accent' : 'ring-1 ring-line hover:ring-line-strong'
        }`}
        onClick={() => selectShot(index)}
        onContextMenu={(event) => openMenu(event, index)}
        {...move.handlers}
      >
        <Thumbs shot={shot} film={film} width={width} />
        <Fades shot={shot} film={film} scale={scale} />
        {width >= ROOM_FOR_WORDS && (
          <>
            <Label number={index + 1} name={name} after={overlapBefore * scale} />
            <Facts view={view} length={length} />
          </>
        )}
      </button>
      {state && width >= ROOM_FOR_MARK && (
        <div className="pointer-events-none absolute inset-x-1 top-1/2 flex -translate-y-1/2 items-center justify-center gap-1">
          <StatePill
            tone={state.tone}
            icon={<state.icon className={state.tone === 'busy' ? 'animate-turn' : ''} />}
          >
            {width >= ROOM_FOR_STATE && state.words}
          </StatePill>
          {view && width >= ROOM_FOR_BUTTON && (
            <MakeButton view={view} shot={shot} tabIndex={selected ? 0 : -1} />
          )}
        </div>
      )}
      {(selected || near) && <Edges shot={shot} film={film} scale={scale} name={name} />}
    </li>
  )
}

function Edges(props: Pick<BodyProps, 'shot' | 'film' | 'scale' | 'name'>) {
  return (
    <>
      <TrimHandle {...props} edge="in" />
      <TrimHandle {...props} edge="out" />
    </>
  )
}

/** Where it was pressed; from the keyboard, at the card. */
function openMenu(event: MouseEvent<HTMLElement>, index: number): void {
  event.preventDefault()
  selectShot(index)
  const { left, top } = event.currentTarget.getBoundingClientRect()
  const isPointed = event.clientX > 0 || event.clientY > 0
  const at = isPointed ? { x: event.clientX, y: event.clientY } : { x: left, y: top }
  useStrip.setState({ menu: { of: 'shot', index, ...at } })
}

interface LabelProps {
  readonly number: number
  readonly name: string
  /** How many pixels a transition covers at its beginning. */
  readonly after: number
}

function Label({ number, name, after }: LabelProps) {
  return (
    <span
      className="absolute inset-x-0 top-0 flex gap-1 bg-surround/75 px-1 text-11"
      style={{ paddingLeft: after + 4 }}
    >
      <span className="tabular font-semibold">{number}</span>
      <span className="truncate">{name}</span>
    </span>
  )
}

function Facts({ view, length }: { readonly view: NodeView | undefined; readonly length: string }) {
  const { t } = useTranslation('stitch')
  const { activeTake, takes = [] } = view ?? {}
  return (
    <span className="tabular absolute inset-x-0 bottom-0 flex justify-center gap-2 overflow-hidden bg-surround/75 px-3 text-11 whitespace-nowrap">
      {activeTake && takes.length > 1 && (
        <span>{t('takeShort', { number: activeTake.number, count: takes.length })}</span>
      )}
      <span>{length}</span>
    </span>
  )
}

/** Where the picture comes out of black and goes back into it. */
function Fades({ shot, film, scale }: Pick<ShotCardProps, 'shot' | 'film' | 'scale'>) {
  const { fadeIn = 0, fadeOut = 0 } = shot.shot
  const perSecond = film.layout.fps.num / film.layout.fps.den
  const widthOf = (seconds: number) => Math.min(shot.laid.frames, seconds * perSecond) * scale
  return (
    <>
      {fadeIn > 0 && (
        <span
          className="absolute inset-y-0 left-0 bg-linear-to-r from-surround to-transparent"
          style={{ width: widthOf(fadeIn) }}
        />
      )}
      {fadeOut > 0 && (
        <span
          className="absolute inset-y-0 right-0 bg-linear-to-l from-surround to-transparent"
          style={{ width: widthOf(fadeOut) }}
        />
      )}
    </>
  )
}
