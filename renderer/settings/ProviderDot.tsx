import { CircleAlert, CircleCheck, CircleDashed, TriangleAlert } from 'lucide-react'
import type { Tone } from '../ui/StatePill.tsx'

/** Beside the words that say the same; each state has a shape of its own, not only a colour. */
export function ProviderDot({ tone }: { readonly tone: Tone }) {
  switch (tone) {
    case 'ok':
      return <CircleCheck className="size-4 text-ok" />
    case 'warn':
      return <TriangleAlert className="size-4 text-warn" />
    case 'err':
      return <CircleAlert className="size-4 text-err" />
    case 'busy':
    case 'calm':
      return <CircleDashed className="size-4 text-text-3" />
  }
}
