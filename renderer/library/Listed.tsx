import { FolderInput } from 'lucide-react'
import { useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { MediaGroup } from '../../nodes/contract/library.ts'
import { act } from '../panels/act.ts'
import { MediaGrid, type GridHands } from '../panels/left/MediaGrid.tsx'
import { pickFiles } from '../panels/pick-files.ts'
import { useStore } from '../store/index.ts'
import { Button } from '../ui/Button.tsx'
import { EmptyState } from '../ui/EmptyState.tsx'
import { useLater } from '../ui/useLater.ts'
import { dragMedia, selectBand, selectOne, viewMedia } from './actions.ts'
import { useLook } from './look.ts'
import { isKind, isNarrowed, onTab, tabOf, unnarrowed } from './query.ts'
import { TileMenu } from './TileMenu.tsx'
import { WorkList } from './WorkList.tsx'

/** The list itself, or why there is none and the one thing to do about it. */
export function Listed() {
  const { t } = useTranslation('library')
  const { total, loading, error, query } = useStore((state) => state.views.main)
  const skeleton = useLater(loading && total === undefined)
  if (query.work) return <WorkList state={query.work} />
  if (error && !loading) {
    const again = <Button onClick={() => void act().askLibrary('main')}>{t('tryAgain')}</Button>
    return <EmptyState text={t('unreadable')} action={again} />
  }
  if (total === undefined) return skeleton ? <Skeleton /> : null
  if (total === 0) return <Nothing />
  return <Files />
}

function Files() {
  const { t } = useTranslation('library')
  const { tile } = useLook()
  const { ids, cursor } = useStore((state) => state.librarySelection)
  const groups = useGroups()
  const [menuAt, setMenuAt] = useState<{ x: number; y: number }>()
  const before = useRef<ReadonlySet<string>>(undefined)
  const hands = useMemo(
    (): GridHands => ({
      select: selectOne,
      onOpen: viewMedia,
      onDrag: dragMedia,
      onBand(media, added, over) {
        before.current ??= act().librarySelection.ids
        selectBand(media, added, before.current)
        if (over) before.current = undefined
      },
      onMenu(event, media, index) {
        event.preventDefault()
        if (!act().librarySelection.ids.has(media.id)) act().selectMedia([media.id], index)
        const { left, top } = event.currentTarget.getBoundingClientRect()
        // From the keyboard there is no pointer to open it at.
        setMenuAt(event.clientX > 0 ? { x: event.clientX, y: event.clientY } : { x: left + 16, y: top + 16 })
      },
    }),
    [],
  )
  return (
    <>
      <MediaGrid
        place="main"
        label={t('filesOf')}
        tile={tile}
        selected={ids}
        cursor={cursor}
        groups={groups}
        hands={hands}
      />
      <TileMenu at={menuAt} onClose={() => setMenuAt(undefined)} />
    </>
  )
}

/** The headings, in the words of the window. */
function useGroups() {
  const { t, i18n } = useTranslation('library')
  const groups = useStore((state) => state.views.main.groups)
  const by = useStore((state) => state.views.main.query.group)
  return useMemo(() => {
    const format = new Intl.DateTimeFormat(i18n.language, { dateStyle: 'full' })
    const day = (name: string) => format.format(new Date(`${name}T12:00`))
    const node = ({ name, within }: MediaGroup) => [name, within].filter(Boolean).join(' · ') || t('noNode')
    return groups?.map((group) => ({
      key: group.key,
      name: by === 'day' ? day(group.name) : node(group),
      count: group.count,
    }))
  }, [groups, by, t, i18n.language])
}

function Skeleton() {
  return (
    <div className="grid grid-cols-[repeat(auto-fill,minmax(96px,1fr))] gap-2 p-2" aria-hidden="true">
      {Array.from({ length: 8 }, (_, tile) => (
        <span key={tile} className="aspect-[5/6] animate-pulse-slow rounded-4 bg-card" />
      ))}
    </div>
  )
}

function Nothing() {
  const { t } = useTranslation('library')
  const { filter } = useStore((state) => state.views.main.query)
  const tab = tabOf(filter) ?? 'all'
  if (isNarrowed(filter)) {
    const clear = () => void act().askLibrary('main', { filter: unnarrowed(filter) })
    return <EmptyState text={t('noneFound')} action={<Button onClick={clear}>{t('clearAll')}</Button>} />
  }
  const bring = (
    <Button look="primary" icon={<FolderInput />} onClick={importFiles}>
      {t('import')}
    </Button>
  )
  if (tab === 'all') return <EmptyState text={t('empty')} action={bring} />
  if (isKind(tab)) return <EmptyState text={t(`emptyOf.${tab}`)} action={bring} />
  const all = () => void act().askLibrary('main', { filter: onTab(filter, 'all') })
  return <EmptyState text={t(`emptyOf.${tab}`)} action={<Button onClick={all}>{t('showAll')}</Button>} />
}

export function importFiles(): void {
  void pickFiles('media').then((files) => act().importFiles(files))
}
