import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Dialog } from '../../ui/Dialog.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { Kbd } from '../../ui/Kbd.tsx'
import { bestScore } from '../../ui/match.ts'
import { SearchField } from '../../ui/SearchField.tsx'
import type { DialogProps } from '../Dialogs.tsx'
import { shortcutSheet, type ShortcutRow } from './shortcut-sheet.ts'

export function ShortcutsDialog({ open, onClose }: DialogProps) {
  const { t } = useTranslation('dialogs')
  return (
    <Dialog open={open} onClose={onClose} title={t('shortcuts.title')} width="large">
      <Sheet />
    </Dialog>
  )
}

function Sheet() {
  const { t } = useTranslation('dialogs')
  const [search, setSearch] = useState('')
  const groups = shortcutSheet()
    .map((group) => ({ ...group, rows: group.rows.filter((row) => answers(row, search)) }))
    .filter(({ rows }) => rows.length > 0)
  return (
    <>
      <div className="sticky top-0 z-1 bg-overlay p-3 pb-2">
        <SearchField label={t('shortcuts.search')} value={search} onChange={setSearch} />
      </div>
      {groups.length === 0 && <EmptyState text={t('shortcuts.none')} />}
      <div className="columns-2 gap-8 px-4 pb-4">
        {groups.map(({ title, rows }) => (
          <section key={title} className="mb-4 break-inside-avoid">
            <h3 className="border-b border-line py-1 text-12 font-semibold text-text-2">{title}</h3>
            <dl>
              {rows.map(({ label, keys }) => (
                <div key={label} className="flex min-h-6 items-center justify-between gap-3">
                  <dt className="text-text-1">{label}</dt>
                  <dd className="flex gap-2">
                    {keys.map((combination) => (
                      <Kbd key={combination} keys={combination} />
                    ))}
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </>
  )
}

function answers({ label, keys }: ShortcutRow, search: string): boolean {
  return bestScore([label, ...keys], search) > 0
}
