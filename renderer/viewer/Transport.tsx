import { Gauge, Maximize, Pause, Play, Repeat, SkipBack, SkipForward } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { IconButton } from '../ui/IconButton.tsx'
import { Menu, MenuCheck } from '../ui/Menu.tsx'
import { Slider } from '../ui/Slider.tsx'
import type { Marks, Player } from './player.ts'
import { formatTimecode } from './timecode.ts'
import { TimecodeField } from './TimecodeField.tsx'
import { usePlayerState } from './use-player.ts'
import { VolumeControl } from './VolumeControl.tsx'
import type { Levels } from './wave.ts'
import { Waveform } from './Waveform.tsx'

export interface PlaybackSettings {
  readonly volume: number
  readonly muted: boolean
  readonly loop: boolean
  readonly speed: number
}

interface TransportProps {
  readonly player: Player | undefined
  readonly hasSound: boolean
  readonly levels: Levels | undefined
  readonly marks: Marks
  readonly settings: PlaybackSettings
  readonly onChange: (change: Partial<PlaybackSettings>) => void
  readonly onFullScreen: () => void
}

const speeds = [0.25, 0.5, 1, 1.5, 2, 4]

export function Transport({ player, hasSound, levels, marks, ...rest }: TransportProps) {
  const { settings, onChange, onFullScreen } = rest
  const { t } = useTranslation('viewer')
  return (
    <div className="shrink-0 border-t border-line bg-panel px-2 pt-1 pb-1.5 text-text-1">
      <ScrubBar player={player} />
      <Marked player={player} marks={marks} />
      {levels && <Waveform levels={levels} />}
      <div className="flex items-center gap-0.5">
        <PlayButton player={player} />
        <IconButton
          size="compact"
          label={t('frameBack')}
          keys="←"
          icon={<SkipBack />}
          onClick={() => player?.step(-1)}
        />
        <IconButton
          size="compact"
          label={t('frameForward')}
          keys="→"
          icon={<SkipForward />}
          onClick={() => player?.step(1)}
        />
        <TimecodeField player={player} />
        <span className="grow" />
        <IconButton
          size="compact"
          label={t('loop')}
          icon={<Repeat />}
          aria-pressed={settings.loop}
          onClick={() => onChange({ loop: !settings.loop })}
        />
        <SpeedMenu speed={settings.speed} onChange={(speed) => onChange({ speed })} />
        {hasSound && <VolumeControl settings={settings} onChange={onChange} />}
        <IconButton
          size="compact"
          label={t('fullScreen')}
          keys="F"
          icon={<Maximize />}
          onClick={onFullScreen}
        />
      </div>
    </div>
  )
}

function PlayButton({ player }: { readonly player: Player | undefined }) {
  const { t } = useTranslation('viewer')
  const playing = usePlayerState(player, (state) => state.playing)
  return (
    <IconButton
      label={t(playing ? 'pause' : 'play')}
      keys={t('space')}
      icon={playing ? <Pause /> : <Play />}
      onClick={() => player?.toggle()}
    />
  )
}

function ScrubBar({ player }: { readonly player: Player | undefined }) {
  const { t } = useTranslation('viewer')
  const time = usePlayerState(player, (state) => state.time)
  const duration = usePlayerState(player, (state) => state.duration)
  return (
    <Slider
      label={t('position')}
      value={time}
      max={duration || 1}
      step={0.001}
      onChange={(seconds) => player?.seek(seconds)}
      valueText={formatTimecode(time, player?.fps ?? 24)}
    />
  )
}

/** The stretch between the marks, under the bar. */
function Marked({ player, marks }: { readonly player: Player | undefined; readonly marks: Marks }) {
  const { t } = useTranslation('viewer')
  const duration = usePlayerState(player, (state) => state.duration)
  if (!player || duration === 0 || (marks.in === undefined && marks.out === undefined)) return null
  const all = duration * player.fps
  const [from, to] = [marks.in ?? 0, marks.out ?? all]
  const time = (frame: number) => formatTimecode(frame / player.fps, player.fps)
  return (
    <div
      role="img"
      aria-label={t('marks.range', { from: time(from), to: time(to) })}
      className="relative -mt-1.5 mb-1 h-1"
    >
      <span
        className="absolute inset-y-0 border-x-2 border-accent bg-accent/30"
        style={{ left: `${(from / all) * 100}%`, right: `${100 - (to / all) * 100}%` }}
      />
    </div>
  )
}

function SpeedMenu({
  speed,
  onChange,
}: {
  readonly speed: number
  readonly onChange: (speed: number) => void
}) {
  const { t } = useTranslation('viewer')
  return (
    <Menu
      align="end"
      trigger={
        <IconButton
          size="compact"
          label={t('speed', { speed })}
          icon={<Gauge />}
          aria-pressed={speed !== 1}
        />
      }
    >
      {speeds.map((choice) => (
        <MenuCheck key={choice} checked={choice === speed} onSelect={() => onChange(choice)}>
          {`${choice}×`}
        </MenuCheck>
      ))}
    </Menu>
  )
}
