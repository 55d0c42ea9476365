import { Search, X } from 'lucide-react'
import type { Ref } from 'react'
import { useTranslation } from 'react-i18next'
import { inputShape } from './Field.tsx'
import { isEnter } from './TextField.tsx'

interface SearchFieldProps {
  readonly label: string
  readonly value: string
  readonly onChange: (value: string) => void
  readonly onEnter?: () => void
  readonly inputRef?: Ref<HTMLInputElement>
}

export function SearchField({ label, value, onChange, onEnter, inputRef }: SearchFieldProps) {
  const { t } = useTranslation('panels')
  return (
    <div className="relative">
      <Search className="pointer-events-none absolute top-1.5 left-2 text-text-3" />
      <input
        ref={inputRef}
        type="text"
        role="searchbox"
        aria-label={label}
        placeholder={label}
        value={value}
        className={`${inputShape} h-7 pr-7 pl-7.5`}
        onChange={(event) => onChange(event.target.value)}
        onKeyDown={(event) => {
          if (isEnter(event)) onEnter?.()
          if (event.key === 'Escape' && value !== '') {
            event.stopPropagation()
            onChange('')
          }
        }}
      />
      {value !== '' && (
        <button
          type="button"
          aria-label={t('clearSearch')}
          className="absolute top-0.5 right-0.5 flex size-6 items-center justify-center text-text-3 hover:text-text-1"
          onClick={() => onChange('')}
        >
          <X className="size-3.5" />
        </button>
      )}
    </div>
  )
}
