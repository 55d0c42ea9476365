import { useCallback, useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { searchWords, typeSummary, typeTitle } from '../../i18n/node-words.ts'
import { getStore, useStore } from '../../store/index.ts'
import type { NodeSearch as Search } from '../../store/types.ts'
import { NodeTypeIcon } from '../../ui/NodeTypeIcon.tsx'
import { focusCanvas } from '../focus.ts'
import { fittingTypes } from './fitting-types.ts'
import { PickList, type PickItem } from './PickList.tsx'

/** The list of node types: by double click, Shift+A, or where a wire was dropped on nothing. */
export function NodeSearch() {
  const search = useStore((state) => state.nodeSearch)
  return search ? <OpenSearch key={`${search.at.x} ${search.at.y}`} search={search} /> : null
}

function OpenSearch({ search }: { readonly search: Search }) {
  const { t } = useTranslation('canvas')
  const items = useMemo(
    () =>
      fittingTypes(getStore().document, search).map(({ type }): PickItem => {
        const title = typeTitle(type)
        return {
          id: type,
          title: search.bridge ? t('search.insert', { node: title }) : title,
          detail: typeSummary(type),
          icon: <NodeTypeIcon type={type} />,
          words: searchWords(type),
        }
      }),
    [search, t],
  )
  const close = useCallback(() => {
    getStore().closeNodeSearch()
    focusCanvas()
  }, [])
  const pick = (type: string) => {
    const { addNode, closeNodeSearch, canvas } = getStore()
    closeNodeSearch()
    const { at, from, to, onWire } = search
    const id = addNode(type, {
      at,
      ...(from && { connectFrom: from }),
      ...(to && { connectTo: to }),
      ...(onWire !== undefined && { onWire }),
    })
    canvas?.focusNode(id)
  }
  return (
    <PickList
      label={t('search.title')}
      placeholder={t('search.placeholder')}
      none={t('search.none')}
      items={items}
      at={search.screen}
      onPick={pick}
      onClose={close}
    />
  )
}
