import { useDeferredValue, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { DocumentNode } from '../../../nodes/graph/document.ts'
import { canBatch } from '../../commands/node.ts'
import { errorText } from '../../i18n/index.ts'
import { nodeName } from '../../i18n/node-words.ts'
import { sumWords } from '../../i18n/quote-words.ts'
import { nodeById, useStore } from '../../store/index.ts'
import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { Tabs } from '../../ui/Tabs.tsx'
import { TextField } from '../../ui/TextField.tsx'
import { act } from '../act.ts'
import type { DialogProps } from '../Dialogs.tsx'
import { listOf, ownWords, previewBatch, waysFor, type BatchDraft, type BatchList } from './batch-plan.ts'
import { PicturesWay } from './PicturesWay.tsx'
import { TableWay } from './TableWay.tsx'

/** One shot becomes many: from lines, from pictures or from a table. */
export function BatchDialog({ open, onClose }: DialogProps) {
  const { t } = useTranslation('dialogs')
  const node = useStore(({ document, selection }) => nodeById(document, selection[0] ?? ''))
  const subject = open && node && canBatch(node.type) ? node : undefined
  return (
    <Dialog
      open={subject !== undefined}
      onClose={onClose}
      title={t('batch.title', { node: subject ? nodeName(subject) : '' })}
      width="large"
    >
      {subject && <Batch key={subject.id} node={subject} onDone={onClose} />}
    </Dialog>
  )
}

interface BatchProps {
  readonly node: DocumentNode
  readonly onDone: () => void
}

function Batch({ node, onDone }: BatchProps) {
  const { t } = useTranslation('dialogs')
  const ways = waysFor(node.type)
  const [draft, setDraft] = useState<BatchDraft>(() => ({
    way: ways[0]!,
    lines: ownWords(node),
    pictures: [],
    table: '',
    tableName: t('batch.pasted'),
  }))
  const change = (part: Partial<BatchDraft>) => setDraft((before) => ({ ...before, ...part }))
  const list = useMemo(() => listOf(draft), [draft])
  return (
    <div className="flex flex-col gap-3 p-4">
      <div className="h-[46vh] min-h-60 overflow-hidden rounded-4 border border-line">
        <Tabs
          label={t('batch.ways')}
          tabs={ways.map((id) => ({ id, label: t(`batch.way.${id}`) }))}
          value={draft.way}
          onChange={(way) => change({ way })}
        >
          <div className="h-full overflow-y-auto p-3">
            <Way node={node} draft={draft} list={list} onChange={change} />
          </div>
        </Tabs>
      </div>
      <Outcome node={node} list={list} onDone={onDone} />
    </div>
  )
}

export interface WayProps {
  readonly node: DocumentNode
  readonly draft: BatchDraft
  readonly list: BatchList
  readonly onChange: (part: Partial<BatchDraft>) => void
}

function Way(props: WayProps) {
  const { t } = useTranslation('dialogs')
  const { draft, onChange } = props
  switch (draft.way) {
    case 'lines':
      return (
        <TextField
          label={t('batch.lines')}
          hint={t('batch.linesHint')}
          rows={10}
          value={draft.lines}
          onChange={(lines) => onChange({ lines })}
        />
      )
    case 'pictures':
      return <PicturesWay {...props} />
    case 'table':
      return <TableWay {...props} />
  }
}

/** What the list would make and cost, and the button that makes it. */
function Outcome({ node, list, onDone }: BatchProps & { readonly list: BatchList }) {
  const { t } = useTranslation(['dialogs', 'nodes'])
  const items = useDeferredValue(list.items)
  const importing = useStore(({ imports }) => imports.some(({ state }) => state === 'running'))
  const preview = useMemo(
    () => (items.length > 0 ? previewBatch(act(), node.id, items) : undefined),
    [items, node.id],
  )
  const error = list.error ?? (preview && 'error' in preview ? preview.error : undefined)
  const make = () => {
    act().makeBatch(node.id, list.items)
    onDone()
  }
  const reason = importing ? t('batch.working') : error ? errorText(error) : undefined
  return (
    <div className="flex flex-wrap items-center gap-3">
      <div aria-live="polite" className="tabular min-w-0 flex-1">
        {error && <p className="text-err">{errorText(error)}</p>}
        {!error && list.items.length === 0 && <p className="text-text-3">{t('batch.none')}</p>}
        {!error && preview && 'added' in preview && (
          <p className="text-text-2">
            {t('nodes:sentences', {
              first: preview.added === 0 ? t('batch.makesNone') : t('batch.makes', { count: preview.added }),
              second: t('batch.costs', { cost: sumWords(preview.cost) }),
            })}
          </p>
        )}
      </div>
      <Button
        look="primary"
        size="large"
        disabledReason={reason ?? (list.items.length === 0 ? t('batch.none') : undefined)}
        onClick={make}
      >
        {t('batch.make', { count: list.items.length })}
      </Button>
    </div>
  )
}
