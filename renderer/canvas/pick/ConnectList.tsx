import { ArrowLeft, ArrowRight, Unlink } from 'lucide-react'
import { useCallback, useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { connectionText, nameOf, nodeName, portLabel } from '../../i18n/node-words.ts'
import { getStore, nodeById, useStore } from '../../store/index.ts'
import type { KeyboardConnect } from '../../store/types.ts'
import { connectChoices, type ConnectChoice } from './connect-choices.ts'
import { pointAt } from './FindNode.tsx'
import { PickList, type PickItem } from './PickList.tsx'

/** Connecting without the mouse: everything that this node or port can be joined to. */
export function ConnectList() {
  const connecting = useStore((state) => state.connecting)
  return connecting ? <OpenList connecting={connecting} /> : null
}

function OpenList({ connecting }: { readonly connecting: KeyboardConnect }) {
  const { t } = useTranslation('canvas')
  const { nodeId } = connecting
  const choices = useMemo(() => connectChoices(getStore().document, connecting), [connecting])
  const items = useMemo(
    () => choices.map((choice, index) => itemOf(choice, { index, nodeId, disconnect: t('connect.remove') })),
    [choices, nodeId, t],
  )
  const at = useMemo(() => besideNode(nodeId), [nodeId])
  const close = useCallback(() => {
    const { closeConnect, canvas } = getStore()
    closeConnect()
    canvas?.focusNode(nodeId)
  }, [nodeId])
  const point = useCallback((id: string | undefined) => pointAt(choices[Number(id)]?.other), [choices])
  const pick = (id: string) => {
    const choice = choices[Number(id)]
    const { connect, disconnect } = getStore()
    if (choice?.kind === 'connect') connect(choice.from, choice.to)
    if (choice?.kind === 'disconnect') disconnect([choice.connection.id])
    close()
  }
  const node = nodeById(getStore().document, nodeId)
  return (
    <PickList
      label={t('connect.title', { node: node ? nodeName(node) : '' })}
      placeholder={t('connect.placeholder')}
      none={t('connect.none')}
      items={items}
      at={at}
      onPick={pick}
      onClose={close}
      onPoint={point}
    />
  )
}

function itemOf(
  choice: ConnectChoice,
  { index, nodeId, disconnect }: { index: number; nodeId: string; disconnect: string },
): PickItem {
  const { document } = getStore()
  const title = nameOf(document, choice.other)
  const base = { id: String(index), words: [title] }
  if (choice.kind === 'disconnect') {
    const text = connectionText(document, choice.connection)
    return { ...base, title: disconnect, detail: text, words: [disconnect, text], icon: <Unlink /> }
  }
  const outward = choice.from.node === nodeId
  const detail = [choice.from, choice.to]
    .map(({ node, port }) => {
      const found = nodeById(document, node)
      return found ? portLabel(found, port) : port
    })
    .join(' → ')
  return { ...base, title, detail, icon: outward ? <ArrowRight /> : <ArrowLeft /> }
}

function besideNode(nodeId: string): { x: number; y: number } {
  const { canvas, document, sizes } = getStore()
  const node = nodeById(document, nodeId)
  if (!canvas || !node) return { x: 0, y: 0 }
  return canvas.toScreen({ x: node.position.x + sizes.of(node).width + 16, y: node.position.y })
}
