import { Check, CircleAlert, LoaderCircle, X } from 'lucide-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { errorText } from '../../i18n/index.ts'
import { useStore } from '../../store/index.ts'
import type { ImportProgress } from '../../store/types.ts'
import { IconButton } from '../../ui/IconButton.tsx'
import { FolderImports } from './FolderImports.tsx'

const icons: Readonly<Record<ImportProgress['state'], ReactNode>> = {
  running: <LoaderCircle className="animate-turn text-accent" />,
  done: <Check className="text-ok" />,
  existed: <Check className="text-text-3" />,
  refused: <CircleAlert className="text-err" />,
}

/** What is being imported, and until it is dismissed what became of it: folders, and single files one by one. */
export function Imports() {
  return (
    <>
      <FolderImports />
      <FileImports />
    </>
  )
}

function FileImports() {
  const { t } = useTranslation('panels')
  const imports = useStore((state) => state.imports)
  const dismissImports = useStore((state) => state.dismissImports)
  if (imports.length === 0) return null
  const over = imports.every(({ state }) => state !== 'running')
  // What needs to be read comes first: the list is often longer than its place.
  const inOrder = imports.toSorted((a, b) => Number(b.state === 'refused') - Number(a.state === 'refused'))
  return (
    <section aria-label={t('media.imports')} className="mx-2 mb-2 flex rounded-4 bg-card py-1 pl-2">
      <ul className="max-h-32 min-w-0 grow overflow-y-auto text-12">
        {inOrder.map((entry) => (
          <li key={entry.id} className="flex items-start gap-1.5 py-0.5">
            <span className="mt-0.5 shrink-0 [&_svg]:size-3.5">{icons[entry.state]}</span>
            <span className="min-w-0">
              <span className="block truncate" title={entry.name}>
                {entry.name}
              </span>
              <Outcome entry={entry} />
            </span>
          </li>
        ))}
      </ul>
      {over && <IconButton size="compact" label={t('dismiss')} icon={<X />} onClick={dismissImports} />}
    </section>
  )
}

function Outcome({ entry }: { readonly entry: ImportProgress }) {
  const { t } = useTranslation('panels')
  if (entry.state === 'existed') return <span className="text-text-3">{t('media.existed')}</span>
  if (entry.error) return <span className="text-err">{errorText(entry.error)}</span>
  return null
}
