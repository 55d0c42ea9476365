import { Radio } from '@base-ui/react/radio'
import { RadioGroup } from '@base-ui/react/radio-group'
import { useTranslation } from 'react-i18next'
import type { ImportOrder } from '../../../nodes/contract/moving.ts'

type Way = ImportOrder['way']
const ways: readonly Way[] = ['copy', 'link']

/** Whether the library gets copies, or remembers where the files are. */
export function WayChoice({ way, onChange }: { readonly way: Way; readonly onChange: (way: Way) => void }) {
  const { t } = useTranslation('imports')
  return (
    <RadioGroup
      aria-label={t('way')}
      value={way}
      onValueChange={(value) => onChange(value as Way)}
      className="flex flex-col gap-2"
    >
      {ways.map((one) => (
        <label key={one} className="flex items-start gap-2">
          <Radio.Root
            value={one}
            className="relative mt-0.5 flex size-4 shrink-0 items-center justify-center rounded-full border border-line-strong bg-field hover:border-text-2 data-checked:border-accent-fill data-checked:bg-accent-fill"
          >
            <Radio.Indicator className="size-1.5 rounded-full bg-on-accent" />
          </Radio.Root>
          <span className="min-w-0">
            {t(`ways.${one}`)}
            <span className="block text-12 text-text-3">{t(`waysWhy.${one}`)}</span>
          </span>
        </label>
      ))}
    </RadioGroup>
  )
}
