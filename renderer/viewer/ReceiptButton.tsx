import { Popover } from '@base-ui/react/popover'
import { Info, X } from 'lucide-react'
import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import type { ReceiptShot } from '../../nodes/contract/films.ts'
import { moneyText } from '../i18n/money-words.ts'
import { modelTitle, providerTitle } from '../i18n/node-words.ts'
import { translate } from '../i18n/index.ts'
import { act } from '../panels/act.ts'
import { showNode } from '../panels/show-node.ts'
import { useFilmPlayhead } from '../stitch/playhead.ts'
import { getStore, useStore } from '../store/index.ts'
import { Button } from '../ui/Button.tsx'
import { IconButton } from '../ui/IconButton.tsx'
import { useCurrentPlayer } from './current-player.ts'
import { shotToldAt, useTold, type Told } from './receipt.ts'
import { restoreFilm } from './restore-film.ts'
import { useFilmInView } from './subject.ts'
import { formatTimecode } from './timecode.ts'
import { usePlayerState } from './use-player.ts'
import { useViewed } from './use-viewed.ts'
import { useViewerLook } from './viewer-look.ts'

/** "What is this shot?": an answer that follows the playhead and stays until it is closed. */
export function ReceiptButton() {
  const { t } = useTranslation('viewer')
  const open = useViewerLook((state) => state.receipt)
  const setOpen = (receipt: boolean) => useViewerLook.setState({ receipt })
  return (
    <Popover.Root
      open={open}
      onOpenChange={(next, { reason }) => {
        // It is read while the film plays, so a press elsewhere does not close it.
        if (reason !== 'outside-press' && reason !== 'focus-out') setOpen(next)
      }}
    >
      <Popover.Trigger
        render={<IconButton size="compact" label={t('receipt.title')} keys="W" icon={<Info />} />}
      />
      <Popover.Portal>
        <Popover.Positioner
          anchor={viewerRegion}
          side="left"
          align="start"
          sideOffset={8}
          collisionPadding={8}
          className="z-30"
        >
          <Popover.Popup
            initialFocus={false}
            className="appear flex max-h-(--available-height) w-80 flex-col overflow-y-auto rounded-8 border border-line bg-overlay text-text-1 shadow-overlay outline-none"
          >
            <header className="flex items-center border-b border-line py-1 pr-1 pl-3">
              <Popover.Title className="grow text-13 font-semibold">{t('receipt.title')}</Popover.Title>
              <IconButton
                size="compact"
                label={translate('panels:close')}
                icon={<X />}
                onClick={() => setOpen(false)}
              />
            </header>
            <Answer />
          </Popover.Popup>
        </Popover.Positioner>
      </Popover.Portal>
    </Popover.Root>
  )
}

/** It stands beside the picture that it is about. */
function viewerRegion(): Element | null {
  return document.querySelector('[data-region="viewer"]')
}

function Answer() {
  const { t } = useTranslation('viewer')
  const film = useFilmInView()
  const viewed = useViewed()
  const told = useTold(film, viewed)
  const player = useCurrentPlayer((state) => state.player)
  const time = usePlayerState(player, (state) => state.time)
  const playing = usePlayerState(player, (state) => state.playing)
  const shot = told && shotToldAt(told.shots, time)
  useSpoken(shot, { count: told?.shots.length ?? 0, playing })
  if (!shot) {
    return <p className="p-3 text-text-2">{t(film || viewed.media ? 'receipt.none' : 'receipt.nothing')}</p>
  }
  return (
    <div className="flex flex-col gap-2 p-3">
      <p className="tabular flex gap-2 text-12 text-text-2">
        <span className="grow">{t('receipt.shot', { number: shot.number, count: told.shots.length })}</span>
        <span>{formatTimecode(shot.start, player?.fps ?? 24)}</span>
      </p>
      <ShotFacts shot={shot} />
      <Whole told={told} mediaId={viewed.media?.id} />
    </div>
  )
}

/** For ears, at rest: while it plays it would only be noise. */
function useSpoken(
  shot: ReceiptShot | undefined,
  { count, playing }: { readonly count: number; readonly playing: boolean },
): void {
  const number = shot?.number
  const node = shot?.node
  useEffect(() => {
    if (number === undefined || playing) return
    getStore().announce(`${translate('viewer:receipt.shot', { number, count })} ${node ?? ''}`)
  }, [number, node, count, playing])
}

function ShotFacts({ shot }: { readonly shot: ReceiptShot }) {
  const { t } = useTranslation('viewer')
  const { nodeId, node, take, provider, model, prompt, cost, mediaId } = shot
  const here = useStore((state) => state.document.nodes.some(({ id }) => id === nodeId))
  const known = useStore((state) =>
    state.models.find(({ id }) => id === model || id === `${provider}/${model}`),
  )
  const providerName =
    provider && providerTitle({ provider, providerTitle: known?.providerTitle ?? provider })
  return (
    <dl className="grid grid-cols-[max-content_1fr] items-baseline gap-x-3 gap-y-1 text-12">
      <dt className="text-text-3">{mediaId ? t('receipt.node') : t('receipt.card')}</dt>
      <dd className="min-w-0">
        {nodeId === undefined || !here ? (
          <span className="break-words select-text">{node}</span>
        ) : (
          <Button size="compact" aria-label={t('receipt.select', { node })} onClick={() => select(nodeId)}>
            {node}
          </Button>
        )}
        {nodeId !== undefined && !here && <p className="text-text-3">{t('receipt.gone')}</p>}
      </dd>
      <Fact name={t('receipt.take')}>{take}</Fact>
      <Fact name={t('receipt.provider')}>{providerName}</Fact>
      <Fact name={t('receipt.model')}>
        {model && modelTitle({ id: known?.id ?? model, title: known?.title ?? model })}
      </Fact>
      <Fact name={t('receipt.prompt')}>{prompt}</Fact>
      <Fact name={t('receipt.cost')}>
        {cost === undefined ? undefined : cost === 0 ? t('receipt.free') : moneyText(cost)}
      </Fact>
    </dl>
  )
}

/** The film goes on being looked at. */
function select(nodeId: string): void {
  const { inView, setInView } = useFilmPlayhead.getState()
  showNode(nodeId)
  setInView(inView)
}

function Fact({ name, children }: { readonly name: string; readonly children: string | number | undefined }) {
  if (children === undefined || children === '') return null
  return (
    <>
      <dt className="text-text-3">{name}</dt>
      <dd className="tabular max-h-40 min-w-0 overflow-y-auto break-words whitespace-pre-wrap select-text">
        {children}
      </dd>
    </>
  )
}

/** What the film says about itself as a whole. */
function Whole({ told, mediaId }: { readonly told: Told; readonly mediaId: string | undefined }) {
  const { t, i18n } = useTranslation('viewer')
  const { receipt, shots } = told
  // A clip that is shown twice was paid once.
  const paid = new Map(shots.map(({ mediaId: id, number, cost = 0 }) => [id ?? number, cost]))
  const total = [...paid.values()].reduce((sum, cost) => sum + cost, 0)
  const date = new Intl.DateTimeFormat(i18n.language, { dateStyle: 'medium' })
  return (
    <div className="flex flex-col items-start gap-1.5 border-t border-line pt-2 text-12 text-text-2">
      {shots.length > 1 && (
        <p className="tabular">
          {t('receipt.total', { cost: total > 0 ? moneyText(total) : t('receipt.free') })}
        </p>
      )}
      {receipt && (
        <p>{t('receipt.from', { workflow: receipt.workflow, date: date.format(receipt.madeAt) })}</p>
      )}
      {receipt?.hasWorkflow && mediaId !== undefined && (
        <Button size="compact" onClick={() => void restoreFilm(mediaId).catch(act().toastError)}>
          {t('receipt.restore')}
        </Button>
      )}
    </div>
  )
}
