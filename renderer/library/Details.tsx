import { Eye, FileWarning, Plus, RotateCcw, Save, SlidersHorizontal, Star, Trash2 } from 'lucide-react'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Media } from '../../nodes/media.ts'
import { act } from '../panels/act.ts'
import { Fact, MediaFacts } from '../panels/left/MediaFacts.tsx'
import { useStore } from '../store/index.ts'
import { typeFor } from '../store/library-use.ts'
import { Button } from '../ui/Button.tsx'
import { IconButton } from '../ui/IconButton.tsx'
import { CommitField } from '../ui/TextField.tsx'
import { bytesText } from '../viewer/facts.ts'
import {
  addSelectedToCanvas,
  purgeSelected,
  restoreSelected,
  saveSelected,
  toggleFavourites,
  trashSelected,
  applySettings,
  viewSelected,
} from './actions.ts'
import { TagField } from './TagField.tsx'
import { Uses } from './Uses.tsx'

/** All that the library knows of what is selected, and what can be done with it. */
export function Details() {
  const { t } = useTranslation('library')
  const media = useSelected()
  const [only] = media
  if (!only) return <p className="p-3 text-12 text-text-3">{t('details.none')}</p>
  return (
    <div className="flex flex-col gap-3 p-3">
      <Actions media={media} />
      {media.length === 1 ? <One key={only.id} media={only} /> : <Several media={media} />}
    </div>
  )
}

function Actions({ media }: { readonly media: readonly Media[] }) {
  const { t } = useTranslation('library')
  const allStarred = media.every(({ favourite }) => favourite)
  if (media.every(({ trashedAt }) => trashedAt !== undefined)) {
    return (
      <div className="flex flex-wrap gap-2">
        <Button icon={<RotateCcw />} onClick={() => void restoreSelected()}>
          {t('act.restore')}
        </Button>
        <Button look="danger" icon={<Trash2 />} onClick={() => void purgeSelected()}>
          {t('act.purge')}
        </Button>
      </div>
    )
  }
  return (
    <div className="-m-1 flex items-center">
      <IconButton label={t('act.view')} keys="1" icon={<Eye />} onClick={() => void viewSelected()} />
      <IconButton label={t('act.addToCanvas')} icon={<Plus />} onClick={() => void addSelectedToCanvas()} />
      <IconButton
        label={t(allStarred ? 'act.unfavourite' : 'act.favourite')}
        keys="S"
        icon={<Star className={allStarred ? 'fill-current' : ''} />}
        aria-pressed={allStarred}
        onClick={() => void toggleFavourites()}
      />
      <IconButton label={t('act.saveCopy')} icon={<Save />} onClick={() => void saveSelected()} />
      <span className="grow" />
      <IconButton
        label={t('act.trash')}
        keys="Delete"
        icon={<Trash2 />}
        onClick={() => void trashSelected()}
      />
    </div>
  )
}

function One({ media }: { readonly media: Media }) {
  const { t, i18n } = useTranslation('library')
  const date = new Intl.DateTimeFormat(i18n.language, { dateStyle: 'medium' })
  return (
    <>
      {media.trashedAt !== undefined && (
        <p className="text-12 text-text-2">{t('details.inTrash', { date: date.format(media.trashedAt) })}</p>
      )}
      {media.missing && (
        <div className="flex flex-col items-start gap-2 rounded-4 bg-warn-tint p-2 text-12 text-text-1">
          <p className="flex gap-2">
            <FileWarning className="shrink-0 text-warn" />
            {t(media.linkedPath === undefined ? 'details.missingCopied' : 'details.missingLinked')}
          </p>
          <Button size="compact" onClick={() => act().openSettings('health')}>
            {t('details.lookFor')}
          </Button>
        </div>
      )}
      <div data-detail="name">
        <CommitField
          label={t('details.name')}
          value={media.name}
          maxLength={500}
          onCommit={(name) => void act().renameInLibrary(media, name)}
        />
      </div>
      <TagField media={[media]} />
      {typeFor(media) !== undefined && (
        <Button
          icon={<SlidersHorizontal />}
          title={t('details.useSettingsWhy')}
          className="self-start"
          onClick={() => void applySettings(media)}
        >
          {t('details.useSettings')}
        </Button>
      )}
      <MediaFacts media={media} />
      {media.linkedPath !== undefined && (
        <dl className="grid grid-cols-[max-content_1fr] gap-x-3 text-12">
          <Fact name={t('details.path')}>{media.linkedPath}</Fact>
        </dl>
      )}
      <Uses mediaId={media.id} />
    </>
  )
}

function Several({ media }: { readonly media: readonly Media[] }) {
  const { t, i18n } = useTranslation('library')
  const bytes = media.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0)
  return (
    <>
      <p className="text-12 text-text-2">
        {t('details.several', { count: media.length })} · {bytesText(bytes, i18n.language)}
      </p>
      <TagField media={media} />
    </>
  )
}

/** What is selected as it is now, also where its page is not held. */
function useSelected(): readonly Media[] {
  const [media, setMedia] = useState<readonly Media[]>([])
  useEffect(() => {
    let asked = 0
    const read = () => {
      const mine = (asked += 1)
      void act()
        .selectedMedia()
        .then((found) => mine === asked && setMedia(found))
    }
    read()
    const stop = useStore.subscribe((state, before) => {
      const isSame =
        state.librarySelection.ids === before.librarySelection.ids &&
        state.views.main.pages === before.views.main.pages &&
        state.media === before.media
      if (!isSame) read()
    })
    return () => {
      asked = -1
      stop()
    }
  }, [])
  return media
}
