import { CircleAlert, CircleCheck, LoaderCircle } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { errorText } from '../i18n/index.ts'
import { act } from '../panels/act.ts'
import { useStore } from '../store/index.ts'
import { Button } from '../ui/Button.tsx'
import { TextField } from '../ui/TextField.tsx'

/** Which ffmpeg is used, in words, and a way to choose and try another. */
export function EngineSettings() {
  const { t } = useTranslation('settings')
  const kept = useStore((state) => state.settings.ffmpegPath)
  const [path, setPath] = useState(kept)
  const [testing, setTesting] = useState(false)
  const test = async () => {
    setTesting(true)
    const typed = path.trim()
    if (typed !== kept) await act().changeSettings({ ffmpegPath: typed })
    await act().checkEngine(typed)
    setTesting(false)
  }
  return (
    <>
      <p className="text-text-2">{t('engineWhy')}</p>
      <EngineState testing={testing} />
      <div className="flex items-end gap-2" onBlur={() => path.trim() !== kept && void test()}>
        <div className="grow">
          <TextField
            label={t('enginePath')}
            value={path}
            placeholder="/usr/bin/ffmpeg"
            onChange={setPath}
            onEnter={() => void test()}
          />
        </div>
        <Button onClick={() => void test()}>{t('engineTest')}</Button>
      </div>
      <p className="-mt-3 text-12 text-text-3">{t('enginePathHint')}</p>
    </>
  )
}

function EngineState({ testing }: { readonly testing: boolean }) {
  const { t } = useTranslation('settings')
  const engine = useStore((state) => state.engine)
  if (testing || !engine) {
    return (
      <p role="status" className="flex items-center gap-2 text-text-2">
        <LoaderCircle className="animate-turn" />
        {t('engineChecking')}
      </p>
    )
  }
  return (
    <div role="status" className="flex items-start gap-2 rounded-4 bg-card p-3">
      <span className="mt-0.5 shrink-0">
        {engine.ok ? <CircleCheck className="text-ok" /> : <CircleAlert className="text-err" />}
      </span>
      <div className="min-w-0 select-text">
        <p>{engine.ok ? t('engineReady', { version: engine.version }) : errorText(engine.error)}</p>
        {engine.ok && <p className="text-12 break-all text-text-3">{t('engineAt', { path: engine.path })}</p>}
      </div>
    </div>
  )
}
