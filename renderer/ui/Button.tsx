import { Button as BaseButton } from '@base-ui/react/button'
import type { ComponentProps, ReactNode } from 'react'
import { Tooltip } from './Tooltip.tsx'

export interface ButtonProps extends Omit<ComponentProps<'button'>, 'className' | 'style'> {
  readonly look?: 'primary' | 'normal' | 'quiet' | 'danger'
  readonly size?: 'compact' | 'normal' | 'large'
  readonly icon?: ReactNode
  /** For an icon or a number alone. */
  readonly narrow?: boolean
  /** Why it cannot be pressed now. It disables the button, yet leaves it in the tab order so that it can say so. */
  readonly disabledReason?: string | undefined
  readonly className?: string
}

const looks = {
  primary: 'bg-accent-fill text-on-accent hover:brightness-110 active:brightness-95',
  normal: 'border border-line bg-card text-text-1 hover:border-line-strong active:bg-field',
  quiet: 'text-text-2 hover:bg-card hover:text-text-1 active:bg-field data-popup-open:bg-card',
  danger: 'border border-err/50 bg-err-tint text-err hover:border-err',
}

const sizes = {
  compact: 'min-h-6 text-12',
  normal: 'min-h-7 text-13',
  large: 'min-h-8 text-13 font-medium',
}
const paddings = { compact: 'px-2', normal: 'px-3', large: 'px-4' }

const shape =
  'inline-flex shrink-0 items-center [&_svg]:shrink-0 justify-center gap-1.5 rounded-4 text-center transition-[filter,background-color,border-color] duration-80 aria-disabled:opacity-50 aria-disabled:brightness-100 disabled:opacity-50'

export function Button({ look = 'normal', size = 'normal', icon, disabledReason, ...rest }: ButtonProps) {
  const { className = '', narrow, children, ...props } = rest
  const button = (
    <BaseButton
      type="button"
      {...props}
      disabled={props.disabled === true || disabledReason !== undefined}
      focusableWhenDisabled={disabledReason !== undefined}
      aria-description={disabledReason}
      className={`${shape} ${looks[look]} ${sizes[size]} ${narrow ? 'px-2' : paddings[size]} ${className}`}
    >
      {icon}
      {children}
    </BaseButton>
  )
  return disabledReason === undefined ? button : <Tooltip text={disabledReason}>{button}</Tooltip>
}
