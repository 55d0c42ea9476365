import {
  Captions,
  Eye,
  FolderPlus,
  PenLine,
  Plus,
  RotateCcw,
  Save,
  Spline,
  Star,
  Tag,
  Trash2,
} from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { act } from '../panels/act.ts'
import { useStore } from '../store/index.ts'
import { MenuAt, MenuItem, MenuSeparator, Submenu } from '../ui/Menu.tsx'
import {
  addSelectedToCanvas,
  addSelectedToFilm,
  editDetail,
  purgeSelected,
  restoreSelected,
  saveSelected,
  toggleFavourites,
  trashSelected,
  viewSelected,
} from './actions.ts'
import { NameDialog } from './NameDialog.tsx'

interface TileMenuProps {
  readonly at: { readonly x: number; readonly y: number } | undefined
  readonly onClose: () => void
}

/** What can be done with what is selected. */
export function TileMenu({ at, onClose }: TileMenuProps) {
  const { t } = useTranslation('library')
  const trashed = useStore((state) => state.views.main.query.filter.trashed === true)
  const [naming, setNaming] = useState(false)
  return (
    <>
      <MenuAt at={at} onClose={onClose}>
        <MenuItem icon={<Eye />} keys="1" onSelect={() => void viewSelected()}>
          {t('act.view')}
        </MenuItem>
        {trashed ? <InTrash /> : <InLibrary onCollect={() => setNaming(true)} />}
      </MenuAt>
      <NameDialog
        open={naming}
        title={t('newCollection')}
        label={t('collectionName')}
        action={t('create')}
        onClose={() => setNaming(false)}
        onName={(name) => void act().createCollection(name, [...act().librarySelection.ids])}
      />
    </>
  )
}

function InTrash() {
  const { t } = useTranslation('library')
  return (
    <>
      <MenuItem icon={<RotateCcw />} onSelect={() => void restoreSelected()}>
        {t('act.restore')}
      </MenuItem>
      <MenuSeparator />
      <MenuItem icon={<Trash2 />} keys="Delete" onSelect={() => void purgeSelected()}>
        {t('act.purge')}
      </MenuItem>
    </>
  )
}

function InLibrary({ onCollect }: { readonly onCollect: () => void }) {
  const { t } = useTranslation('library')
  const later = (work: () => void) => () => requestAnimationFrame(work)
  return (
    <>
      <MenuItem icon={<Plus />} onSelect={() => void addSelectedToCanvas()}>
        {t('act.addToCanvas')}
      </MenuItem>
      <MenuItem icon={<Spline />} onSelect={later(() => act().openDialog('connect-media'))}>
        {t('act.connect')}
      </MenuItem>
      <MenuItem icon={<Captions />} onSelect={() => void addSelectedToFilm()}>
        {t('act.addToFilm')}
      </MenuItem>
      <MenuSeparator />
      <MenuItem icon={<Star />} keys="S" onSelect={() => void toggleFavourites()}>
        {t('act.favourite')}
      </MenuItem>
      <MenuItem icon={<PenLine />} keys="F2" onSelect={later(() => editDetail('name'))}>
        {t('act.rename')}
      </MenuItem>
      <MenuItem icon={<Tag />} keys="T" onSelect={later(() => editDetail('tags'))}>
        {t('act.tag')}
      </MenuItem>
      <Collect onCollect={onCollect} />
      <MenuSeparator />
      <MenuItem icon={<Save />} onSelect={() => void saveSelected()}>
        {t('act.saveCopy')}
      </MenuItem>
      <MenuSeparator />
      <MenuItem icon={<Trash2 />} keys="Delete" onSelect={() => void trashSelected()}>
        {t('act.trash')}
      </MenuItem>
    </>
  )
}

function Collect({ onCollect }: { readonly onCollect: () => void }) {
  const { t } = useTranslation('library')
  const collections = useStore((state) => state.facets?.collections ?? none)
  const inside = useStore((state) => state.views.main.query.filter.collection)
  const ids = () => [...act().librarySelection.ids]
  return (
    <>
      <Submenu label={t('act.collect')}>
        {collections.map(({ id, name }) => (
          <MenuItem key={id} onSelect={() => void act().addToCollection(id, ids())}>
            {name}
          </MenuItem>
        ))}
        {collections.length > 0 && <MenuSeparator />}
        <MenuItem icon={<FolderPlus />} onSelect={() => requestAnimationFrame(onCollect)}>
          {t('newCollectionOf')}
        </MenuItem>
      </Submenu>
      {inside !== undefined && (
        <MenuItem onSelect={() => void act().removeFromCollection(inside, ids())}>
          {t('act.uncollect')}
        </MenuItem>
      )}
    </>
  )
}

const none = [] as const
