import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useStore } from '../../store/index.ts'
import type { LibraryPlace } from '../../store/library-types.ts'
import { changed } from '../../library/query.ts'
import { SearchField } from '../../ui/SearchField.tsx'
import { act } from '../act.ts'

const AFTER_MS = 150

/** Asks the library a moment after the last letter. */
export function LibrarySearch({ place }: { readonly place: LibraryPlace }) {
  const { t } = useTranslation('library')
  const asked = useStore((state) => state.views[place].query.filter.text ?? '')
  const [text, setText] = useState(asked)
  const last = useRef(asked)
  useEffect(() => {
    // Somebody else asked, such as a saved search.
    if (asked !== last.current) {
      last.current = asked
      setText(asked)
      return undefined
    }
    if (text.trim() === asked) return undefined
    const timer = setTimeout(() => {
      last.current = text.trim()
      const { filter } = act().views[place].query
      void act().askLibrary(place, { filter: changed(filter, { text: text.trim() }) })
    }, AFTER_MS)
    return () => clearTimeout(timer)
  }, [text, asked, place])
  return <SearchField label={t('search')} value={text} onChange={setText} />
}
