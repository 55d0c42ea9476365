import type { Edge } from '@xyflow/react'
import { useMemo, useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useCommand } from '../../commands.ts'
import { nodeTypes } from '../../../nodes/types/index.ts'
import { typeTitle } from '../../i18n/node-words.ts'
import { getStore, nodeById, useStore } from '../../store/index.ts'
import type { Point } from '../../store/types.ts'
import { MenuAt, MenuItem, MenuSeparator, Submenu } from '../../ui/Menu.tsx'
import { NodeTypeIcon } from '../../ui/NodeTypeIcon.tsx'
import type { FlowNode } from '../flow-items.ts'

type Subject =
  | { readonly kind: 'canvas' }
  | { readonly kind: 'node'; readonly id: string }
  | { readonly kind: 'wire'; readonly id: string }

interface Shown {
  readonly at: Point | undefined
  readonly subject: Subject
  readonly onClose: () => void
}

/** What was right-clicked, and the menu that is open for it. */
export function useCanvasMenu() {
  const [open, setOpen] = useState<{ at: Point; subject: Subject }>()
  const handlers = useMemo(() => {
    const show = (event: MouseEvent | React.MouseEvent, subject: Subject) => {
      // The browser's own menu stays where there is text to work on.
      if (event.target instanceof HTMLTextAreaElement || event.target instanceof HTMLInputElement) return
      event.preventDefault()
      setOpen({ at: { x: event.clientX, y: event.clientY }, subject })
    }
    return {
      onPaneContextMenu: (event: MouseEvent | React.MouseEvent) => show(event, { kind: 'canvas' }),
      onSelectionContextMenu: (event: React.MouseEvent, nodes: FlowNode[]) =>
        nodes[0] && show(event, { kind: 'node', id: nodes[0].id }),
      onNodeContextMenu: (event: React.MouseEvent, { id }: FlowNode) => {
        const { selection, select } = getStore()
        if (!selection.includes(id)) select([id])
        show(event, { kind: 'node', id })
      },
      onEdgeContextMenu: (event: React.MouseEvent, { id }: Edge) => {
        getStore().select([], [id])
        show(event, { kind: 'wire', id })
      },
    }
  }, [])
  const shown: Shown = {
    at: open?.at,
    subject: open?.subject ?? { kind: 'canvas' },
    onClose: () => setOpen(undefined),
  }
  return { handlers, shown }
}

export function CanvasMenu({ at, subject, onClose }: Shown) {
  return (
    <MenuAt at={at} onClose={onClose}>
      {subject.kind === 'canvas' && at && <CanvasItems at={at} />}
      {subject.kind === 'node' && <NodeItems id={subject.id} />}
      {subject.kind === 'wire' && at && <WireItems id={subject.id} at={at} />}
    </MenuAt>
  )
}

function CommandItem({ id }: { readonly id: string }) {
  const { label, keys, disabledReason, perform } = useCommand(id)
  return (
    <MenuItem keys={keys} disabledReason={disabledReason} onSelect={perform}>
      {label}
    </MenuItem>
  )
}

function CanvasItems({ at }: { readonly at: Point }) {
  const { t } = useTranslation('canvas')
  const add = (type: string) => {
    const { addNode, canvas } = getStore()
    const place = canvas?.toCanvas(at)
    addNode(type, place ? { at: place } : {})
  }
  return (
    <>
      <Submenu label={t('menu.add')}>
        {nodeTypes.map(({ type }) => (
          <MenuItem key={type} icon={<NodeTypeIcon type={type} />} onSelect={() => add(type)}>
            {typeTitle(type)}
          </MenuItem>
        ))}
      </Submenu>
      <CommandItem id="paste" />
      <MenuSeparator />
      <CommandItem id="select-all" />
      <CommandItem id="find-node" />
      <CommandItem id="tidy" />
      <CommandItem id="fit-all" />
      <MenuSeparator />
      <CommandItem id="import-media" />
      <CommandItem id="add-note" />
    </>
  )
}

function NodeItems({ id }: { readonly id: string }) {
  const isMaker = useStore(
    (state) => state.takes[id] !== undefined || makes(nodeById(state.document, id)?.type),
  )
  return (
    <>
      {isMaker && (
        <>
          <CommandItem id="run-selected" />
          <CommandItem id="run-from-here" />
          <CommandItem id="new-takes" />
          <MenuSeparator />
          <CommandItem id="previous-take" />
          <CommandItem id="next-take" />
          <CommandItem id="keep-take" />
        </>
      )}
      <CommandItem id="view-node" />
      <CommandItem id="show-in-library" />
      <MenuSeparator />
      <CommandItem id="rename-node" />
      <CommandItem id="connect" />
      <CommandItem id="disconnect-all" />
      <CommandItem id="make-batch" />
      <CommandItem id="select-upstream" />
      <CommandItem id="select-downstream" />
      <MenuSeparator />
      <CommandItem id="cut" />
      <CommandItem id="copy" />
      <CommandItem id="duplicate" />
      <MenuSeparator />
      <CommandItem id="remove-and-rejoin" />
      <CommandItem id="delete" />
    </>
  )
}

function makes(type: string | undefined): boolean {
  return nodeTypes.some((definition) => definition.type === type && definition.kind === 'maker')
}

function WireItems({ id, at }: { readonly id: string; readonly at: Point }): ReactNode {
  const { t } = useTranslation('canvas')
  const insert = () => {
    const { openNodeSearch, canvas } = getStore()
    if (canvas) openNodeSearch({ screen: at, at: canvas.toCanvas(at), onWire: id })
  }
  return (
    <>
      <MenuItem onSelect={insert}>{t('menu.insert')}</MenuItem>
      <MenuItem onSelect={() => getStore().disconnect([id])}>{t('menu.disconnect')}</MenuItem>
    </>
  )
}
