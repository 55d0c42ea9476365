import { AudioLines, FileQuestionMark, Film, Image } from 'lucide-react'
import { useEffect, useState, type ReactNode } from 'react'
import type { Media, MediaKind } from '../../../nodes/media.ts'
import { posterUrl } from '../../api.ts'

export const kindIcons: Readonly<Record<MediaKind, ReactNode>> = {
  image: <Image />,
  video: <Film />,
  audio: <AudioLines />,
}

/** While much comes in at once, a poster can take longer than its file. */
const AGAIN_AFTER_MS = [2_000, 10_000]

/** Whole, in its own shape: a picture is not cut to fit a tile. */
export function Poster({ media }: { readonly media: Media }) {
  const [refusals, setRefusals] = useState(0)
  const [waiting, setWaiting] = useState(false)
  useEffect(() => {
    const pause = AGAIN_AFTER_MS[refusals - 1]
    if (pause === undefined) return undefined
    const timer = setTimeout(() => setWaiting(false), pause)
    return () => clearTimeout(timer)
  }, [refusals])
  if (media.missing) return <Placeholder icon={<FileQuestionMark />} />
  if (media.kind === 'audio' || waiting) return <Placeholder icon={kindIcons[media.kind]} />
  const onError = () => {
    setWaiting(true)
    setRefusals(refusals + 1)
  }
  return (
    <img
      src={posterUrl(media.id)}
      alt=""
      decoding="async"
      draggable={false}
      className="size-full object-contain"
      onError={onError}
    />
  )
}

function Placeholder({ icon }: { readonly icon: ReactNode }) {
  return (
    <span className="flex size-full items-center justify-center text-on-surround/60 [&_svg]:size-6">
      {icon}
    </span>
  )
}
