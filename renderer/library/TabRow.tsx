import { AudioLines, CircleDashed, Film, Image, LayoutGrid, Star, Trash2 } from 'lucide-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useStore } from '../store/index.ts'
import type { LibraryPlace } from '../store/library-types.ts'
import { Tooltip } from '../ui/Tooltip.tsx'
import { act } from '../panels/act.ts'
import { libraryTabs, onTab, tabOf, type LibraryTab } from './query.ts'

export const tabIcons: Readonly<Record<LibraryTab, ReactNode>> = {
  all: <LayoutGrid />,
  image: <Image />,
  video: <Film />,
  audio: <AudioLines />,
  favourites: <Star />,
  unused: <CircleDashed />,
  trash: <Trash2 />,
}

interface TabRowProps {
  readonly place: LibraryPlace
  readonly tabs?: readonly LibraryTab[]
}

/** What kind of things the list shows, in as little room as the panel has. */
export function TabRow({ place, tabs = libraryTabs }: TabRowProps) {
  const { t } = useTranslation('library')
  const chosen = useStore((state) => tabOf(state.views[place].query.filter))
  const counts = useStore((state) => state.facets?.counts)
  return (
    <div role="group" aria-label={t('tabs.label')} className="flex gap-0.5 px-2 pb-1.5">
      {tabs.map((tab) => (
        <Tooltip key={tab} text={counts ? `${t(`tabs.${tab}`)} · ${counts[tab]}` : t(`tabs.${tab}`)}>
          <button
            type="button"
            aria-pressed={chosen === tab}
            aria-label={t(`tabs.${tab}`)}
            className="flex h-7 min-w-7 grow items-center justify-center rounded-4 text-text-3 hover:bg-card hover:text-text-1 aria-pressed:bg-text-1/12 aria-pressed:text-text-1"
            onClick={() => showTab(place, tab)}
          >
            {tabIcons[tab]}
          </button>
        </Tooltip>
      ))}
    </div>
  )
}

export function showTab(place: LibraryPlace, tab: LibraryTab): void {
  const { filter } = act().views[place].query
  void act().askLibrary(place, { filter: onTab(filter, tab), work: undefined })
}
