import { AudioLines, FileQuestionMark, Film, Image } from 'lucide-react'
import { useState, type ReactNode } from 'react'
import type { Media, MediaKind } from '../../../nodes/media.ts'
import { posterUrl } from '../../api.ts'

export const kindIcons: Readonly<Record<MediaKind, ReactNode>> = {
  image: <Image />,
  video: <Film />,
  audio: <AudioLines />,
}

/** Whole, in its own shape: a picture is not cut to fit a tile. */
export function Poster({ media }: { readonly media: Media }) {
  const [without, setWithout] = useState(media.kind === 'audio')
  if (media.missing) return <Placeholder icon={<FileQuestionMark />} />
  if (without) return <Placeholder icon={kindIcons[media.kind]} />
  return (
    <img
      src={posterUrl(media.id)}
      alt=""
      decoding="async"
      draggable={false}
      className="size-full object-contain"
      onError={() => setWithout(true)}
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
