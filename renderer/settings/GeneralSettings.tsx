import { useTranslation } from 'react-i18next'
import { languages, themes, type Settings } from '../../nodes/contract/records.ts'
import { act } from '../panels/act.ts'
import { useStore } from '../store/index.ts'
import { Button } from '../ui/Button.tsx'
import { Select } from '../ui/Select.tsx'

export function GeneralSettings() {
  const { t } = useTranslation('settings')
  const theme = useStore((state) => state.settings.theme)
  const language = useStore((state) => state.settings.language)
  const change = (patch: Partial<Settings>) => void act().changeSettings(patch)
  return (
    <div className="flex max-w-72 flex-col gap-4">
      <Select
        label={t('theme')}
        value={theme}
        options={themes.map((value) => ({ value, label: t(`themes.${value}`) }))}
        onChange={(value) => change({ theme: value as Settings['theme'] })}
      />
      <Select
        label={t('language')}
        value={language}
        options={languages.map((value) => ({ value, label: t(`languages.${value}`) }))}
        onChange={(value) => change({ language: value as Settings['language'] })}
      />
      <div className="flex flex-col items-start gap-1">
        <Button onClick={() => change({ tipsSeen: 0 })}>{t('tips')}</Button>
        <p className="text-12 text-text-3">{t('tipsShown')}</p>
      </div>
    </div>
  )
}
