import { CircleAlert } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { PackageContents } from '../../../nodes/contract/moving.ts'
import { errorText } from '../../i18n/index.ts'
import { formatUsd } from '../../i18n/usd.ts'
import { Button } from '../../ui/Button.tsx'
import { bytesText } from '../../viewer/facts.ts'
import { act } from '../act.ts'
import { Frame } from './Frame.tsx'
import { closePackage, pickPackage, type Subject, watchTransfer } from './package-dialog.ts'

interface ImportPackageProps {
  readonly subject: Extract<Subject, { what: 'import' }>
}

/** What is in a package, before any of it is let in. */
export function ImportPackage({ subject: { name, found, error } }: ImportPackageProps) {
  const { t } = useTranslation(['packages', 'panels'])
  const [refused, setRefused] = useState<unknown>()
  const [starting, setStarting] = useState(false)
  const wrong = refused ?? error
  const letIn = async () => {
    if (!found) return
    setStarting(true)
    try {
      watchTransfer((await act().importPackage(found.source)).id)
    } catch (failure) {
      setRefused(failure)
    }
    setStarting(false)
  }
  return (
    <Frame
      actions={
        <>
          <Button onClick={closePackage}>{t('panels:cancel')}</Button>
          {wrong === undefined ? (
            <Button look="primary" disabled={!found || starting} onClick={() => void letIn()}>
              {t('letIn')}
            </Button>
          ) : (
            <Button look="primary" onClick={() => void pickPackage()}>
              {t('chooseOther')}
            </Button>
          )}
        </>
      }
    >
      {wrong !== undefined && (
        <p role="alert" className="flex items-start gap-2">
          <CircleAlert className="mt-0.5 shrink-0 text-err" />
          <span className="min-w-0 break-words select-text">{errorText(wrong)}</span>
        </p>
      )}
      {wrong === undefined && !found && <p aria-live="polite">{t('looking', { name })}</p>}
      {wrong === undefined && found && <Contents contents={found.contents} />}
    </Frame>
  )
}

function Contents({ contents }: { readonly contents: PackageContents }) {
  const { t, i18n } = useTranslation('packages')
  const { name, bytes, takes, madeAt, workflows, media, fonts, usd } = contents
  const day = new Intl.DateTimeFormat(i18n.language, { dateStyle: 'long' }).format(madeAt)
  return (
    <>
      <div>
        <p className="text-15 font-semibold break-words">{name}</p>
        <p className="text-12 text-text-2">
          {[t(`way.${takes}.name`), bytesText(bytes, i18n.language), day].join(' · ')}
        </p>
      </div>
      <ul
        aria-label={t('workflows')}
        className="flex max-h-48 flex-col overflow-y-auto rounded-4 border border-line"
      >
        {workflows.map((workflow, index) => (
          <li
            // oxlint-disable-next-line react/no-array-index-key -- the list never changes, and names may be the same
            key={index}
            className="flex min-h-8 items-center gap-2 border-b border-line px-2 last:border-b-0"
          >
            <span className="min-w-0 grow truncate">{workflow.name}</span>
            <span className="tabular text-12 text-text-2">
              {workflow.known
                ? t('knownWorkflow')
                : t('counts', { nodes: workflow.nodes, takes: workflow.takes })}
            </span>
          </li>
        ))}
      </ul>
      <ul className="flex flex-col gap-1 text-12 text-text-2">
        <li>{t('media', { count: media.files, known: media.known })}</li>
        {media.missing > 0 && <li className="text-warn">{t('missing', { count: media.missing })}</li>}
        {usd > 0 && <li>{t('paid', { usd: formatUsd(usd, i18n.language) })}</li>}
        {fonts.length > 0 && <li>{t('fonts', { names: fonts.join(', ') })}</li>}
        <li>{t('inert')}</li>
      </ul>
    </>
  )
}
