import { Autocomplete } from '@base-ui/react/autocomplete'
import { Dialog as Base } from '@base-ui/react/dialog'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { scrim } from '../../ui/Dialog.tsx'
import { Kbd } from '../../ui/Kbd.tsx'
import { getStore } from '../../store/index.ts'
import type { DialogProps } from '../Dialogs.tsx'
import { findEntries, type PaletteEntry } from './palette-entries.ts'

/** Every command and every type of node by name, also by its English one and by pinyin. */
export function CommandPalette({ open, onClose }: DialogProps) {
  const { t } = useTranslation('dialogs')
  return (
    <Base.Root open={open} onOpenChange={(next) => !next && onClose()}>
      <Base.Portal>
        <Base.Backdrop className={scrim} />
        <Base.Popup
          aria-label={t('palette.title')}
          className="appear fixed top-[12vh] left-1/2 z-50 w-[calc(100vw-48px)] max-w-140 -translate-x-1/2 overflow-hidden rounded-8 border border-line bg-overlay shadow-overlay outline-none"
        >
          <Finder onClose={onClose} />
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  )
}

function Finder({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation('dialogs')
  const [search, setSearch] = useState('')
  const found = useMemo(() => findEntries(getStore(), search), [search])
  const choose = (entry: PaletteEntry) => {
    if (!entry.ready) return
    onClose()
    // After the keyboard is back where it was: many commands act on what has it.
    requestAnimationFrame(() => entry.perform())
  }
  return (
    <Autocomplete.Root
      inline
      open
      items={found}
      filter={null}
      value={search}
      onValueChange={setSearch}
      itemToStringValue={({ label }: PaletteEntry) => label}
      autoHighlight="always"
      keepHighlight
    >
      <Autocomplete.Input
        aria-label={t('palette.search')}
        placeholder={t('palette.search')}
        className="h-11 w-full border-b border-line bg-transparent px-4 text-15 outline-none"
      />
      <Autocomplete.Empty>
        {found.length === 0 && <p className="p-4 text-text-2">{t('palette.none')}</p>}
      </Autocomplete.Empty>
      <Autocomplete.List className="max-h-[52vh] overflow-y-auto p-1 outline-none">
        {(entry: PaletteEntry) => <Row key={entry.id} entry={entry} onChoose={choose} />}
      </Autocomplete.List>
    </Autocomplete.Root>
  )
}

interface RowProps {
  readonly entry: PaletteEntry
  readonly onChoose: (entry: PaletteEntry) => void
}

function Row({ entry, onChoose }: RowProps) {
  const { label, detail, keys, ready } = entry
  return (
    <Autocomplete.Item
      value={entry}
      aria-disabled={!ready}
      className="flex min-h-8 items-center gap-3 rounded-4 px-3 outline-none aria-disabled:text-text-3 data-highlighted:bg-accent-fill data-highlighted:text-on-accent data-highlighted:*:text-on-accent"
      onClick={() => onChoose(entry)}
    >
      <span>{label}</span>
      <span className="grow truncate text-12 text-text-3">{detail}</span>
      {keys && <Kbd keys={keys} />}
    </Autocomplete.Item>
  )
}
