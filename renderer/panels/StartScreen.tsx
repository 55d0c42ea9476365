import { useTranslation } from 'react-i18next'
import { errorText } from '../i18n/index.ts'
import { useStore } from '../store/index.ts'
import { Button } from '../ui/Button.tsx'
import { useLater } from '../ui/useLater.ts'

/** While the library opens; most of the time too short to be seen. */
export function StartScreen() {
  const { t } = useTranslation('dialogs')
  const error = useStore((state) => state.startError)
  const start = useStore((state) => state.start)
  const late = useLater(error === undefined)
  if (error) {
    return (
      <main className="flex h-full flex-col items-center justify-center gap-4 p-8">
        <h1 className="text-18 font-semibold">{t('start.stuck')}</h1>
        <p role="alert" className="max-w-140 text-center text-text-2 select-text">
          {errorText(error)}
        </p>
        <Button look="primary" size="large" onClick={() => void start()}>
          {t('start.again')}
        </Button>
      </main>
    )
  }
  return (
    <main className="flex h-full items-center justify-center">
      {late && <p className="animate-pulse-slow text-text-2">{t('start.starting')}</p>}
    </main>
  )
}
