import { TriangleAlert } from 'lucide-react'

/** Something about all that follows that somebody should know first. */
export function Banner({ text }: { readonly text: string }) {
  return (
    <p className="flex items-start gap-2 rounded-4 bg-warn-tint p-3">
      <TriangleAlert className="mt-0.5 shrink-0 text-warn" />
      <span>{text}</span>
    </p>
  )
}
