import { useTranslation } from 'react-i18next'
import { getStore, useStore } from '../store/index.ts'
import { Button } from '../ui/Button.tsx'

/** What to do with an empty canvas. */
export function EmptyCanvas() {
  const { t } = useTranslation('canvas')
  const isEmpty = useStore((state) => state.workflow !== undefined && state.document.nodes.length === 0)
  if (!isEmpty) return null
  const addPrompt = () => {
    const { addNode, canvas } = getStore()
    canvas?.editNode(addNode('prompt'), 'field')
  }
  return (
    <div className="pointer-events-none absolute inset-0 z-10 flex flex-col items-center justify-center gap-3 p-8 text-center text-text-2">
      <p>{t('start.hint')}</p>
      <div className="pointer-events-auto flex gap-2">
        <Button look="primary" onClick={addPrompt}>
          {t('start.prompt')}
        </Button>
        <Button onClick={() => void getStore().openSample()}>{t('start.sample')}</Button>
      </div>
    </div>
  )
}
