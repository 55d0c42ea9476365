import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { LegacyContents } from '../../../nodes/contract/moving.ts'
import { errorText } from '../../i18n/index.ts'
import { Button } from '../../ui/Button.tsx'
import { bytesText } from '../../viewer/facts.ts'
import { act } from '../act.ts'
import { FolderPath } from '../FolderPath.tsx'
import { Frame } from './Frame.tsx'
import { closePackage, watchTransfer } from './package-dialog.ts'

/** Where the older library lies, what is in it, and then everything of it. */
export function LegacyForm() {
  const { t } = useTranslation(['packages', 'panels'])
  const [path, setPath] = useState('')
  const [found, setFound] = useState<LegacyContents>()
  const [refused, setRefused] = useState<string>()
  const [busy, setBusy] = useState(false)
  const named = path.trim()
  const change = (text: string) => {
    setPath(text)
    setFound(undefined)
    setRefused(undefined)
  }
  const attempt = async (work: () => Promise<void>) => {
    setBusy(true)
    await work().catch((error: unknown) => setRefused(errorText(error)))
    setBusy(false)
  }
  const look = () => attempt(async () => setFound(await act().inspectLegacy(named)))
  const takeOver = () => attempt(async () => watchTransfer((await act().importLegacy(named)).id))
  return (
    <Frame
      actions={
        <>
          <Button onClick={closePackage}>{t('panels:cancel')}</Button>
          <Button
            look="primary"
            disabled={busy}
            disabledReason={named === '' ? t('legacy.pathFirst') : undefined}
            onClick={() => void (found ? takeOver() : look())}
          >
            {t(found ? 'legacy.takeOver' : 'legacy.look')}
          </Button>
        </>
      }
    >
      <FolderPath
        label={t('legacy.path')}
        hint={t('legacy.hint')}
        value={path}
        error={refused}
        choose={t('legacy.choose')}
        onChange={change}
        onEnter={() => void (found ? takeOver() : named !== '' && look())}
      />
      {found && <Found found={found} />}
    </Frame>
  )
}

function Found({ found }: { readonly found: LegacyContents }) {
  const { t, i18n } = useTranslation('packages')
  return (
    <ul aria-live="polite" className="flex flex-col gap-1">
      <li>{t('legacy.workflows', { count: found.workflows })}</li>
      <li>{t('legacy.videos', { count: found.found, bytes: bytesText(found.bytes, i18n.language) })}</li>
      {found.videos > found.found && (
        <li className="text-warn">{t('legacy.lost', { count: found.videos - found.found })}</li>
      )}
    </ul>
  )
}
