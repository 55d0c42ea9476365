import { FolderInput } from 'lucide-react'
import { useCallback, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Media } from '../../../nodes/media.ts'
import { useStore } from '../../store/index.ts'
import { Button } from '../../ui/Button.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { IconButton } from '../../ui/IconButton.tsx'
import { PanelHeader } from '../../ui/PanelHeader.tsx'
import { useLater } from '../../ui/useLater.ts'
import { act } from '../act.ts'
import { pickFiles } from '../pick-files.ts'
import { Imports } from './Imports.tsx'
import { KindTabs } from './KindTabs.tsx'
import { LibrarySearch } from './LibrarySearch.tsx'
import { MediaDetails } from './MediaDetails.tsx'
import { MediaGrid } from './MediaGrid.tsx'
import { useLibrary } from './use-library.ts'

export function MediaPanel() {
  const { t } = useTranslation('panels')
  const { items, total, query } = useLibrary()
  const [selectedId, setSelectedId] = useState<string>()
  const selected = items.find(({ id }) => id === selectedId)
  const select = useCallback((media: Media) => setSelectedId(media.id), [])
  return (
    <>
      <PanelHeader id="left-title" title={t('rail.media')}>
        <span className="tabular text-12 text-text-3">{t('media.count', { count: total })}</span>
        <IconButton label={t('media.import')} icon={<FolderInput />} onClick={importFiles} />
      </PanelHeader>
      <LibrarySearch />
      <KindTabs query={query} />
      <Imports />
      <Listed items={items} selectedId={selectedId} onSelect={select} />
      {selected && <MediaDetails key={selected.id} media={selected} />}
    </>
  )
}

interface ListedProps {
  readonly items: readonly Media[]
  readonly selectedId: string | undefined
  readonly onSelect: (media: Media) => void
}

function Listed({ items, selectedId, onSelect }: ListedProps) {
  const { t } = useTranslation('panels')
  const loading = useStore((state) => state.library.loading)
  const skeleton = useLater(loading && items.length === 0)
  if (items.length === 0) return skeleton ? <Skeleton /> : loading ? null : <Nothing />
  return (
    <MediaGrid
      label={t('rail.media')}
      items={items}
      selectedId={selectedId}
      onSelect={onSelect}
      onOpen={openMedia}
      onFavourite={toggleFavourite}
      onEnd={loadMore}
    />
  )
}

function Skeleton() {
  return (
    <div className="grid grid-cols-2 gap-1.5 px-2" aria-hidden="true">
      {[0, 1, 2, 3, 4, 5].map((tile) => (
        <span key={tile} className="aspect-[4/5] animate-pulse-slow rounded-4 bg-card" />
      ))}
    </div>
  )
}

/** Why the list is empty, and the one thing to do about it. */
function Nothing() {
  const { t } = useTranslation('panels')
  const { search, favourites, kind } = useStore((state) => state.library.query)
  const queryLibrary = useStore((state) => state.queryLibrary)
  if (search !== '') {
    const clear = () => void queryLibrary({ search: '' })
    return <EmptyState text={t('media.none')} action={<Button onClick={clear}>{t('media.clear')}</Button>} />
  }
  if (favourites) return <EmptyState text={t('media.noneFavourite')} />
  const action = (
    <Button look="primary" icon={<FolderInput />} onClick={importFiles}>
      {t('media.import')}
    </Button>
  )
  return <EmptyState text={t(kind ? 'media.noneOfKind' : 'media.empty')} action={action} />
}

function importFiles(): void {
  void pickFiles('media').then((files) => act().importFiles(files))
}

const openMedia = (media: Media) => act().view(media.id)
const toggleFavourite = (media: Media) => void act().setFavourite(media.id, !media.favourite)
const loadMore = () => void act().loadMoreLibrary()
