import { useVirtualizer } from '@tanstack/react-virtual'
import { Bookmark, Ellipsis, Pencil, Play, RotateCcw, Trash2, Undo2 } from 'lucide-react'
import { useEffect, useState, type KeyboardEvent, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { Snapshot } from '../../../nodes/contract/moving.ts'
import { IconButton } from '../../ui/IconButton.tsx'
import { Menu, MenuItem } from '../../ui/Menu.tsx'
import { CommitField } from '../../ui/TextField.tsx'
import { choose, loadMoreVersions, removeVersion, renameVersion, useVersions } from './versions.ts'

const ROW = 48

const icons: Readonly<Record<Snapshot['why'], ReactNode>> = {
  edit: <RotateCcw />,
  run: <Play />,
  named: <Bookmark />,
  'before-restore': <Undo2 />,
}

/** Newest first. Arrow keys go from one to the next. */
export function VersionList() {
  const { t } = useTranslation('history')
  const { snapshots, chosenId } = useVersions()
  const [frame, setFrame] = useState<HTMLDivElement | null>(null)
  // oxlint-disable-next-line react/incompatible-library -- no compiler memoizes here, and the rows stay in this component
  const rows = useVirtualizer({
    count: snapshots.length,
    getScrollElement: () => frame,
    estimateSize: () => ROW,
    overscan: 6,
  })
  const last = rows.getVirtualItems().at(-1)?.index ?? 0
  useEffect(() => {
    if (last >= snapshots.length - 5) loadMoreVersions()
  }, [last, snapshots.length])
  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    const next = step && snapshots[snapshots.findIndex(({ id }) => id === chosenId) + step]
    if (!next || (event.target as HTMLElement).tagName === 'INPUT') return
    event.preventDefault()
    rows.scrollToIndex(snapshots.indexOf(next))
    void choose(next.id)
    requestAnimationFrame(() => frame?.querySelector<HTMLElement>(`[data-version="${next.id}"]`)?.focus())
  }
  return (
    <div
      ref={setFrame}
      role="listbox"
      tabIndex={-1}
      aria-label={t('versions')}
      className="w-64 shrink-0 overflow-y-auto border-r border-line p-1"
      onKeyDown={onKeyDown}
    >
      <div className="relative" style={{ height: rows.getTotalSize() }}>
        {rows.getVirtualItems().map(({ index, start }) => {
          const snapshot = snapshots[index]!
          return (
            <div key={snapshot.id} className="absolute inset-x-0" style={{ top: start, height: ROW }}>
              <VersionRow snapshot={snapshot} chosen={snapshot.id === chosenId} />
            </div>
          )
        })}
      </div>
    </div>
  )
}

function VersionRow({ snapshot, chosen }: { readonly snapshot: Snapshot; readonly chosen: boolean }) {
  const { t, i18n } = useTranslation('history')
  const [naming, setNaming] = useState(false)
  const { id, name, why, takenAt } = snapshot
  const time = new Intl.DateTimeFormat(i18n.language, { dateStyle: 'medium', timeStyle: 'short' }).format(
    takenAt,
  )
  if (naming) {
    const rename = (next: string) => renameVersion(id, next.trim())
    return (
      <div className="px-2 py-1" onBlur={() => setNaming(false)}>
        <CommitField label={t('name')} hideLabel value={name ?? ''} maxLength={200} onCommit={rename} />
      </div>
    )
  }
  return (
    <div className="group relative flex h-full items-stretch">
      <button
        type="button"
        role="option"
        aria-selected={chosen}
        tabIndex={chosen ? 0 : -1}
        data-version={id}
        className="flex min-w-0 grow items-center gap-2 rounded-4 px-2 text-left aria-selected:bg-accent-tint hover:bg-card [&_svg]:size-4 [&_svg]:shrink-0 [&_svg]:text-text-3"
        onClick={() => void choose(id)}
      >
        {icons[name === undefined ? why : 'named']}
        <span className="flex min-w-0 flex-col pr-7">
          <span className="truncate">{name ?? time}</span>
          <span className="tabular truncate text-12 text-text-3">
            {name === undefined ? t(`why.${why}`) : time} · {t('nodes', { count: snapshot.nodes })}
          </span>
        </span>
      </button>
      <span className="absolute top-2.5 right-1 opacity-0 group-focus-within:opacity-100 group-hover:opacity-100">
        <Menu trigger={<IconButton label={t('more', { time })} icon={<Ellipsis />} />} align="end">
          <MenuItem icon={<Pencil />} onSelect={() => setNaming(true)}>
            {t('rename')}
          </MenuItem>
          <MenuItem icon={<Trash2 />} onSelect={() => removeVersion(id)}>
            {t('remove')}
          </MenuItem>
        </Menu>
      </span>
    </div>
  )
}
