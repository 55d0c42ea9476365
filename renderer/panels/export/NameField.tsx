import { useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '../../ui/Button.tsx'
import { TextField } from '../../ui/TextField.tsx'
import { fileNameOf } from './export-files.ts'

interface NameFieldProps {
  readonly value: string
  /** Where the film would be written, as the core says. */
  readonly path: string | undefined
  readonly onChange: (name: string) => void
}

const parts = ['workflow', 'node', 'date', 'n'] as const

/** A name with parts that are filled in, and what comes of it. */
export function NameField({ value, path, onChange }: NameFieldProps) {
  const { t } = useTranslation('exports')
  const input = useRef<HTMLInputElement>(null)
  const insert = (part: string) => {
    const field = input.current
    const [from, to] = [field?.selectionStart ?? value.length, field?.selectionEnd ?? value.length]
    onChange(`${value.slice(0, from)}{${part}}${value.slice(to)}`)
    field?.focus()
  }
  return (
    <div className="flex flex-col gap-1.5">
      <TextField
        label={t('name')}
        value={value}
        maxLength={200}
        inputRef={input}
        error={value.trim() === '' ? t('nameEmpty') : undefined}
        hint={path === undefined ? undefined : t('nameHint', { name: fileNameOf(path) })}
        onChange={onChange}
      />
      <div className="flex flex-wrap gap-1">
        {parts.map((part) => (
          <Button
            key={part}
            size="compact"
            aria-label={t('insert', { part: t(`part.${part}`) })}
            onClick={() => insert(part)}
          >
            {`{${part}}`}
          </Button>
        ))}
      </div>
    </div>
  )
}
