import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useStore } from '../../store/index.ts'
import { SearchField } from '../../ui/SearchField.tsx'

/** Asks the library a moment after the last letter. */
export function LibrarySearch() {
  const { t } = useTranslation('panels')
  const asked = useStore((state) => state.library.query.search)
  const queryLibrary = useStore((state) => state.queryLibrary)
  const [text, setText] = useState(asked)
  useEffect(() => {
    if (text === asked) return undefined
    const timer = setTimeout(() => void queryLibrary({ search: text }), 180)
    return () => clearTimeout(timer)
  }, [text, asked, queryLibrary])
  return (
    <div className="p-2">
      <SearchField label={t('media.search')} value={text} onChange={setText} />
    </div>
  )
}
