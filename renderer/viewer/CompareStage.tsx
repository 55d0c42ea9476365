import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { mediaUrl } from '../api.ts'
import { useStore } from '../store/index.ts'
import { Select } from '../ui/Select.tsx'
import { Slider } from '../ui/Slider.tsx'
import { IconButton } from '../ui/IconButton.tsx'
import { X } from 'lucide-react'
import { followPlayer } from './compare.ts'
import type { Player } from './player.ts'
import type { Viewed } from './use-viewed.ts'
import { useViewerLook } from './viewer-look.ts'

type Compared = NonNullable<ReturnType<typeof useViewerLook.getState>['compared']>

/** The comparison that belongs to what is in view, if any. */
export function useCompared({ nodeId, take }: Pick<Viewed, 'nodeId' | 'take'>): Compared | undefined {
  const compared = useViewerLook((state) => state.compared)
  const other = useStore((state) => (compared ? state.media[compared.mediaId] : undefined))
  if (!compared || !take || compared.nodeId !== nodeId || !other || other.missing) return undefined
  return compared.mediaId === take.mediaId ? undefined : compared
}

interface OtherTakeProps {
  readonly player: Player | undefined
  readonly compared: Compared
  readonly viewed: Viewed
}

/** The other take, beside the one in view or over a part of it, always at the same moment and without sound. */
export function OtherTake({ player, compared, viewed }: OtherTakeProps) {
  const { t } = useTranslation('viewer')
  const [video, attach] = useState<HTMLVideoElement | null>(null)
  useEffect(() => (player && video ? followPlayer(player, video) : undefined), [player, video])
  const number = viewed.takes.find(({ mediaId }) => mediaId === compared.mediaId)?.number ?? 0
  const wipe = compared.way === 'wipe'
  return (
    <div className={wipe ? 'pointer-events-none absolute inset-2' : 'relative h-full min-w-0 flex-1'}>
      <video
        key={compared.mediaId}
        ref={attach}
        src={mediaUrl(compared.mediaId)}
        muted
        playsInline
        disablePictureInPicture
        tabIndex={-1}
        preload="auto"
        className="h-full w-full object-contain"
        {...(wipe && { style: { clipPath: `inset(0 0 0 ${compared.divider}%)` } })}
      />
      {wipe && (
        <span className="absolute inset-y-0 w-px bg-accent" style={{ left: `${compared.divider}%` }} />
      )}
      <TakeMark end>{t('compare.take', { number })}</TakeMark>
    </div>
  )
}

export function TakeMark({ children, end }: { readonly children: string; readonly end?: boolean }) {
  return (
    <span
      className={`tabular absolute top-1 z-10 rounded-4 bg-scrim px-1.5 text-11 text-on-surround ${end ? 'right-1' : 'left-1'}`}
    >
      {children}
    </span>
  )
}

/** Which take, and how: above the player while two takes are compared. */
export function CompareBar({ viewed, compared }: { readonly viewed: Viewed; readonly compared: Compared }) {
  const { t } = useTranslation('viewer')
  const change = (part: Partial<Compared>) => useViewerLook.setState({ compared: { ...compared, ...part } })
  const others = viewed.takes.filter(({ mediaId }) => mediaId !== viewed.take?.mediaId)
  return (
    <div
      role="group"
      aria-label={t('compare.title')}
      className="shrink-0 border-t border-line bg-panel px-2 py-1 text-text-1"
    >
      <div className="flex items-center gap-1.5">
        <div className="min-w-0 grow">
          <Select
            label={t('compare.with')}
            hideLabel
            value={compared.mediaId}
            options={others.map(({ mediaId, number }) => ({
              value: mediaId,
              label: t('compare.take', { number }),
            }))}
            onChange={(mediaId) => change({ mediaId })}
          />
        </div>
        <div className="min-w-0 grow">
          <Select
            label={t('compare.way')}
            hideLabel
            value={compared.way}
            options={[
              { value: 'side', label: t('compare.side') },
              { value: 'wipe', label: t('compare.wipe') },
            ]}
            onChange={(way) => change({ way: way as Compared['way'] })}
          />
        </div>
        <IconButton
          size="compact"
          label={t('more.endCompare')}
          keys="V"
          icon={<X />}
          onClick={() => useViewerLook.setState({ compared: undefined })}
        />
      </div>
      {compared.way === 'wipe' && (
        <Slider
          label={t('compare.divider')}
          value={compared.divider}
          max={100}
          step={1}
          valueText={t('compare.dividerAt', { percent: compared.divider })}
          onChange={(divider) => change({ divider })}
        />
      )}
    </div>
  )
}
