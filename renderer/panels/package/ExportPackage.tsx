import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { PackageOrder } from '../../../nodes/contract/moving.ts'
import { errorText } from '../../i18n/index.ts'
import { useStore } from '../../store/index.ts'
import { Button } from '../../ui/Button.tsx'
import { Checkbox } from '../../ui/Checkbox.tsx'
import { TextField } from '../../ui/TextField.tsx'
import { bytesText } from '../../viewer/facts.ts'
import { act } from '../act.ts'
import { fileNameOf } from '../export/export-files.ts'
import { FolderField } from '../export/FolderField.tsx'
import { Frame } from './Frame.tsx'
import { closePackage, watchTransfer } from './package-dialog.ts'
import { useSizes } from './use-sizes.ts'
import { WayCards } from './WayCards.tsx'

/** Which workflows go into the package, with what, and where it is written. Every way says its size first. */
export function ExportPackage({ workflowIds }: { readonly workflowIds: readonly string[] }) {
  const { t, i18n } = useTranslation(['packages', 'panels'])
  const [chosen, setChosen] = useState(workflowIds)
  const [takes, setTakes] = useState<PackageOrder['takes']>('active')
  const [folder, setFolder] = useState('')
  const [typed, setName] = useState<string>()
  const [refused, setRefused] = useState<unknown>()
  const [starting, setStarting] = useState(false)
  const place = useRef<HTMLInputElement>(null)
  const first = useStore(({ workflows }) => workflows.find(({ id }) => id === chosen[0])?.name ?? '')
  const name = (typed ?? first).trim()
  const order = { workflowIds: [...chosen], takes, folder: folder.trim(), name: name.slice(0, 200) }
  const { estimate, error } = useSizes(chosen.length > 0 && name !== '' ? order : undefined)
  const reason = chosen.length === 0 ? t('chooseOne') : name === '' ? t('nameEmpty') : undefined
  const start = async () => {
    setStarting(true)
    setRefused(undefined)
    try {
      watchTransfer((await act().exportPackage(order)).id)
    } catch (failure) {
      setRefused(failure)
    }
    setStarting(false)
  }
  const wrong = refused ?? error
  return (
    <Frame
      actions={
        <>
          <p aria-live="polite" className="min-w-0 grow text-12 text-text-2">
            {wrong !== undefined
              ? errorText(wrong)
              : estimate?.free !== undefined && t('free', { bytes: bytesText(estimate.free, i18n.language) })}
          </p>
          <Button onClick={closePackage}>{t('panels:cancel')}</Button>
          <Button look="primary" disabledReason={reason} disabled={starting} onClick={() => void start()}>
            {t('write')}
          </Button>
        </>
      }
    >
      <WayCards value={takes} sizes={estimate?.sizes} onChange={setTakes} />
      <TextField
        label={t('name')}
        value={typed ?? first}
        maxLength={200}
        error={name === '' ? t('nameEmpty') : undefined}
        hint={estimate && t('nameHint', { name: fileNameOf(estimate.path) })}
        onChange={setName}
      />
      <FolderField inputRef={place} value={folder} onChange={setFolder} />
      <Workflows chosen={chosen} onChange={setChosen} />
      <p className="text-12 text-text-3">{t('carries')}</p>
    </Frame>
  )
}

interface WorkflowsProps {
  readonly chosen: readonly string[]
  readonly onChange: (chosen: readonly string[]) => void
}

function Workflows({ chosen, onChange }: WorkflowsProps) {
  const { t } = useTranslation('packages')
  const workflows = useStore((state) => state.workflows)
  // Those that were chosen when it was opened stand first, and stay there.
  const [front] = useState(chosen)
  const rank = (id: string) => (front.includes(id) ? 0 : 1)
  return (
    <fieldset className="flex flex-col gap-1">
      <legend className="mb-1 text-12 text-text-2">{t('workflows')}</legend>
      <div className="flex max-h-40 flex-col gap-2 overflow-y-auto rounded-4 border border-line p-2">
        {workflows
          .toSorted((a, b) => rank(a.id) - rank(b.id))
          .map(({ id, name }) => (
            <Checkbox
              key={id}
              label={name}
              checked={chosen.includes(id)}
              onChange={(checked) => onChange(checked ? [...chosen, id] : chosen.filter((one) => one !== id))}
            />
          ))}
      </div>
    </fieldset>
  )
}
