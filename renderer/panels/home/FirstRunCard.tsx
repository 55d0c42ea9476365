import { X } from 'lucide-react'
import { useEffect, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { ProviderInfo } from '../../../nodes/contract/money.ts'
import { isSample } from '../../../nodes/sample.ts'
import { useStore } from '../../store/index.ts'
import { Button } from '../../ui/Button.tsx'
import { IconButton } from '../../ui/IconButton.tsx'
import { act } from '../act.ts'
import { openWorkflowFile } from './open-file.ts'

interface Place {
  /** A panel lies over the left of the canvas. */
  readonly beside: boolean
}

const ALL_SEEN = 3

/** The few words that a new person needs, one card at a time, over the bottom of the canvas. */
export function FirstRunCard({ beside }: { readonly beside: boolean }) {
  const seen = useStore((state) => state.settings.tipsSeen)
  const running = useStore((state) => state.activeRunId !== undefined)
  const finished = useStore((state) => state.runs[0]?.state === 'done')
  const runs = useStore((state) => state.runs.length)
  const sample = useStore((state) => seen < ALL_SEEN && isSample(state.document))
  const leaving = useStore((state) => state.dialog !== undefined)
  const telling = useStore((state) => state.toasts.length > 0)
  const canPay = useStore(({ providers }) => !providers || providers.some(isReadyToPay))
  if (running || leaving || !sample) return null
  if (seen === 0 && !finished) return <SampleCard beside={beside} />
  // News of the run lies over the same corner, and comes first.
  if (!finished || telling) return null
  if (seen < 2 && runs === 1) return <AgainCard beside={beside} />
  return runs > 1 && !canPay ? <ProviderCard beside={beside} /> : null
}

function isReadyToPay({ kind, ready }: ProviderInfo): boolean {
  return kind === 'remote' && ready
}

function finishTips(seen: number): void {
  void act().changeSettings({ tipsSeen: seen })
}

function SampleCard({ beside }: Place) {
  const { t } = useTranslation('dialogs')
  const hasEngine = useStore((state) => state.engine?.ok !== false)
  const away = (work: () => Promise<void>) => () => {
    finishTips(1)
    void work()
  }
  return (
    <Card
      beside={beside}
      text={t(hasEngine ? 'first.sample' : 'first.noEngine')}
      onDismiss={() => finishTips(ALL_SEEN)}
    >
      <Button look="primary" onClick={away(() => act().run({ kind: 'all' }))}>
        {t('first.run')}
      </Button>
      {!hasEngine && <Button onClick={() => act().openDialog('settings')}>{t('first.chooseEngine')}</Button>}
      <Button onClick={away(() => act().createWorkflow())}>{t('first.blank')}</Button>
      <Button onClick={away(openWorkflowFile)}>{t('first.open')}</Button>
    </Card>
  )
}

function AgainCard({ beside }: Place) {
  const { t } = useTranslation('dialogs')
  return (
    <Card beside={beside} text={t('first.again')} onDismiss={() => finishTips(2)}>
      <Button onClick={() => finishTips(2)}>{t('first.understood')}</Button>
    </Card>
  )
}

function ProviderCard({ beside }: Place) {
  const { t } = useTranslation('dialogs')
  const end = () => finishTips(ALL_SEEN)
  return (
    <Card beside={beside} text={t('first.real')} onDismiss={end}>
      <Button
        look="primary"
        onClick={() => {
          end()
          act().openSettings('providers')
        }}
      >
        {t('first.addProvider')}
      </Button>
    </Card>
  )
}

/** Escape in a menu closes the menu, and in a field ends the writing. */
function endsSomethingElse({ target }: KeyboardEvent): boolean {
  const others = '[role="dialog"], [role="alertdialog"], [role="menu"], [role="listbox"], input, textarea'
  return target instanceof Element && target.closest(others) !== null
}

interface CardProps extends Place {
  readonly text: string
  readonly onDismiss: () => void
  readonly children: ReactNode
}

function Card({ beside, text, onDismiss, children }: CardProps) {
  const { t } = useTranslation(['dialogs', 'panels'])
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key === 'Escape' && !event.defaultPrevented && !endsSomethingElse(event)) onDismiss()
    }
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  }, [onDismiss])
  return (
    <aside
      aria-label={t('first.title')}
      className={`absolute right-3 bottom-13 z-10 ${beside ? 'left-64' : 'left-3'} mx-auto flex w-fit flex-wrap items-center gap-x-3 gap-y-2 rounded-8 border border-line bg-overlay py-1.5 pr-10 pl-3 shadow-overlay`}
    >
      <p className="min-w-0 max-w-120 text-text-1">{text}</p>
      <div className="flex flex-wrap gap-2">{children}</div>
      <IconButton
        size="compact"
        label={t('panels:dismiss')}
        icon={<X />}
        className="absolute top-1.5 right-2"
        onClick={onDismiss}
      />
    </aside>
  )
}
