import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { MediaUse } from '../../nodes/contract/library.ts'
import { act } from '../panels/act.ts'
import { useStore } from '../store/index.ts'
import { showUse } from './actions.ts'

const MOST_SHOWN = 8

/** Where a file is used, each with the way there. */
export function Uses({ mediaId }: { readonly mediaId: string }) {
  const { t } = useTranslation('library')
  const uses = useUses(mediaId)
  if (!uses) return null
  const shown = uses.slice(0, MOST_SHOWN)
  return (
    <section aria-label={t('details.usedIn')} className="flex flex-col gap-1">
      <h4 className="text-12 text-text-3">{t('details.usedIn')}</h4>
      {uses.length === 0 && <p className="text-12 text-text-2">{t('details.unused')}</p>}
      <ul>
        {shown.map((use) => (
          <li key={`${use.workflowId} ${use.nodeId} ${use.as}`}>
            <button
              type="button"
              aria-label={t('details.show', { node: `${use.nodeTitle}, ${use.workflowName}` })}
              className="flex min-h-7 w-full min-w-0 items-center gap-2 rounded-4 px-1.5 text-left text-12 hover:bg-card"
              onClick={() => void showUse(use)}
            >
              <span className="min-w-0 grow truncate">
                {t('details.use', { node: use.nodeTitle, workflow: use.workflowName })}
              </span>
              <span className="shrink-0 text-text-3">{t(`details.as.${use.as}`)}</span>
            </button>
          </li>
        ))}
      </ul>
      {uses.length > shown.length && (
        <p className="px-1.5 text-12 text-text-3">
          {t('details.moreUses', { count: uses.length - shown.length })}
        </p>
      )}
    </section>
  )
}

/** Asked again after every edit of the workflow, because that may use it or no longer. */
function useUses(mediaId: string): readonly MediaUse[] | undefined {
  const [uses, setUses] = useState<readonly MediaUse[]>()
  useEffect(() => {
    let wanted = true
    const read = () =>
      void act()
        .usesOf([mediaId])
        .then((found) => wanted && setUses(found))
    read()
    const stop = useStore.subscribe(({ savedAt }, before) => savedAt !== before.savedAt && read())
    return () => {
      wanted = false
      stop()
    }
  }, [mediaId])
  return uses
}
