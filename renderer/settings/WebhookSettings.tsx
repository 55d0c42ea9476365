import { CircleAlert, CircleCheck, CircleDashed } from 'lucide-react'
import { useEffect, useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { Output } from '../../nodes/contract/methods.ts'
import type { Webhooks } from '../../nodes/contract/records.ts'
import { toWire } from '../../nodes/errors.ts'
import { call } from '../api.ts'
import { errorText } from '../i18n/index.ts'
import { act } from '../panels/act.ts'
import { useStore } from '../store/index.ts'
import { NumberField } from '../ui/NumberField.tsx'
import { Switch } from '../ui/Switch.tsx'
import { CommitField } from '../ui/TextField.tsx'

const LOOK_EVERY_MS = 2_000

/** Through a tunnel of the person's own, providers may say that a job is finished. Nothing depends on it. */
export function WebhookSettings() {
  const { t } = useTranslation('settings')
  const webhooks = useStore((state) => state.settings.webhooks)
  const change = (patch: Partial<Webhooks>) =>
    void act().changeSettings({ webhooks: { ...webhooks, ...patch } })
  const wrong = webhooks.publicUrl !== '' && !webhooks.publicUrl.startsWith('https://')
  return (
    <>
      <p className="text-text-2">{t('hooks.why')}</p>
      <div className="flex max-w-120 flex-col gap-4">
        <Switch label={t('hooks.on')} checked={webhooks.on} onChange={(on) => change({ on })} />
        <State webhooks={webhooks} />
        <CommitField
          label={t('hooks.address')}
          value={webhooks.publicUrl}
          placeholder="https://"
          hint={t('hooks.addressHint')}
          error={wrong ? t('hooks.addressWrong') : undefined}
          onCommit={(publicUrl) => change({ publicUrl: publicUrl.trim() })}
        />
        <div className="flex flex-col gap-1">
          <div className="w-40">
            <NumberField
              label={t('hooks.port')}
              value={webhooks.port}
              min={0}
              max={65_535}
              onChange={(port) => change({ port })}
            />
          </div>
          <p className="text-12 text-text-3">{t('hooks.portHint')}</p>
        </div>
        <p className="text-12 text-text-3">{t('hooks.secret')}</p>
      </div>
    </>
  )
}

function State({ webhooks }: { readonly webhooks: Webhooks }) {
  const { t } = useTranslation('settings')
  const [status, setStatus] = useState<Output<'webhooks.status'>>()
  useEffect(() => {
    let current = true
    const look = () =>
      call('webhooks.status', {})
        .catch((error: unknown) => ({ error: toWire(error) }))
        .then((told) => current && setStatus(told))
    void look()
    // The receiver follows the settings a moment later, and may lose its port at any time.
    const timer = setInterval(look, LOOK_EVERY_MS)
    return () => {
      current = false
      clearInterval(timer)
    }
  }, [])
  if (!webhooks.on) return <Line icon={<CircleDashed className="text-text-3" />} text={t('hooks.off')} />
  if (status?.error)
    return <Line icon={<CircleAlert className="text-err" />} text={errorText(status.error)} />
  if (status?.port === undefined)
    return <Line icon={<CircleDashed className="text-text-3" />} text={t('hooks.notYet')} />
  const port = String(status.port)
  return <Line icon={<CircleCheck className="text-ok" />} text={t('hooks.listening', { port })} />
}

function Line({ icon, text }: { readonly icon: ReactNode; readonly text: string }) {
  return (
    <p role="status" className="flex items-start gap-2 rounded-4 border border-line bg-card p-2 select-text">
      <span className="mt-px shrink-0">{icon}</span>
      {text}
    </p>
  )
}
