import { Square, X } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { FolderImport } from '../../../nodes/contract/moving.ts'
import { errorText } from '../../i18n/index.ts'
import { useStore } from '../../store/index.ts'
import { IconButton } from '../../ui/IconButton.tsx'
import { ProgressBar } from '../../ui/ProgressBar.tsx'
import { bytesText } from '../../viewer/facts.ts'
import { act } from '../act.ts'

const states = ['imported', 'known', 'skipped', 'refused'] as const

/** Folders that come in, how far they are, and what became of the files that need a look. */
export function FolderImports() {
  const { t } = useTranslation('panels')
  const imports = useStore((state) => state.folderImports)
  if (imports.length === 0) return null
  const over = imports.some(({ state }) => state !== 'running')
  return (
    <section aria-label={t('media.imports')} className="mx-2 mb-2 flex rounded-4 bg-card py-1 pl-2">
      <ul className="max-h-60 min-w-0 grow overflow-y-auto text-12">
        {imports.map((one) => (
          <Row key={one.id} one={one} />
        ))}
      </ul>
      {over && (
        <IconButton
          size="compact"
          label={t('dismiss')}
          icon={<X />}
          onClick={() => act().dismissFolderImports()}
        />
      )}
    </section>
  )
}

function Row({ one }: { readonly one: FolderImport }) {
  const { t } = useTranslation('imports')
  const { name, state } = one
  return (
    <li className="py-0.5 pr-1" data-import={state}>
      <div className="flex items-center gap-1">
        <span className="min-w-0 grow truncate font-medium" title={name}>
          {name}
        </span>
        {state === 'running' && (
          <IconButton
            size="compact"
            label={t('stop', { name })}
            icon={<Square />}
            onClick={() => void act().stopImport(one.id)}
          />
        )}
      </div>
      {state === 'running' && <Progress one={one} />}
      <Counts one={one} />
      {state === 'stopped' && <p className="text-text-3">{t('stopped')}</p>}
      {one.error && <p className="text-err">{errorText(one.error)}</p>}
      <Told one={one} />
    </li>
  )
}

function Progress({ one: { name, files, done, bytes, bytesDone } }: { readonly one: FolderImport }) {
  const { t, i18n } = useTranslation('imports')
  const size = (amount: number) => bytesText(amount, i18n.language)
  return (
    <>
      <ProgressBar
        label={t('progressOf', { name })}
        value={bytes > 0 ? Math.min(1, bytesDone / bytes) : undefined}
      />
      <p className="tabular text-text-3">
        {files === 0
          ? t('looking')
          : t('progress', { done, files, bytes: size(bytesDone), all: size(bytes) })}
      </p>
    </>
  )
}

function Counts({ one: { counts, state } }: { readonly one: FolderImport }) {
  const { t } = useTranslation('imports')
  const parts = states.flatMap((name) =>
    counts[name] > 0 ? [t(`counts.${name}`, { count: counts[name] })] : [],
  )
  if (parts.length > 0) return <p className="tabular text-text-3">{parts.join(t('comma'))}</p>
  return state === 'done' ? <p className="text-text-3">{t('nothing')}</p> : null
}

function Told({ one: { told } }: { readonly one: FolderImport }) {
  const { t } = useTranslation('imports')
  if (told.length === 0) return null
  return (
    <details>
      <summary className="text-text-2">{t('reasons')}</summary>
      <ul>
        {told.map(({ name, state, error }) => (
          <li key={name} className={state === 'refused' ? 'text-err' : 'text-text-3'}>
            <span className="block truncate text-text-2" title={name}>
              {name}
            </span>
            {error && errorText(error)}
          </li>
        ))}
      </ul>
    </details>
  )
}
