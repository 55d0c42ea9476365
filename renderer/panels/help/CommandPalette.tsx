import { Autocomplete } from '@base-ui/react/autocomplete'
import { Dialog as Base } from '@base-ui/react/dialog'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { commandLabel, commands, performCommand, useCommand, type Command } from '../../commands.ts'
import { i18n } from '../../i18n/index.ts'
import { scrim } from '../../ui/Dialog.tsx'
import { Kbd } from '../../ui/Kbd.tsx'
import { bestScore } from '../../ui/match.ts'
import { useStore } from '../../store/index.ts'
import type { DialogProps } from '../Dialogs.tsx'

/** Every command by name, also by its English one and by pinyin. */
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
  const found = useMemo(() => findCommands(search), [search])
  const choose = (command: Command) => {
    if (command.unavailable?.(useStore.getState()) !== undefined) return
    onClose()
    // After the keyboard is back where it was: many commands act on what has it.
    requestAnimationFrame(() => performCommand(command.id))
  }
  return (
    <Autocomplete.Root
      inline
      open
      items={found}
      filter={null}
      value={search}
      onValueChange={setSearch}
      itemToStringValue={(command: Command) => commandLabel(command.id)}
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
        {(command: Command) => <Row key={command.id} command={command} onChoose={choose} />}
      </Autocomplete.List>
    </Autocomplete.Root>
  )
}

interface RowProps {
  readonly command: Command
  readonly onChoose: (command: Command) => void
}

function Row({ command, onChoose }: RowProps) {
  const { t } = useTranslation('commands')
  const { label, keys, disabledReason } = useCommand(command.id)
  return (
    <Autocomplete.Item
      value={command}
      aria-disabled={disabledReason !== undefined}
      className="flex min-h-8 items-center gap-3 rounded-4 px-3 outline-none aria-disabled:text-text-3 data-highlighted:bg-accent-fill data-highlighted:text-on-accent data-highlighted:*:text-on-accent"
      onClick={() => onChoose(command)}
    >
      <span>{label}</span>
      <span className="grow truncate text-12 text-text-3">
        {disabledReason ?? t(`groups.${command.group}`)}
      </span>
      {keys && <Kbd keys={keys} />}
    </Autocomplete.Item>
  )
}

/** What can be done now comes first. */
function findCommands(search: string): Command[] {
  const state = useStore.getState()
  return commands
    .filter(({ keyboardOnly, id }) => !keyboardOnly && id !== 'command-palette')
    .map((command) => {
      const english = String(i18n.getResource('en', 'commands', `labels.${command.id}`))
      const score = bestScore([commandLabel(command.id), english], search)
      return { command, score, ready: command.unavailable?.(state) === undefined ? 1 : 0 }
    })
    .filter(({ score }) => score > 0)
    .toSorted((a, b) => b.ready - a.ready || b.score - a.score)
    .map(({ command }) => command)
}
