import { Trash2 } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { StoragePart, StorageReport } from '../../nodes/contract/keeping.ts'
import { bytesWords } from '../i18n/bytes-words.ts'
import { act } from '../panels/act.ts'
import { Button } from '../ui/Button.tsx'
import { Banner } from './Banner.tsx'
import { Group } from './Group.tsx'

/** Media have the colours that they have everywhere; the rest is grey, told apart by its place and its words. */
const fills: Partial<Readonly<Record<StoragePart, string>>> = {
  video: 'bg-type-video',
  image: 'bg-type-image',
  audio: 'bg-type-audio',
  trash: 'bg-err',
  exports: 'bg-accent',
}
const otherwise = 'bg-text-3'

/** What the library takes up, as one bar and in words. */
export function StorageMeter({ storage }: { readonly storage: StorageReport }) {
  const { t } = useTranslation('storage')
  const { parts, free, total, reserve } = storage
  const bytes = parts.reduce((sum, part) => sum + part.bytes, 0)
  const shown = parts.filter((part) => part.files > 0)
  return (
    <Group title={t('used')}>
      {free < reserve && <Banner text={t('low', { free: bytesWords(free), reserve: bytesWords(reserve) })} />}
      <p className="tabular flex flex-wrap justify-between gap-2">
        <span className="font-medium">{t('total', { size: bytesWords(bytes) })}</span>
        <span className="text-text-2">{t('free', { free: bytesWords(free), total: bytesWords(total) })}</span>
      </p>
      <div
        aria-hidden
        className="flex h-3 gap-px overflow-hidden rounded-4 bg-text-1/14 forced-colors:border"
      >
        {shown.map(({ part, bytes: size }) => (
          <div
            key={part}
            className={`min-w-0.5 ${fills[part] ?? otherwise} forced-colors:bg-[CanvasText]`}
            style={{ width: `${(size / Math.max(bytes, 1)) * 100}%` }}
          />
        ))}
      </div>
      <ul className="tabular grid grid-cols-2 gap-x-6 gap-y-1">
        {shown.map((part) => (
          <PartRow key={part.part} {...part} />
        ))}
      </ul>
      <EmptyTrash items={parts.find(({ part }) => part === 'trash')?.files ?? 0} />
    </Group>
  )
}

function PartRow({ part, files, bytes }: StorageReport['parts'][number]) {
  const { t } = useTranslation('storage')
  return (
    <li className="flex min-w-0 items-center gap-2">
      <span aria-hidden className={`size-2 shrink-0 rounded-[2px] ${fills[part] ?? otherwise}`} />
      <span className="grow truncate">{t(`part.${part}`)}</span>
      <span className="shrink-0 text-12 text-text-3">{t('files', { count: files })}</span>
      <span className="w-20 shrink-0 text-right">{bytesWords(bytes)}</span>
    </li>
  )
}

/** Also a linked file may be in it, which takes up no room here. */
function EmptyTrash({ items }: { readonly items: number }) {
  const { t } = useTranslation('storage')
  const empty = async () => {
    await act().purgeMedia()
    await act().readStorage()
  }
  return (
    <div>
      <Button
        icon={<Trash2 />}
        disabledReason={items === 0 ? t('trashEmpty') : undefined}
        onClick={() => void empty()}
      >
        {t('emptyTrash')}
      </Button>
    </div>
  )
}
