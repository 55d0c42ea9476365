import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ProviderInfo } from '../../nodes/contract/money.ts'
import { act } from '../panels/act.ts'
import { useStore } from '../store/index.ts'
import { AlertDialog } from '../ui/AlertDialog.tsx'
import { Button } from '../ui/Button.tsx'
import { Field, inputShape } from '../ui/Field.tsx'
import { isEnter } from '../ui/TextField.tsx'
import { Group } from './Group.tsx'

/** A key goes in here and is never shown again: not masked, not in part. */
export function KeySettings({ provider }: { readonly provider: ProviderInfo }) {
  const { t } = useTranslation('settings')
  const work = useStore((state) => state.keyWork[provider.id])
  const { id, key } = provider
  const stored = key.kept === 'keychain' || key.kept === 'memory'
  const [typed, setTyped] = useState('')
  const busy = work && t(work === 'saving' ? 'provider.saving' : 'provider.testing')
  const empty = typed === '' ? t('provider.pasteFirst') : undefined
  const save = async () => {
    if (typed === '' || work) return
    if (!(await act().setKey(id, typed))) return
    setTyped('')
    await act().testKey(id)
  }
  return (
    <Group title={t('provider.key')}>
      <KeyField
        provider={provider}
        stored={stored}
        typed={typed}
        onType={(text) => setTyped(text.trimStart())}
        onEnter={() => void save()}
      />
      <div className="flex flex-wrap gap-2">
        <Button
          look={typed ? 'primary' : 'normal'}
          disabledReason={busy ?? empty}
          onClick={() => void save()}
        >
          {t('provider.save')}
        </Button>
        {key.state !== 'missing' && (
          <Button
            disabledReason={busy}
            title={t('provider.testWhy', { provider: provider.title })}
            onClick={() => void act().testKey(id)}
          >
            {t('provider.test')}
          </Button>
        )}
        {stored && <RemoveKey provider={provider} busy={busy} />}
        <p role="status" className="self-center text-text-2">
          {busy}
        </p>
      </div>
      {key.balance && <p className="select-text">{t('provider.balance', { balance: key.balance })}</p>}
    </Group>
  )
}

interface KeyFieldProps {
  readonly provider: ProviderInfo
  readonly stored: boolean
  readonly typed: string
  readonly onType: (typed: string) => void
  readonly onEnter: () => void
}

function KeyField({ provider, stored, typed, onType, onEnter }: KeyFieldProps) {
  const { t } = useTranslation('settings')
  const { kept, variable = '', state } = provider.key
  const hint = kept
    ? t(`provider.kept.${kept}`, { provider: provider.title, variable })
    : state === 'not-needed'
      ? t('provider.noKeyNeeded')
      : undefined
  return (
    <Field label={t('provider.keyOf', { provider: provider.title })} hideLabel hint={hint}>
      {(ids) => (
        <input
          {...ids}
          type="password"
          autoComplete="off"
          spellCheck={false}
          value={typed}
          placeholder={t(stored ? 'provider.keyStored' : 'provider.keyPlaceholder')}
          className={`${inputShape} h-7`}
          onChange={(event) => onType(event.target.value)}
          onPaste={(event) => {
            // Keys are often copied with the line break or the space around them.
            event.preventDefault()
            onType(event.clipboardData.getData('text').trim())
          }}
          onKeyDown={(event) => isEnter(event) && onEnter()}
        />
      )}
    </Field>
  )
}

function RemoveKey({
  provider,
  busy,
}: {
  readonly provider: ProviderInfo
  readonly busy: string | undefined
}) {
  const { t } = useTranslation('settings')
  const [asking, setAsking] = useState(false)
  return (
    <>
      <Button disabledReason={busy} onClick={() => setAsking(true)}>
        {t('provider.remove')}
      </Button>
      <AlertDialog
        open={asking}
        danger
        title={t('provider.removeTitle', { provider: provider.title })}
        text={t('provider.removeText')}
        action={t('provider.removeAction')}
        onCancel={() => setAsking(false)}
        onConfirm={() => {
          setAsking(false)
          void act().removeKey(provider.id)
        }}
      />
    </>
  )
}
