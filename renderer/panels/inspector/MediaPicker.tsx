import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Media } from '../../../nodes/media.ts'
import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { act } from '../act.ts'
import { TabRow } from '../../library/TabRow.tsx'
import { MediaGrid, type GridHands } from '../left/MediaGrid.tsx'
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
  const { total } = useLibrary('pick')
  const [selected, setSelected] = useState<Media>()
  const chosen = useMemo(() => new Set(selected && [selected.id]), [selected])
  const hands = useMemo((): GridHands => ({ select: setSelected, onOpen: onPick }), [onPick])
  const importFiles = async () => {
    const [media] = await act().importFiles(await pickFiles('media'))
    if (media) onPick(media)
  }
  return (
    <div className="flex h-[60vh] flex-col">
      <div className="p-2">
        <LibrarySearch place="pick" />
      </div>
      <TabRow place="pick" tabs={pickTabs} />
      {total === 0 ? (
        <EmptyState text={t('media.empty')} />
      ) : (
        <MediaGrid
          label={t('inspector.pickTitle')}
          place="pick"
          tile="medium"
          selected={chosen}
          hands={hands}
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

const pickTabs = ['all', 'image', 'video', 'audio', 'favourites'] as const
