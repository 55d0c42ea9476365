import { useState, type ComponentType } from 'react'
import { useTranslation } from 'react-i18next'
import { About } from '../panels/help/AboutDialog.tsx'
import type { DialogProps } from '../panels/Dialogs.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { EngineSettings } from './EngineSettings.tsx'
import { GeneralSettings } from './GeneralSettings.tsx'
import { StorageSettings } from './StorageSettings.tsx'

/** In the order they are listed. Everything applies at once, so there is nothing to confirm. */
const sections = {
  general: GeneralSettings,
  engine: EngineSettings,
  storage: StorageSettings,
  about: About,
} as const satisfies Record<string, ComponentType>
type SectionName = keyof typeof sections

export function SettingsDialog({ open, onClose }: DialogProps) {
  const { t } = useTranslation('settings')
  const [shown, setShown] = useState<SectionName>('general')
  const Shown = sections[shown]
  return (
    <Dialog open={open} onClose={onClose} title={t('title')}>
      <div className="flex min-h-88">
        <nav
          aria-label={t('sections')}
          className="flex w-40 shrink-0 flex-col gap-0.5 border-r border-line p-2"
        >
          {(Object.keys(sections) as SectionName[]).map((name) => (
            <button
              key={name}
              type="button"
              aria-current={name === shown ? 'page' : undefined}
              className="min-h-7 rounded-4 px-2 text-left text-text-2 hover:bg-text-1/8 aria-[current]:bg-accent-tint aria-[current]:text-text-1"
              onClick={() => setShown(name)}
            >
              {t(name)}
            </button>
          ))}
        </nav>
        <section aria-label={t(shown)} className="flex min-w-0 grow flex-col gap-4 p-4">
          <Shown />
        </section>
      </div>
    </Dialog>
  )
}
