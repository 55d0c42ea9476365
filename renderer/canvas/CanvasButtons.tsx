import { LayoutGrid, Maximize, Plus } from 'lucide-react'
import { useCommand } from '../commands.ts'
import { getStore } from '../store/index.ts'
import { Button } from '../ui/Button.tsx'
import { Tooltip } from '../ui/Tooltip.tsx'
import { useTranslation } from 'react-i18next'
import type { MouseEvent, ReactElement } from 'react'

/** What is always at hand in the corner of the canvas. */
export function CanvasButtons() {
  return (
    <div className="absolute bottom-3 left-3 z-10 flex gap-1.5">
      <AddButton />
      <CommandButton id="tidy" icon={<LayoutGrid />} words="buttons.tidy" />
      <CommandButton id="fit-all" icon={<Maximize />} words="buttons.fit" />
    </div>
  )
}

function AddButton() {
  const { t } = useTranslation('canvas')
  const { label, keys } = useCommand('add-node')
  const open = ({ currentTarget }: MouseEvent) => {
    const { openNodeSearch, canvas } = getStore()
    if (!canvas) return
    const { left, top } = currentTarget.getBoundingClientRect()
    openNodeSearch({ screen: { x: left, y: top }, at: canvas.centre() })
  }
  return (
    <Tooltip text={label} keys={keys} side="top">
      <Button icon={<Plus />} onClick={open}>
        {t('buttons.add')}
      </Button>
    </Tooltip>
  )
}

interface CommandButtonProps {
  readonly id: string
  readonly icon: ReactElement
  readonly words: 'buttons.tidy' | 'buttons.fit'
}

function CommandButton({ id, icon, words }: CommandButtonProps) {
  const { t } = useTranslation('canvas')
  const { label, keys, disabledReason, perform } = useCommand(id)
  const button = (
    <Button icon={icon} disabledReason={disabledReason} onClick={perform}>
      {t(words)}
    </Button>
  )
  if (disabledReason !== undefined) return button
  return (
    <Tooltip text={label} keys={keys} side="top">
      {button}
    </Tooltip>
  )
}
