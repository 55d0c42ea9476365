import { useTranslation } from 'react-i18next'
import { useStore } from '../../store/index.ts'
import { Dialog } from '../../ui/Dialog.tsx'
import type { DialogProps } from '../Dialogs.tsx'
import { licences } from './licences.ts'

export function AboutDialog({ open, onClose }: DialogProps) {
  const { t } = useTranslation('dialogs')
  return (
    <Dialog open={open} onClose={onClose} title={t('aboutApp.title')} width="small">
      <div className="p-4">
        <About />
      </div>
    </Dialog>
  )
}

/** Also the last section of the settings. */
export function About() {
  const { t } = useTranslation(['dialogs', 'settings'])
  const version = useStore((state) => state.version)
  return (
    <div className="flex flex-col gap-3 select-text">
      <p>{t('aboutApp.text')}</p>
      <p className="tabular text-text-2">{t('aboutApp.version', { version })}</p>
      <p className="text-text-2">{t('settings:privacy')}</p>
      <p className="text-text-2">{t('aboutApp.licence')}</p>
      <p className="text-text-2">{t('aboutApp.parts')}</p>
      <ul className="grid grid-cols-2 gap-x-4 gap-y-1 text-12">
        {licences.map(({ name, licence }) => (
          <li key={name} className="flex justify-between gap-2">
            <span>{name}</span>
            <span className="text-text-3">{licence}</span>
          </li>
        ))}
      </ul>
    </div>
  )
}
