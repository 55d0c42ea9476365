import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { isEnter } from '../ui/TextField.tsx'
import { useGoTo } from './go-to.ts'
import type { Player } from './player.ts'
import { formatLength, formatTimecode, parseTimecode } from './timecode.ts'
import { usePlayerState } from './use-player.ts'

/** The timecode of the picture on screen; a click or G lets the person type another one. */
export function TimecodeField({ player }: { readonly player: Player | undefined }) {
  const typing = useGoTo((state) => state.typing)
  return typing && player ? <Typed player={player} /> : <Shown player={player} />
}

const shape = 'tabular h-6 w-20 rounded-4 text-center text-12'

function Shown({ player }: { readonly player: Player | undefined }) {
  const { t } = useTranslation('viewer')
  const time = usePlayerState(player, (state) => formatTimecode(state.time, player?.fps ?? 24))
  const duration = usePlayerState(player, (state) => state.duration)
  return (
    <>
      <button
        type="button"
        className={`${shape} hover:bg-text-1/8`}
        aria-label={t('goTo', { time })}
        onClick={() => useGoTo.setState({ typing: true })}
      >
        {time}
      </button>
      <span className="tabular text-12 whitespace-nowrap text-text-3">/ {formatLength(duration)}</span>
    </>
  )
}

function Typed({ player }: { readonly player: Player }) {
  const { t } = useTranslation('viewer')
  const [text, setText] = useState(formatTimecode(player.getState().time, player.fps))
  const input = useRef<HTMLInputElement>(null)
  useEffect(() => input.current?.select(), [])
  const close = () => useGoTo.setState({ typing: false })
  const seconds = parseTimecode(text, player.fps)
  return (
    <input
      ref={input}
      className={`${shape} border border-accent bg-field outline-none aria-invalid:border-err`}
      aria-label={t('goToField')}
      aria-invalid={seconds === undefined}
      value={text}
      onChange={(event) => setText(event.target.value)}
      onBlur={close}
      onKeyDown={(event) => {
        event.stopPropagation()
        if (event.key === 'Escape') close()
        if (!isEnter(event) || seconds === undefined) return
        player.stop()
        player.seek(seconds)
        close()
      }}
    />
  )
}
