import { Popover } from '@base-ui/react/popover'
import { useTranslation } from 'react-i18next'
import { errorText } from '../../i18n/index.ts'
import { useStore } from '../../store/index.ts'
import { Button } from '../../ui/Button.tsx'
import { Tooltip } from '../../ui/Tooltip.tsx'
import { act } from '../act.ts'

/** Whether what is on screen is in the library, in words; and what to do when it is not. */
export function SaveState() {
  const { t } = useTranslation('panels')
  const state = useStore((store) => store.saveState)
  const reachable = useStore((store) => store.phase !== 'unreachable')
  if (state === 'conflict' || state === 'refused') return <Trouble state={state} />
  if (!reachable) return <Words words={t('save.unsaved')} why={t('status.unreachable')} />
  return <Calm />
}

function Calm() {
  const { t, i18n } = useTranslation('panels')
  const state = useStore((store) => store.saveState)
  const draft = useStore((store) => store.workflow?.status === 'draft')
  const savedAt = useStore((store) => store.savedAt)
  const time =
    savedAt === undefined
      ? undefined
      : new Intl.DateTimeFormat(i18n.language, { timeStyle: 'short' }).format(savedAt)
  const why = time === undefined ? t('save.saved') : t('save.savedAt', { time })
  if (state === 'saving') return <Words words={t('save.saving')} why={t('save.saving')} />
  if (state === 'unsaved') return <Words words={t('save.unsaved')} why={t('save.soon')} />
  return draft ? (
    <Words words={t('save.draft')} why={t('save.draftWhy')} />
  ) : (
    <Words words={t('save.saved')} why={why} />
  )
}

function Words({ words, why }: { readonly words: string; readonly why: string }) {
  return (
    <Tooltip text={why}>
      <span className="hidden shrink-0 text-12 text-text-3 min-[900px]:inline">{words}</span>
    </Tooltip>
  )
}

function Trouble({ state }: { readonly state: 'conflict' | 'refused' }) {
  const { t } = useTranslation('panels')
  const error = useStore((store) => store.saveError)
  return (
    <Popover.Root>
      <Popover.Trigger render={<Button look="danger" size="compact" />}>{t(`save.${state}`)}</Popover.Trigger>
      <Popover.Portal>
        <Popover.Positioner sideOffset={6} align="start" className="z-60">
          <Popover.Popup className="appear flex w-84 flex-col gap-3 rounded-8 border border-line bg-overlay p-3 shadow-overlay outline-none">
            <Popover.Description>{error && errorText(error)}</Popover.Description>
            <div className="flex flex-wrap gap-2">
              {state === 'refused' && (
                <Button look="primary" onClick={() => void act().flush()}>
                  {t('save.tryAgain')}
                </Button>
              )}
              <Button onClick={() => void act().saveAsCopy()}>{t('save.keepMine')}</Button>
              {state === 'conflict' && (
                <Button onClick={() => void act().reloadWorkflow()}>{t('save.reload')}</Button>
              )}
            </div>
          </Popover.Popup>
        </Popover.Positioner>
      </Popover.Portal>
    </Popover.Root>
  )
}
