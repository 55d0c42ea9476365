import { FileSpreadsheet } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { columns, type Item } from '../../../nodes/batch/item.ts'
import { fieldLabel } from '../../i18n/node-words.ts'
import { Button } from '../../ui/Button.tsx'
import { TextField } from '../../ui/TextField.tsx'
import type { WayProps } from './BatchDialog.tsx'
import { askFor } from './ask-files.ts'

const SHOWN_ROWS = 5

/** A table from a file or the clipboard: what of it is understood is shown before anything is made. */
export function TableWay({ node, draft, list, onChange }: WayProps) {
  const { t } = useTranslation(['dialogs', 'money'])
  const known = columns.map(({ name }) => name).join(t('money:comma'))
  const choose = async () => {
    const [file] = await askFor('table')
    if (file) onChange({ table: await file.text(), tableName: file.name })
  }
  return (
    <div className="flex flex-col gap-3">
      <TextField
        label={t('batch.table')}
        hint={t('batch.tableHint', { columns: known })}
        placeholder={t('batch.tablePlaceholder')}
        rows={5}
        value={draft.table}
        onChange={(table) => onChange({ table, tableName: t('batch.pasted') })}
      />
      <Button icon={<FileSpreadsheet />} className="self-start" onClick={() => void choose()}>
        {t('batch.chooseTable')}
      </Button>
      {list.unknown.length > 0 && (
        <p className="text-12 text-warn">
          {t('batch.unknown', { columns: list.unknown.join(t('money:comma')) })}
        </p>
      )}
      {list.items.length > 0 && <Rows type={node.type} items={list.items} />}
    </div>
  )
}

function Rows({ type, items }: { readonly type: string; readonly items: readonly Item[] }) {
  const { t } = useTranslation('dialogs')
  const rows = items.slice(0, SHOWN_ROWS).map(({ prompt, title, params }) => ({ prompt, title, ...params }))
  const names = columns
    .map(({ name }) => name)
    .filter((name) => items.some((item) => valueOf(item, name) !== undefined))
  return (
    <table className="tabular w-full text-left text-12">
      <caption className="pb-1 text-left text-text-3">{t('batch.preview')}</caption>
      <thead className="text-text-3">
        <tr className="border-b border-line">
          <th className="w-8 py-1 font-medium">{t('batch.row')}</th>
          {names.map((name) => (
            <th key={name} className="py-1 pr-3 font-medium">
              {fieldLabel(type, name)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row, index) => (
          // A row has no name of its own; its place is what it is.
          // oxlint-disable-next-line react/no-array-index-key
          <tr key={index} className="border-b border-line align-top">
            <td className="py-1 text-text-3">{index + 1}</td>
            {names.map((name) => (
              <td key={name} className="max-w-60 truncate py-1 pr-3">
                {String((row as Record<string, unknown>)[name] ?? '')}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function valueOf({ prompt, title, params }: Item, name: string): unknown {
  if (name === 'prompt') return prompt
  return name === 'title' ? title : params?.[name]
}
