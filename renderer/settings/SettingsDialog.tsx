import type { ComponentType } from 'react'
import { useTranslation } from 'react-i18next'
import { act } from '../panels/act.ts'
import { About } from '../panels/help/AboutDialog.tsx'
import type { DialogProps } from '../panels/Dialogs.tsx'
import { useStore } from '../store/index.ts'
import { settingsSections, type SettingsSection } from '../store/ui-types.ts'
import { Dialog } from '../ui/Dialog.tsx'
import { BackupSettings } from './BackupSettings.tsx'
import { BudgetSettings } from './BudgetSettings.tsx'
import { EngineSettings } from './EngineSettings.tsx'
import { GeneralSettings } from './GeneralSettings.tsx'
import { HealthSettings } from './health/HealthSettings.tsx'
import { ProviderSettings } from './ProviderSettings.tsx'
import { StorageSettings } from './StorageSettings.tsx'
import { WebhookSettings } from './WebhookSettings.tsx'
import { WordSettings } from './WordSettings.tsx'

/** Everything applies at once, so there is nothing to confirm. */
const sections = {
  general: GeneralSettings,
  providers: ProviderSettings,
  budget: BudgetSettings,
  words: WordSettings,
  webhooks: WebhookSettings,
  engine: EngineSettings,
  storage: StorageSettings,
  health: HealthSettings,
  backups: BackupSettings,
  about: About,
} as const satisfies Record<SettingsSection, ComponentType>

export function SettingsDialog({ open, onClose }: DialogProps) {
  const { t } = useTranslation('settings')
  const shown = useStore((state) => state.settingsAt.section)
  const Shown = sections[shown]
  return (
    <Dialog open={open} onClose={onClose} title={t('title')} width="large">
      <div className="flex h-[calc(76vh-49px)] max-h-160">
        <nav
          aria-label={t('sections')}
          className="flex w-36 shrink-0 flex-col gap-0.5 overflow-y-auto border-r border-line p-2"
        >
          {settingsSections.map((name) => (
            <button
              key={name}
              type="button"
              aria-current={name === shown ? 'page' : undefined}
              className="min-h-7 rounded-4 px-2 text-left text-text-2 hover:bg-text-1/8 aria-[current]:bg-accent-tint aria-[current]:text-text-1"
              onClick={() => act().openSettings(name)}
            >
              {t(name)}
            </button>
          ))}
        </nav>
        <section
          key={shown}
          aria-label={t(shown)}
          className={`flex min-w-0 grow flex-col ${shown === 'providers' ? '' : 'gap-4 overflow-y-auto p-4'}`}
        >
          <Shown />
        </section>
      </div>
    </Dialog>
  )
}
