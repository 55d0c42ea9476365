import { Radio } from '@base-ui/react/radio'
import { RadioGroup } from '@base-ui/react/radio-group'
import { useTranslation } from 'react-i18next'
import type { PackageEstimate, PackageOrder } from '../../../nodes/contract/moving.ts'
import { bytesText } from '../../viewer/facts.ts'

type Way = PackageOrder['takes']

interface WayCardsProps {
  readonly value: Way
  /** Absent until they are known. */
  readonly sizes: PackageEstimate['sizes'] | undefined
  readonly onChange: (way: Way) => void
}

const order = ['active', 'all', 'proxies', 'none'] as const satisfies readonly Way[]

/** What comes along with the workflows, each with what it weighs. */
export function WayCards({ value, sizes, onChange }: WayCardsProps) {
  const { t, i18n } = useTranslation('packages')
  return (
    <RadioGroup
      aria-label={t('ways')}
      value={value}
      onValueChange={(next) => onChange(next as Way)}
      className="grid grid-cols-1 gap-2 sm:grid-cols-2"
    >
      {order.map((way) => {
        const size = sizes?.find(({ takes }) => takes === way)
        return (
          <Radio.Root
            key={way}
            value={way}
            className="flex min-w-0 flex-col gap-0.5 rounded-8 border border-line bg-card p-2.5 text-left hover:border-line-strong data-checked:border-accent data-checked:bg-accent-tint"
          >
            <span className="flex items-baseline gap-2">
              <span className="grow font-medium">{t(`way.${way}.name`)}</span>
              <span className="tabular text-12 text-text-2">
                {size && `${way === 'proxies' ? '≈ ' : ''}${bytesText(size.bytes, i18n.language)}`}
              </span>
            </span>
            <span className="text-12 text-text-2">{t(`way.${way}.words`)}</span>
            {size && size.files > 0 && (
              <span className="text-12 text-text-2">{t('files', { count: size.files })}</span>
            )}
            {size && size.missing > 0 && (
              <span className="text-12 text-warn">{t('missing', { count: size.missing })}</span>
            )}
          </Radio.Root>
        )
      })}
    </RadioGroup>
  )
}
