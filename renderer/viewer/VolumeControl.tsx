import { Popover } from '@base-ui/react/popover'
import { Volume1, Volume2, VolumeX } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { IconButton } from '../ui/IconButton.tsx'
import { Slider } from '../ui/Slider.tsx'
import type { PlaybackSettings } from './Transport.tsx'

interface VolumeControlProps {
  readonly settings: PlaybackSettings
  readonly onChange: (change: Partial<PlaybackSettings>) => void
}

export function VolumeControl({ settings, onChange }: VolumeControlProps) {
  const { t } = useTranslation('viewer')
  const silent = settings.muted || settings.volume === 0
  const percent = Math.round((settings.muted ? 0 : settings.volume) * 100)
  const Icon = silent ? VolumeX : settings.volume < 0.5 ? Volume1 : Volume2
  return (
    <Popover.Root>
      <Popover.Trigger
        render={<IconButton size="compact" label={t('volume', { percent })} icon={<Icon />} />}
      />
      <Popover.Portal>
        <Popover.Positioner side="top" sideOffset={6} className="z-60">
          <Popover.Popup className="appear flex w-52 items-center gap-2 rounded-8 border border-line bg-overlay p-2 shadow-overlay outline-none">
            <IconButton
              label={t(settings.muted ? 'unmute' : 'mute')}
              icon={<Icon />}
              aria-pressed={settings.muted}
              onClick={() => onChange({ muted: !settings.muted })}
            />
            <div className="grow">
              <Slider
                label={t('volumeSlider')}
                value={percent}
                max={100}
                step={1}
                onChange={(next) => onChange({ volume: next / 100, muted: false })}
              />
            </div>
            <span className="tabular w-9 text-right text-12 text-text-2">{percent} %</span>
          </Popover.Popup>
        </Popover.Positioner>
      </Popover.Portal>
    </Popover.Root>
  )
}
