import { useTranslation } from 'react-i18next'
import type { ConnectionField, ProviderInfo } from '../../nodes/contract/money.ts'
import { fieldWords } from '../i18n/provider-words.ts'
import { act } from '../panels/act.ts'
import { Button } from '../ui/Button.tsx'
import { NumberField } from '../ui/NumberField.tsx'
import { Switch } from '../ui/Switch.tsx'
import { CommitField } from '../ui/TextField.tsx'
import { Group } from './Group.tsx'

const MOST_AT_ONCE = 20

/** Where the service is, how much it is given at once, and what only this one asks for. */
export function ProviderConnection({ provider }: { readonly provider: ProviderInfo }) {
  const { t } = useTranslation('settings')
  const { id, concurrency, fields, values } = provider
  return (
    <Group title={t('provider.connection')}>
      <Address provider={provider} />
      {concurrency !== undefined && (
        <div className="w-40">
          <NumberField
            label={t('provider.concurrency')}
            value={concurrency}
            min={1}
            max={MOST_AT_ONCE}
            onChange={(next) => void act().configureProvider({ provider: id, concurrency: next })}
          />
        </div>
      )}
      {fields.map((field) => (
        <OwnField
          key={field.name}
          field={fieldWords(id, field)}
          value={values[field.name] ?? ''}
          onCommit={(value) =>
            void act().configureProvider({ provider: id, values: { [field.name]: value } })
          }
        />
      ))}
    </Group>
  )
}

function Address({ provider: { id, address } }: { readonly provider: ProviderInfo }) {
  const { t } = useTranslation('settings')
  if (!address) return null
  const standard = address.value === '' || address.value === address.standard
  const change = (value: string) => void act().configureProvider({ provider: id, address: value.trim() })
  return (
    <div className="flex items-start gap-2">
      <div className="grow">
        <CommitField
          label={t('provider.address')}
          value={address.value || address.standard}
          placeholder={address.standard}
          hint={t(address.standard === '' ? 'provider.ownAddress' : 'provider.addressHint')}
          onCommit={change}
        />
      </div>
      {address.standard !== '' && (
        <Button
          className="mt-5"
          disabledReason={standard ? t('provider.standardAlready') : undefined}
          onClick={() => change('')}
        >
          {t('provider.standard')}
        </Button>
      )}
    </div>
  )
}

interface OwnFieldProps {
  readonly field: ConnectionField
  readonly value: string
  readonly onCommit: (value: string) => void
}

/** The provider's own settings travel as text, whatever they look like here. */
function OwnField({ field, value, onCommit }: OwnFieldProps) {
  const { label, hint, placeholder, control } = field
  if (control === 'switch') {
    return (
      <div>
        <Switch label={label} checked={value === 'true'} onChange={(on) => onCommit(String(on))} />
        {hint && <p className="text-12 text-text-3">{hint}</p>}
      </div>
    )
  }
  return (
    <div className="[&_textarea]:min-h-20">
      <CommitField
        label={label}
        value={value}
        hint={hint}
        {...(placeholder !== undefined && { placeholder })}
        {...(control === 'textarea' && { rows: 4 })}
        onCommit={onCommit}
      />
    </div>
  )
}
