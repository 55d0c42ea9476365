import { Autocomplete } from '@base-ui/react/autocomplete'
import { X } from 'lucide-react'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Media } from '../../nodes/media.ts'
import { roleKinds, tagKey, type Tag, type TagKind } from '../../nodes/tags.ts'
import { act } from '../panels/act.ts'
import { useStore } from '../store/index.ts'
import { hasTag } from '../store/library-marks.ts'
import { inputShape } from '../ui/Field.tsx'
import { bestScore } from '../ui/match.ts'
import { isEnter } from '../ui/TextField.tsx'
import { commonTags, offersFor, type TagOffer } from './tag-offers.ts'
import { tagText } from './words.ts'

/** Tags and roles of what is selected: those that all of it has, and a field that completes those there are. */
export function TagField({ media }: { readonly media: readonly Media[] }) {
  const tags = useMemo(() => commonTags(media), [media])
  return (
    <div data-detail="tags" className="flex flex-col gap-1.5">
      {tags.length > 0 && (
        <ul className="flex flex-wrap gap-1">
          {tags.map((tag) => (
            <li key={tagKey(tag)} className="max-w-full">
              <TagChip tag={tag} onRemove={() => void act().removeTag(media, tag)} />
            </li>
          ))}
        </ul>
      )}
      <AddTag media={media} />
    </div>
  )
}

const chip = 'flex min-h-6 max-w-full items-center gap-0.5 rounded-4 text-12'

function TagChip({ tag, onRemove }: { readonly tag: Tag; readonly onRemove: () => void }) {
  const { t } = useTranslation('library')
  const text = tagText(tag)
  if (tag.kind === 'auto') {
    return (
      <span className={`${chip} border border-line px-1.5 text-text-3`} title={t('tagAuto')}>
        <span className="truncate">{text}</span>
      </span>
    )
  }
  return (
    <span className={`${chip} bg-text-1/8 pl-1.5`}>
      <span className="truncate">{text}</span>
      <button
        type="button"
        aria-label={t('tagRemove', { tag: text })}
        className="flex size-6 shrink-0 items-center justify-center text-text-3 hover:text-text-1"
        onClick={onRemove}
      >
        <X className="size-3.5" />
      </button>
    </span>
  )
}

function AddTag({ media }: { readonly media: readonly Media[] }) {
  const { t } = useTranslation('library')
  const known = useStore((state) => state.facets?.tags)
  const [text, setText] = useState('')
  const offers = useMemo(() => {
    const words = roleKinds.map((kind): readonly [TagKind, string] => [kind, t(`tagKinds.${kind}`)])
    const given = (tag: Tag) => media.every((one) => hasTag(one, tag))
    return offersFor(text, {
      known: (known ?? []).map(({ tag }) => tag).filter((tag) => !given(tag)),
      roles: words,
      score: (tag) => bestScore([tagText(tag), tag.name], text),
    })
  }, [text, known, media, t])
  const add = ({ tag }: TagOffer) => {
    setText('')
    void act().addTag(media, tag)
  }
  return (
    <Autocomplete.Root
      items={offers}
      filter={null}
      value={text}
      onValueChange={(value, { reason }) => reason !== 'item-press' && setText(value)}
      itemToStringValue={({ tag }: TagOffer) => tagText(tag)}
      autoHighlight="always"
      openOnInputClick
    >
      <Autocomplete.Input
        aria-label={t('tagAdd')}
        placeholder={t('tagAdd')}
        className={`${inputShape} h-7`}
        maxLength={100}
        onKeyDown={(event) => isEnter(event) && event.stopPropagation()}
      />
      <Autocomplete.Portal>
        <Autocomplete.Positioner sideOffset={4} className="z-60 outline-none">
          <Autocomplete.Popup className="max-h-64 w-(--anchor-width) min-w-44 overflow-y-auto rounded-8 border border-line bg-overlay p-1 text-13 shadow-overlay empty:hidden">
            <Autocomplete.List>
              {(offer: TagOffer) => (
                <Autocomplete.Item
                  key={`${offer.isNew} ${tagKey(offer.tag)}`}
                  value={offer}
                  className="flex min-h-7 items-center rounded-4 px-2 outline-none data-highlighted:bg-accent-fill data-highlighted:text-on-accent"
                  onClick={() => add(offer)}
                >
                  <span className="truncate">
                    {offer.isNew ? t('tagNew', { name: tagText(offer.tag) }) : tagText(offer.tag)}
                  </span>
                </Autocomplete.Item>
              )}
            </Autocomplete.List>
          </Autocomplete.Popup>
        </Autocomplete.Positioner>
      </Autocomplete.Portal>
    </Autocomplete.Root>
  )
}
