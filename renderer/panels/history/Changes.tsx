import { Undo2 } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { SnapshotContent } from '../../../nodes/contract/moving.ts'
import type { WorkflowDocument } from '../../../nodes/graph/document.ts'
import type { Difference, NodeChange, ParamChange } from '../../../nodes/history/difference.ts'
import { posterUrl } from '../../api.ts'
import { fieldLabel, nameOf } from '../../i18n/node-words.ts'
import { Button } from '../../ui/Button.tsx'
import { restoreNode, useVersions } from './versions.ts'

interface ChangesProps {
  readonly content: SnapshotContent
  readonly now: WorkflowDocument
  readonly found: Difference
}

/** In words: of the node that is chosen in the drawing, or of all. */
export function Changes({ content, now, found }: ChangesProps) {
  const { t } = useTranslation('history')
  const chosenId = useVersions((state) => state.nodeId)
  const shown = (id: string) => chosenId === undefined || chosenId === id
  const then = content.document
  return (
    <ul
      className="max-h-[45%] shrink-0 overflow-y-auto border-t border-line text-13"
      aria-label={t('changes')}
    >
      {found.settings.map((change) => (
        <li key={change.name} className="px-3 py-2">
          <Param type="workflow" change={change} />
        </li>
      ))}
      {found.removed.filter(shown).map((id) => (
        <Row key={id} title={t('fate.removed', { name: nameOf(then, id) })}>
          <BringBack content={content} nodeId={id} label={t('bringBack')} />
        </Row>
      ))}
      {[...found.changed]
        .filter(([id]) => shown(id))
        .map(([id, change]) => (
          <Row key={id} title={nameOf(now, id)} change={change} type={typeOf(now, id)}>
            <BringBack content={content} nodeId={id} label={t('bringThisBack')} />
          </Row>
        ))}
      {found.added.filter(shown).map((id) => (
        <Row key={id} title={t('fate.added', { name: nameOf(now, id) })} />
      ))}
    </ul>
  )
}

interface RowProps {
  readonly title: string
  readonly type?: string
  readonly change?: NodeChange
  readonly children?: React.ReactNode
}

function Row({ title, type = '', change, children }: RowProps) {
  const { t } = useTranslation('history')
  const onlyMoved = change?.moved && change.params.length === 0 && !change.title && !change.take
  return (
    <li className="flex items-start gap-3 border-b border-line/60 px-3 py-2">
      <div className="flex min-w-0 grow flex-col gap-1">
        <span className="truncate font-semibold">{title}</span>
        {onlyMoved && <span className="text-text-3">{t('moved')}</span>}
        {change?.title && (
          <Words label={t('nodeTitle')} before={change.title.before} after={change.title.after} />
        )}
        {change?.params.map((param) => (
          <Param key={param.name} type={type} change={param} />
        ))}
        {change?.take && <Takes before={change.take.before} after={change.take.after} />}
      </div>
      {children}
    </li>
  )
}

function BringBack(props: { content: SnapshotContent; nodeId: string; label: string }) {
  return (
    <Button
      size="compact"
      icon={<Undo2 className="size-3.5" />}
      onClick={() => void restoreNode(props.content, props.nodeId)}
    >
      {props.label}
    </Button>
  )
}

function Param({ type, change }: { readonly type: string; readonly change: ParamChange }) {
  const { before, after, name } = change
  return <Words label={fieldLabel(type, name)} before={inWords(before)} after={inWords(after)} />
}

function Words({
  label,
  before,
  after,
}: {
  readonly label: string
  readonly before: string
  readonly after: string
}) {
  const { t } = useTranslation('history')
  return (
    <p className="grid grid-cols-[6rem_1fr] gap-x-3 text-12">
      <span className="truncate text-text-3">{label}</span>
      <span className="min-w-0">
        <del className="mr-1.5 break-words text-err no-underline">{before || t('empty')}</del>
        <span aria-label={t('became')}>→</span>{' '}
        <ins className="break-words text-ok no-underline">{after || t('empty')}</ins>
      </span>
    </p>
  )
}

function Takes({
  before,
  after,
}: {
  readonly before: string | undefined
  readonly after: string | undefined
}) {
  const { t } = useTranslation('history')
  return (
    <div className="flex items-center gap-2 text-12">
      <span className="w-24 text-text-3">{t('take')}</span>
      <Poster id={before} /> <span aria-label={t('became')}>→</span> <Poster id={after} />
    </div>
  )
}

function Poster({ id }: { readonly id: string | undefined }) {
  const { t } = useTranslation('history')
  if (id === undefined) return <span className="text-text-3">{t('noTake')}</span>
  return <img src={posterUrl(id)} alt="" className="h-12 max-w-20 rounded-2 bg-surround object-contain" />
}

function typeOf({ nodes }: WorkflowDocument, id: string): string {
  return nodes.find((node) => node.id === id)?.type ?? ''
}

const LONGEST = 300

function inWords(value: unknown): string {
  const text = typeof value === 'string' ? value : value === undefined ? '' : JSON.stringify(value)
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text
}
