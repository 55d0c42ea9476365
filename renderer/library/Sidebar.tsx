import { Folder, FolderPlus, Search } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { act } from '../panels/act.ts'
import { useStore } from '../store/index.ts'
import { IconButton } from '../ui/IconButton.tsx'
import { MenuItem } from '../ui/Menu.tsx'
import { changed, libraryTabs, tabOf } from './query.ts'
import { Ask, Drop, Group, Hint, Line, More, type Naming } from './SidebarParts.tsx'
import { Tags } from './SidebarTags.tsx'
import { showTab, tabIcons } from './TabRow.tsx'

const none: readonly { readonly id: string; readonly name: string; readonly count: number }[] = []

/** Every way into the library that has a name: kinds, collections, saved searches, tags and roles. */
export function Sidebar() {
  return (
    <div className="flex flex-col gap-3 py-2">
      <Tabs />
      <Collections />
      <Searches />
      <Tags />
    </div>
  )
}

function Tabs() {
  const { t } = useTranslation('library')
  const { filter, work } = useStore((state) => state.views.main.query)
  const counts = useStore((state) => state.facets?.counts)
  const chosen = work ? undefined : tabOf(filter)
  return (
    <div role="group" aria-label={t('tabs.label')} className="px-1.5">
      {libraryTabs.map((tab) => (
        <Line
          key={tab}
          icon={tabIcons[tab]}
          text={t(`tabs.${tab}`)}
          count={counts?.[tab]}
          on={chosen === tab}
          onClick={() => showTab('main', tab)}
        />
      ))}
    </div>
  )
}

function Collections() {
  const { t } = useTranslation('library')
  const collections = useStore((state) => state.facets?.collections ?? none)
  const [naming, setNaming] = useState<Naming>()
  const making = (ids: readonly string[]) =>
    setNaming({ title: t('newCollection'), onName: (name) => void act().createCollection(name, ids) })
  return (
    <Group
      title={t('collections')}
      action={
        <IconButton
          size="compact"
          label={t('newCollection')}
          icon={<FolderPlus />}
          onClick={() => making([])}
        />
      }
    >
      <Drop onTake={making}>{collections.length === 0 && <Hint>{t('noCollections')}</Hint>}</Drop>
      {collections.map((collection) => (
        <Collection
          key={collection.id}
          {...collection}
          onRename={() =>
            setNaming({
              title: t('renameWhat', { name: collection.name }),
              initial: collection.name,
              onName: (name) => void act().renameCollection(collection.id, name),
            })
          }
        />
      ))}
      <Ask naming={naming} label={t('collectionName')} onClose={() => setNaming(undefined)} />
    </Group>
  )
}

interface CollectionProps {
  readonly id: string
  readonly name: string
  readonly count: number
  readonly onRename: () => void
}

function Collection({ id, name, count, onRename }: CollectionProps) {
  const { t } = useTranslation('library')
  const filter = useStore((state) => state.views.main.query.filter)
  const on = filter.collection === id
  const show = () =>
    void act().askLibrary('main', {
      filter: changed(filter, { collection: on ? undefined : id }),
      work: undefined,
    })
  return (
    <Drop onTake={(ids) => void act().addToCollection(id, ids)}>
      <div className="flex items-center">
        <Line icon={<Folder />} text={name} count={count} on={on} onClick={show} />
        <More name={name}>
          <MenuItem onSelect={() => requestAnimationFrame(onRename)}>{t('rename')}</MenuItem>
          <MenuItem onSelect={() => void act().removeCollection(id)}>{t('remove')}</MenuItem>
        </More>
      </div>
    </Drop>
  )
}

function Searches() {
  const { t } = useTranslation('library')
  const searches = useStore((state) => state.searches)
  const [naming, setNaming] = useState<Naming>()
  return (
    <Group title={t('searches')}>
      {searches.length === 0 && <Hint>{t('noSearches')}</Hint>}
      {searches.map((search) => (
        <div key={search.id} className="flex items-center">
          <Line
            icon={<Search />}
            text={search.name}
            on={false}
            onClick={() =>
              void act().askLibrary('main', { filter: search.filter, sort: search.sort, work: undefined })
            }
          />
          <More name={search.name}>
            <MenuItem
              onSelect={() =>
                requestAnimationFrame(() =>
                  setNaming({
                    title: t('renameWhat', { name: search.name }),
                    initial: search.name,
                    onName: (name) => void act().renameSearch(search, name),
                  }),
                )
              }
            >
              {t('rename')}
            </MenuItem>
            <MenuItem onSelect={() => void act().removeSearch(search)}>{t('remove')}</MenuItem>
          </More>
        </div>
      ))}
      <Ask naming={naming} label={t('searchName')} onClose={() => setNaming(undefined)} />
    </Group>
  )
}
