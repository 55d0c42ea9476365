import {
  ArrowDownToLine,
  ArrowLeftToLine,
  ArrowRightToLine,
  ArrowUpToLine,
  Blend,
  Moon,
  SquareSplitHorizontal,
  Sun,
  type LucideIcon,
} from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { joinKinds, type JoinKind } from '../../nodes/cut/cut.ts'
import { framesToSeconds } from '../../nodes/cut/layout.ts'
import { commandKeys } from '../commands.ts'
import type { Film, FilmShot } from '../store/film.ts'
import { MenuCheck, MenuSeparator } from '../ui/Menu.tsx'
import { setTransition } from './edit-shots.ts'
import { secondsText } from './shot-words.ts'
import { STRIP_PADDING, useStrip } from './strip.ts'

export const joinIcons: Readonly<Record<JoinKind, LucideIcon>> = {
  cut: SquareSplitHorizontal,
  dissolve: Blend,
  'fade-black': Moon,
  'fade-white': Sun,
  'wipe-left': ArrowLeftToLine,
  'wipe-right': ArrowRightToLine,
  'wipe-up': ArrowUpToLine,
  'wipe-down': ArrowDownToLine,
}

const LENGTHS = [0.1, 0.2, 0.3, 0.5, 0.75, 1, 1.5, 2]

/** Between narrower cards, a plain cut says nothing. */
const ROOM = 28

interface JoinMarkProps {
  readonly shot: FilmShot
  readonly film: Film
  readonly scale: number
}

/** How a shot gives way to the next: a press chooses. The frames that both share are hatched. */
export function JoinMark({ shot, film, scale }: JoinMarkProps) {
  const { t } = useTranslation('stitch')
  const { index, laid } = shot
  const next = film.layout.shots[index + 1]!
  const pushed = useStrip(({ trimming }) => (trimming && index + 1 >= trimming.index ? trimming.shift : 0))
  const selected = useStrip((strip) => strip.selected === index)
  const carried = useStrip(({ moving }) => moving !== undefined)
  const kind = shot.shot.join?.kind ?? 'cut'
  const length = secondsText(framesToSeconds(laid.overlap, film.layout.fps))
  const words = kind === 'cut' ? t('joins.cut') : t('joinLength', { kind: t(`joins.${kind}`), length })
  const Icon = joinIcons[kind]
  const left = next.start * scale + STRIP_PADDING + pushed
  const label = t('joinMark', { number: index + 1, kind: words })
  const isTight = Math.min(laid.frames, next.frames) * scale < ROOM
  if (carried || (isTight && kind === 'cut' && !selected)) return null
  return (
    <li>
      {laid.overlap > 0 && (
        <span
          className="hatched pointer-events-none absolute inset-y-1 z-10 border-x border-accent bg-accent/25"
          style={{ left, width: laid.overlap * scale }}
        />
      )}
      <span
        className="absolute bottom-0 z-10 -translate-x-1/2"
        style={{ left: left + (laid.overlap * scale) / 2 }}
      >
        <button
          type="button"
          aria-label={label}
          title={words}
          tabIndex={selected ? 0 : -1}
          data-join={index}
          aria-haspopup="menu"
          onClick={({ currentTarget }) => {
            const { left: x, bottom: y } = currentTarget.getBoundingClientRect()
            useStrip.setState({ menu: { of: 'join', index, x, y } })
          }}
          className={`flex size-6 items-center justify-center rounded-4 border text-text-1 hover:border-accent hover:opacity-100 focus-visible:opacity-100 [&_svg]:size-3.5 ${
            kind === 'cut' ? 'border-line bg-panel opacity-70' : 'border-accent bg-accent-fill text-on-accent'
          }`}
        >
          <Icon />
        </button>
      </span>
    </li>
  )
}

export function JoinChoices({ index, shot: { shot } }: { readonly index: number; readonly shot: FilmShot }) {
  const { t } = useTranslation('stitch')
  const kind = shot.join?.kind ?? 'cut'
  return (
    <>
      {joinKinds.map((choice) => (
        <MenuCheck
          key={choice}
          checked={choice === kind}
          keys={choice === 'cut' ? commandKeys('next-transition') : undefined}
          onSelect={() => setTransition(index, { kind: choice })}
        >
          {t(`joins.${choice}`)}
        </MenuCheck>
      ))}
      {kind !== 'cut' && (
        <>
          <MenuSeparator />
          {LENGTHS.map((seconds) => (
            <MenuCheck
              key={seconds}
              checked={shot.join?.seconds === seconds}
              onSelect={() => setTransition(index, { seconds })}
            >
              {secondsText(seconds)}
            </MenuCheck>
          ))}
        </>
      )}
    </>
  )
}
