import { useEffect, useRef, useState, type KeyboardEvent } from 'react'
import { useTranslation } from 'react-i18next'
import type { DocumentNode } from '../../../nodes/graph/document.ts'
import { nodeName } from '../../i18n/node-words.ts'
import { getStore } from '../../store/index.ts'
import { colourOfType, NodeTypeIcon } from '../../ui/NodeTypeIcon.tsx'
import { useEditing } from './editing.ts'

interface NodeHeaderProps {
  readonly node: DocumentNode
  readonly pill?: React.ReactNode
}

export function NodeHeader({ node, pill }: NodeHeaderProps) {
  const editing = useEditing((state) => state.titleOf === node.id)
  return (
    <header
      className={`flex h-[34px] items-center gap-2 rounded-t-8 border-t-2 border-current pr-2 pl-2.5 ${colourOfType(node.type)}`}
    >
      <NodeTypeIcon type={node.type} />
      {editing ? <TitleField node={node} /> : <Title node={node} />}
      {pill}
    </header>
  )
}

function Title({ node }: { readonly node: DocumentNode }) {
  return (
    <span
      className="min-w-0 grow truncate text-13 font-medium text-text-1"
      onDoubleClick={() => useEditing.setState({ titleOf: node.id })}
    >
      {nodeName(node)}
    </span>
  )
}

function TitleField({ node }: { readonly node: DocumentNode }) {
  const { t } = useTranslation('canvas')
  const [title, setTitle] = useState(nodeName(node))
  const field = useRef<HTMLInputElement>(null)
  const given = useRef(true)
  useEffect(() => field.current?.select(), [])
  const leave = () => {
    const trimmed = title.trim()
    if (given.current && trimmed !== nodeName(node)) getStore().renameNode(node.id, trimmed)
    useEditing.setState({ titleOf: undefined })
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing || event.keyCode === 229) return
    if (event.key === 'Escape') given.current = false
    if (event.key !== 'Enter' && event.key !== 'Escape') return
    event.stopPropagation()
    field.current?.blur()
    getStore().canvas?.focusNode(node.id)
  }
  return (
    <input
      ref={field}
      aria-label={t('title')}
      maxLength={500}
      value={title}
      className="nodrag min-w-0 grow rounded-4 bg-field px-1 text-13 text-text-1 outline-1 outline-accent"
      onChange={(event) => setTitle(event.target.value)}
      onBlur={leave}
      onKeyDown={onKeyDown}
    />
  )
}
