import { useCallback, useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { nodeName, typeTitle } from '../../i18n/node-words.ts'
import { getStore, nodeById, selectStoryOrder, useStore } from '../../store/index.ts'
import { NodeTypeIcon } from '../../ui/NodeTypeIcon.tsx'
import { useWiring } from '../wire/wiring-state.ts'
import { focusCanvas } from '../focus.ts'
import { PickList, type PickItem } from './PickList.tsx'

const TOP = 12

/** Goes to a node by its name or by the words in it. */
export function FindNode() {
  const open = useStore((state) => state.findNode)
  return open ? <OpenFind /> : null
}

function OpenFind() {
  const { t } = useTranslation('canvas')
  const items = useMemo(() => nodesAsItems(), [])
  const at = useMemo(() => topOfCanvas(), [])
  const close = useCallback(() => {
    getStore().toggle('findNode')
    focusCanvas()
  }, [])
  const pick = (id: string) => {
    const { toggle, select, canvas } = getStore()
    toggle('findNode')
    select([id])
    canvas?.fit([id])
    canvas?.focusNode(id)
  }
  return (
    <PickList
      label={t('find.title')}
      placeholder={t('find.placeholder')}
      none={t('find.none')}
      items={items}
      at={at}
      onPick={pick}
      onClose={close}
      onPoint={pointAt}
    />
  )
}

export function pointAt(nodeId: string | undefined): void {
  useWiring.setState({ pointedAt: nodeId })
}

function nodesAsItems(): PickItem[] {
  const state = getStore()
  return selectStoryOrder(state).flatMap((id): PickItem[] => {
    const node = nodeById(state.document, id)
    if (!node) return []
    const texts = Object.values(node.params).filter((value) => typeof value === 'string')
    const title = nodeName(node)
    return [
      {
        id,
        title,
        detail: typeTitle(node.type),
        icon: <NodeTypeIcon type={node.type} />,
        words: [title, typeTitle(node.type), ...texts],
      },
    ]
  })
}

function topOfCanvas(): { x: number; y: number } {
  const frame = document.querySelector('[data-region="canvas"]')?.getBoundingClientRect()
  return { x: (frame?.left ?? 0) + TOP, y: (frame?.top ?? 0) + TOP }
}
