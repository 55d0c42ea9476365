import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Media } from '../../../nodes/media.ts'
import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { act } from '../act.ts'
import { KindTabs } from '../left/KindTabs.tsx'
import { MediaGrid } from '../left/MediaGrid.tsx'
import { LibrarySearch } from '../left/LibrarySearch.tsx'
import { useLibrary } from '../left/use-library.ts'
import { pickFiles } from '../pick-files.ts'

interface MediaPickerProps {
  readonly open: boolean
  readonly onClose: () => void
  readonly onPick: (media: Media) => void
}

export function MediaPicker({ open, onClose, onPick }: MediaPickerProps) {
  const { t } = useTranslation('panels')
  return (
    <Dialog open={open} onClose={onClose} title={t('inspector.pickTitle')} width="large">
      <Files onPick={onPick} />
    </Dialog>
  )
}

function Files({ onPick }: { readonly onPick: (media: Media) => void }) {
  const { t } = useTranslation('panels')
  const { items, query } = useLibrary()
  const [selected, setSelected] = useState<Media>()
  const importFiles = async () => {
    const [media] = await act().importFiles(await pickFiles('media'))
    if (media) onPick(media)
  }
  return (
    <div className="flex h-[60vh] flex-col">
      <LibrarySearch />
      <KindTabs query={query} />
      {items.length === 0 ? (
        <EmptyState text={t('media.empty')} />
      ) : (
        <MediaGrid
          label={t('inspector.pickTitle')}
          items={items}
          selectedId={selected?.id}
          onSelect={setSelected}
          onOpen={onPick}
          onEnd={loadMore}
        />
      )}
      <footer className="flex shrink-0 justify-between gap-2 border-t border-line p-3">
        <Button onClick={() => void importFiles()}>{t('media.import')}</Button>
        <Button
          look="primary"
          disabledReason={selected ? undefined : t('inspector.pickFirst')}
          onClick={() => selected && onPick(selected)}
        >
          {t('inspector.pick')}
        </Button>
      </footer>
    </div>
  )
}

const loadMore = () => void act().loadMoreLibrary()
