import type { ReactNode } from 'react'

export type Tone = 'calm' | 'busy' | 'ok' | 'warn' | 'err'

const tones: Readonly<Record<Tone, string>> = {
  calm: 'bg-calm-tint text-text-2',
  busy: 'bg-accent-tint text-accent',
  ok: 'bg-ok-tint text-ok',
  warn: 'bg-warn-tint text-warn',
  err: 'bg-err-tint text-err',
}

interface StatePillProps {
  readonly tone: Tone
  /** Always with a word: colour alone tells nobody enough. */
  readonly icon?: ReactNode
  readonly children: ReactNode
}

export function StatePill({ tone, icon, children }: StatePillProps) {
  return (
    <span
      className={`tabular inline-flex h-5 shrink-0 items-center gap-1 rounded-4 px-1.5 text-11 font-medium whitespace-nowrap [&_svg]:size-3 ${tones[tone]}`}
    >
      {icon}
      {children}
    </span>
  )
}
