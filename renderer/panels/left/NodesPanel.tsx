import { useState, type DragEvent } from 'react'
import { useTranslation } from 'react-i18next'
import type { NodeCategory, NodeDefinition } from '../../../nodes/define.ts'
import { nodeTypes } from '../../../nodes/types/index.ts'
import { NODE_DRAG_TYPE } from '../../canvas/drag-types.ts'
import { typeSummary, typeTitle } from '../../i18n/node-words.ts'
import { bestScore } from '../../ui/match.ts'
import { NodeTypeIcon } from '../../ui/NodeTypeIcon.tsx'
import { PanelHeader } from '../../ui/PanelHeader.tsx'
import { SearchField } from '../../ui/SearchField.tsx'
import { addNode } from './add-node.ts'

const categories: readonly NodeCategory[] = ['write', 'make', 'finish', 'bring', 'annotate']

export function NodesPanel() {
  const { t } = useTranslation(['panels', 'nodes'])
  const [search, setSearch] = useState('')
  const found = findTypes(search)
  const addFirst = () => found[0] && addNode(found[0].type)
  return (
    <>
      <PanelHeader id="left-title" title={t('rail.nodes')} />
      <div className="p-2">
        <SearchField label={t('nodes.search')} value={search} onChange={setSearch} onEnter={addFirst} />
      </div>
      <div className="min-h-0 grow overflow-y-auto px-2 pb-2">
        {categories.map((category) => (
          <Category
            key={category}
            title={t(`nodes:categories.${category}`)}
            types={found.filter((type) => type.category === category)}
          />
        ))}
        {found.length === 0 && <p className="p-2 text-text-2">{t('nodes.none')}</p>}
        <p className="px-2 pt-2 text-12 text-text-3">{t('nodes.hint')}</p>
      </div>
    </>
  )
}

interface CategoryProps {
  readonly title: string
  readonly types: readonly NodeDefinition[]
}

function Category({ title, types }: CategoryProps) {
  if (types.length === 0) return null
  return (
    <section className="pb-2">
      <h3 className="px-2 py-1 text-11 text-text-3">{title}</h3>
      <ul>
        {types.map(({ type }) => (
          <li key={type}>
            <TypeButton type={type} />
          </li>
        ))}
      </ul>
    </section>
  )
}

function TypeButton({ type }: { readonly type: string }) {
  const { t } = useTranslation('panels')
  const title = typeTitle(type)
  const onDragStart = (event: DragEvent) => {
    event.dataTransfer.setData(NODE_DRAG_TYPE, type)
    event.dataTransfer.effectAllowed = 'copy'
  }
  return (
    <button
      type="button"
      draggable
      aria-label={t('nodes.add', { node: title })}
      className="flex w-full cursor-grab items-start gap-2 rounded-4 px-2 py-1.5 text-left hover:bg-card active:cursor-grabbing"
      onDragStart={onDragStart}
      onClick={() => addNode(type)}
    >
      <span className="mt-px">
        <NodeTypeIcon type={type} />
      </span>
      <span className="min-w-0">
        <span className="block">{title}</span>
        <span className="block text-12 text-text-3">{typeSummary(type)}</span>
      </span>
    </button>
  )
}

/** Found by their names in both languages, the best first. */
function findTypes(search: string): NodeDefinition[] {
  return nodeTypes
    .map((definition) => {
      const texts = [typeTitle(definition.type), definition.title, typeSummary(definition.type)]
      return { definition, score: bestScore(texts, search) }
    })
    .filter(({ score }) => score > 0)
    .toSorted((a, b) => b.score - a.score)
    .map(({ definition }) => definition)
}
