import { ArrowLeft } from 'lucide-react'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { PickList } from '../canvas/pick/PickList.tsx'
import { nameOf, portLabel } from '../i18n/node-words.ts'
import { nodeById, useStore } from '../store/index.ts'
import { mediaAt } from '../store/library-pages.ts'
import { portsFor } from '../store/library-use.ts'
import { act } from '../panels/act.ts'
import { connectSelected } from './actions.ts'

/** What dropping a tile on a port does, without a pointer: every port that takes what is selected. */
export function ConnectMedia() {
  const open = useStore((state) => state.dialog === 'connect-media')
  return open ? <Ports /> : null
}

function Ports() {
  const { t } = useTranslation('library')
  const document = useStore((state) => state.document)
  const kind = useStore(({ views, librarySelection: { ids, cursor }, media }) => {
    const [first] = ids
    if (first === undefined) return undefined
    const held = cursor === undefined ? undefined : mediaAt(views.main, cursor)
    return (held?.id === first ? held : (media[first] ?? held))?.kind
  })
  const ports = useMemo(() => (kind ? portsFor({ document }, kind) : []), [document, kind])
  const items = ports.map(({ node, port }, index) => {
    const title = nameOf(document, node)
    const label = portLabel(nodeById(document, node)!, port)
    return {
      id: String(index),
      title: t('act.connectTo', { port: label, node: title }),
      words: [title, label],
      icon: <ArrowLeft />,
    }
  })
  const close = () => act().closeDialog()
  return (
    <PickList
      label={t('act.connect')}
      placeholder={t('act.connect')}
      none={t('act.noPort')}
      items={items}
      at={{ x: innerWidth / 2 - 140, y: innerHeight / 4 }}
      onPick={(id) => {
        close()
        const port = ports[Number(id)]
        if (port) void connectSelected(port)
      }}
      onClose={close}
    />
  )
}
