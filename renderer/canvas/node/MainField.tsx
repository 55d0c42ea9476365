import { useEffect, useRef, type KeyboardEvent } from 'react'
import { useTranslation } from 'react-i18next'
import type { DocumentNode } from '../../../nodes/graph/document.ts'
import { fieldLabel } from '../../i18n/node-words.ts'
import { getStore } from '../../store/index.ts'
import { useEditing } from './editing.ts'

interface MainFieldProps {
  readonly node: DocumentNode
  readonly param: string
  readonly className?: string
}

/** The words of a node, written in place. It shows three lines, and up to twelve while somebody writes. */
export function MainField({ node, param, className = '' }: MainFieldProps) {
  const { t } = useTranslation('canvas')
  const field = useRef<HTMLTextAreaElement>(null)
  const wanted = useEditing((state) => state.fieldOf === node.id)
  const { setParam, endStep } = getStore()
  useEffect(() => {
    if (!wanted) return
    field.current?.focus()
    field.current?.setSelectionRange(field.current.value.length, field.current.value.length)
    useEditing.setState({ fieldOf: undefined })
  }, [wanted])
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Escape' || event.nativeEvent.isComposing || event.keyCode === 229) return
    event.stopPropagation()
    getStore().canvas?.focusNode(node.id)
  }
  const value = node.params[param]
  return (
    <textarea
      ref={field}
      data-undo="document"
      data-main-field
      aria-label={fieldLabel(node.type, param)}
      placeholder={t(
        `placeholder.${node.type === 'prompt' ? 'prompt' : node.type === 'note' ? 'note' : 'inline'}`,
      )}
      maxLength={20_000}
      value={typeof value === 'string' ? value : ''}
      className={`nodrag nowheel field-sizing-content block max-h-[4.6lh] min-h-[3.4lh] w-full resize-none focus:max-h-[12.6lh] ${className}`}
      onChange={(event) => setParam(node.id, param, event.target.value)}
      onBlur={endStep}
      onKeyDown={onKeyDown}
    />
  )
}
