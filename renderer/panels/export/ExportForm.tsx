import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ExportOrder } from '../../../nodes/contract/films.ts'
import { fromWire, toWire, type AppError } from '../../../nodes/errors.ts'
import type { Film } from '../../store/film.ts'
import { getStore, useStore } from '../../store/index.ts'
import { translate } from '../../i18n/index.ts'
import { Button } from '../../ui/Button.tsx'
import { Switch } from '../../ui/Switch.tsx'
import { Alongside, CaptionField } from './Alongside.tsx'
import { closeExport, useExportDialog } from './export-dialog.ts'
import { ExportSummary } from './ExportSummary.tsx'
import { FolderField } from './FolderField.tsx'
import { NameField } from './NameField.tsx'
import { orderOf, rememberPreset, useWishes, type Wishes } from './order.ts'
import { PresetCards } from './PresetCards.tsx'
import { useEstimate } from './use-estimate.ts'

interface ExportFormProps {
  readonly nodeId: string
  readonly film: Film | undefined
}

export function ExportForm({ nodeId, film }: ExportFormProps) {
  const { t } = useTranslation(['exports', 'panels'])
  const workflowId = useStore((state) => state.workflow?.id ?? '')
  const [wishes, change] = useWishes({ workflowId, nodeId })
  const made = film?.shots.some(({ media, shot }) => shot.card || (media && !media.missing)) ?? false
  const order = orderOf(wishes, { workflowId, nodeId })
  const estimated = useEstimate(made ? order : undefined)
  const { start, starting, refused } = useStart(order)
  const folder = useRef<HTMLInputElement>(null)
  const reason = !made ? t('empty') : order.name === '' ? t('nameEmpty') : undefined
  return (
    <div className="flex min-h-0 flex-col">
      <div className="flex flex-col gap-4 p-4">
        <PresetCards
          value={wishes.preset}
          shape={film ?? { width: 9, height: 16 }}
          onChange={(preset) => change({ preset })}
        />
        <div className="grid grid-cols-1 gap-x-6 gap-y-4 sm:grid-cols-2">
          <div className="flex min-w-0 flex-col gap-4">
            <NameField
              value={wishes.name}
              path={estimated.estimate?.path}
              onChange={(name) => change({ name })}
            />
            <FolderField
              inputRef={folder}
              value={wishes.folder}
              onChange={(next) => change({ folder: next })}
            />
            <CaptionField wishes={wishes} film={film} change={change} />
          </div>
          <Extras wishes={wishes} change={change} />
        </div>
      </div>
      <footer className="sticky bottom-0 flex items-center gap-2 border-t border-line bg-overlay px-4 py-3">
        <ExportSummary
          film={film}
          estimated={refused ? { error: refused, waiting: false } : estimated}
          chooseFolder={() => folder.current?.focus()}
        />
        <Button onClick={closeExport}>{t('panels:cancel')}</Button>
        <Button look="primary" disabledReason={reason} disabled={starting} onClick={() => void start()}>
          {t('export')}
        </Button>
      </footer>
    </div>
  )
}

function useStart(order: ExportOrder) {
  const [starting, setStarting] = useState(false)
  const [refused, setRefused] = useState<AppError>()
  const start = async () => {
    setStarting(true)
    setRefused(undefined)
    try {
      const { id } = await getStore().startExport(order)
      rememberPreset(order)
      getStore().announce(translate('exports:say.started'))
      useExportDialog.setState({ exportId: id })
    } catch (error) {
      setRefused(fromWire(toWire(error)))
    }
    setStarting(false)
  }
  return { start, starting, refused }
}

interface ExtrasProps {
  readonly wishes: Wishes
  readonly change: (change: Partial<Wishes>) => void
}

function Extras({ wishes, change }: ExtrasProps) {
  const { t } = useTranslation('exports')
  return (
    <div className="flex min-w-0 flex-col gap-4">
      <Alongside wishes={wishes} change={change} />
      {wishes.preset !== 'gif' && (
        <div>
          <Switch
            label={t('carries')}
            checked={wishes.carriesWorkflow}
            onChange={(carriesWorkflow) => change({ carriesWorkflow })}
          />
          <p className="text-12 text-text-3">{t('carriesHint')}</p>
        </div>
      )}
      {wishes.preset !== 'gif' && wishes.preset !== 'master' && (
        <div>
          <Switch
            label={t('hardware')}
            checked={wishes.hardware}
            onChange={(hardware) => change({ hardware })}
          />
          <p className="text-12 text-text-3">{t('hardwareHint')}</p>
        </div>
      )}
    </div>
  )
}
