import type { ReactNode } from 'react'
import { useLayout } from '../panels/use-layout.ts'
import { groundLook } from './viewer-look.ts'

interface GroundProps {
  readonly shape: { readonly width: number; readonly height: number }
  readonly children: ReactNode
}

/** A frame of a film in the middle, as large as there is room. What is inside may measure in its size. */
export function Ground({ shape: { width, height }, children }: GroundProps) {
  return (
    <Checkered className="@container-size">
      <div
        className="@container-size absolute top-1/2 left-1/2 -translate-1/2"
        style={{
          aspectRatio: `${width} / ${height}`,
          width: `min(calc(100cqw - 16px), calc((100cqh - 16px) * ${width / height}))`,
        }}
      >
        {children}
      </div>
    </Checkered>
  )
}

/** The room around what is looked at: black, or chequered to see where a picture ends or lets through. */
export function Checkered({
  className,
  children,
}: {
  readonly className: string
  readonly children: ReactNode
}) {
  const [{ checker }] = useLayout('viewerLook', groundLook)
  return (
    <div className={`relative min-h-0 grow overflow-hidden p-2 ${checker ? 'chequered' : ''} ${className}`}>
      {children}
    </div>
  )
}
