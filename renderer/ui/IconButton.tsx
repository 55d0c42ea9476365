import { Button as BaseButton } from '@base-ui/react/button'
import type { ComponentProps, ReactNode } from 'react'
import { Tooltip } from './Tooltip.tsx'

export interface IconButtonProps extends Omit<ComponentProps<'button'>, 'className' | 'style' | 'children'> {
  /** What it does: its name for everybody who cannot see the icon, and its tooltip. */
  readonly label: string
  readonly icon: ReactNode
  readonly keys?: string | undefined
  readonly disabledReason?: string | undefined
  readonly size?: 'compact' | 'normal'
  readonly className?: string
}

const shape =
  'inline-flex shrink-0 items-center justify-center rounded-4 text-text-2 transition-colors duration-80 hover:bg-text-1/8 hover:text-text-1 active:bg-text-1/12 aria-pressed:bg-accent-tint aria-pressed:text-accent aria-disabled:opacity-40 aria-disabled:hover:bg-transparent disabled:opacity-40 data-popup-open:bg-text-1/8'

export function IconButton({ label, icon, keys, disabledReason, size = 'normal', ...rest }: IconButtonProps) {
  const { className = '', ...props } = rest
  return (
    <Tooltip text={disabledReason ?? label} keys={disabledReason === undefined ? keys : undefined}>
      <BaseButton
        type="button"
        {...props}
        disabled={props.disabled === true || disabledReason !== undefined}
        focusableWhenDisabled
        aria-label={label}
        aria-description={disabledReason}
        className={`${shape} ${size === 'compact' ? 'size-6' : 'size-7'} ${className}`}
      >
        {icon}
      </BaseButton>
    </Tooltip>
  )
}
