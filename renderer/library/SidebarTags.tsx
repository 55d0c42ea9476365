import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { tagKey, tagKinds, type Tag } from '../../nodes/tags.ts'
import { act } from '../panels/act.ts'
import { useStore } from '../store/index.ts'
import { MenuItem } from '../ui/Menu.tsx'
import { NameDialog } from './NameDialog.tsx'
import { isOn, toggled } from './query.ts'
import { Drop, Group, Hint, Line, More } from './SidebarParts.tsx'
import { tagText } from './words.ts'

const MOST_TAGS = 60

/** Roles first, as a cast list, then plain tags; what the app marks by itself is found through the filters. */
export function Tags() {
  const { t } = useTranslation('library')
  const facets = useStore((state) => state.facets)
  const filter = useStore((state) => state.views.main.query.filter)
  const tags = (facets?.tags ?? [])
    .filter(({ tag }) => tag.kind !== 'auto')
    .toSorted((a, b) => place(a.tag) - place(b.tag))
  const [renaming, setRenaming] = useState<Tag>()
  const pick = (tag: Tag) =>
    void act().askLibrary('main', { filter: toggled(filter, { field: 'tags', value: tag }), work: undefined })
  const kinds = Map.groupBy(tags.slice(0, MOST_TAGS), ({ tag }) => tag.kind)
  return (
    <Group title={t('tags')}>
      {tags.length === 0 && <Hint>{t('noTags')}</Hint>}
      {[...kinds].map(([kind, of]) => (
        <div key={kind} role="group" aria-label={t(`tagKinds.${kind}`)} className="pb-1">
          {kinds.size > 1 && <p className="px-2 pt-1 text-11 text-text-3">{t(`tagKinds.${kind}`)}</p>}
          {of.map(({ tag, count }) => (
            <Drop key={tagKey(tag)} onTake={(ids) => void tagAll(ids, tag)}>
              <div className="group/line flex items-center">
                <Line
                  text={kinds.size > 1 && tag.name !== '' ? tag.name : tagText(tag)}
                  count={count}
                  on={isOn(filter, { field: 'tags', value: tag })}
                  onClick={() => pick(tag)}
                />
                <More name={tagText(tag)}>
                  <MenuItem onSelect={() => requestAnimationFrame(() => setRenaming(tag))}>
                    {t('rename')}
                  </MenuItem>
                </More>
              </div>
            </Drop>
          ))}
        </div>
      ))}
      {renaming && (
        <NameDialog
          open
          title={t('renameWhat', { name: tagText(renaming) })}
          label={t('tagName')}
          action={t('rename')}
          initial={renaming.name}
          onClose={() => setRenaming(undefined)}
          onName={(name) => void act().renameTag(renaming, { ...renaming, name })}
        />
      )}
    </Group>
  )
}

function place({ kind }: Tag): number {
  return kind === 'tag' ? tagKinds.length : tagKinds.indexOf(kind)
}

async function tagAll(ids: readonly string[], tag: Tag): Promise<void> {
  act().selectMedia(ids)
  await act().addTag(await act().selectedMedia(), tag)
}
