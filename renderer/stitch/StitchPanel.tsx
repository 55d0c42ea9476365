import { Plus } from 'lucide-react'
import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { act } from '../panels/act.ts'
import { finishedClips } from '../store/cut.ts'
import { useStore } from '../store/index.ts'
import type { Film } from '../store/film.ts'
import { Button } from '../ui/Button.tsx'
import { EmptyState } from '../ui/EmptyState.tsx'
import { useFilmPlayhead } from './playhead.ts'
import { SidePanel } from './SidePanel.tsx'
import { StitchBar } from './StitchBar.tsx'
import { Strip } from './Strip.tsx'
import { useStrip } from './strip.ts'
import { useDrop } from './track-drop.ts'
import { useFilmOf, useStitcher } from './use-stitcher.ts'
import { useMeasured } from './use-measured.ts'

/** The dock in which a film is cut: its clips on one track without gaps. */
export function StitchPanel() {
  const { t } = useTranslation('stitch')
  const nodeId = useStitcher()
  const film = useFilmOf(nodeId)
  if (nodeId === undefined) return <NoFilm text={t('empty')} detail={t('emptyDetail')} nodeId={undefined} />
  if (!film) return <EmptyState text={t('unreadable')} />
  return (
    <div
      data-scope="stitch"
      tabIndex={-1}
      className="flex h-full min-h-0 flex-col outline-none"
      onPointerDown={() => useFilmPlayhead.getState().setInView(true)}
    >
      {film.shots.length === 0 ? <NoFilm text={t('noClips')} nodeId={nodeId} /> : <Cutting film={film} />}
    </div>
  )
}

function Cutting({ film }: { readonly film: Film }) {
  const side = useStrip((state) => state.side)
  useMeasured(film)
  const count = film.shots.length
  useEffect(() => {
    if (useStrip.getState().selected >= count) useStrip.setState({ selected: Math.max(0, count - 1) })
  }, [count])
  return (
    <>
      <StitchBar film={film} />
      <div className="flex min-h-0 grow">
        <Strip key={film.nodeId} film={film} />
        {side && <SidePanel film={film} side={side} />}
      </div>
    </>
  )
}

interface NoFilmProps {
  readonly text: string
  readonly detail?: string
  readonly nodeId: string | undefined
}

/** Nothing to cut yet: the clips that are there are one press away. */
function NoFilm({ text, detail, nodeId }: NoFilmProps) {
  const { t } = useTranslation('stitch')
  const finished = useStore((state) => finishedClips(state).length)
  const { over, ...drop } = useDrop(nodeId, () => undefined)
  return (
    <div
      {...drop}
      className={`h-full overflow-y-auto ${over === undefined ? '' : 'bg-accent-tint outline-2 -outline-offset-2 outline-accent'}`}
    >
      <EmptyState
        text={text}
        action={
          <>
            {detail && <p className="-mt-2 text-text-3">{detail}</p>}
            <Button
              look="primary"
              icon={<Plus />}
              disabledReason={finished === 0 ? t('nothingFinished') : undefined}
              onClick={() => {
                act().addFinishedClips(nodeId)
                act().announce(t('say.added', { count: finished }))
              }}
            >
              {t('addFinished')}
            </Button>
          </>
        }
      />
    </div>
  )
}
