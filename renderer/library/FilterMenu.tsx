import { ListFilter } from 'lucide-react'
import { useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { orientations, workStates, type Facets, type MediaFilter } from '../../nodes/contract/library.ts'
import { sourceTypes } from '../../nodes/media.ts'
import { act } from '../panels/act.ts'
import { useStore } from '../store/index.ts'
import { IconButton } from '../ui/IconButton.tsx'
import { Menu, MenuCheck, MenuItem, MenuSeparator, Submenu } from '../ui/Menu.tsx'
import { NameDialog } from './NameDialog.tsx'
import { chipsOf, isOn, stretches, toggled, type Chip } from './query.ts'
import { DateMenu, narrow, RangeCheck, RangeMenu } from './RangeMenus.tsx'
import { RangeDialog, type RangeField } from './RangeDialog.tsx'
import { modelText, providerText, rangeText, tagText } from './words.ts'

/** More than this are found by typing them into the search. */
const MOST_SHOWN = 40

/** Everything the list can be narrowed to. What is on stands below as chips. */
export function FilterMenu() {
  const { t } = useTranslation('library')
  const { filter, work } = useStore((state) => state.views.main.query)
  const facets = useStore((state) => state.facets)
  const [asking, setAsking] = useState<RangeField>()
  const [naming, setNaming] = useState(false)
  const on = chipsOf(filter).length > 0 || work !== undefined
  const parts = { filter, facets }
  return (
    <>
      <Menu
        align="end"
        trigger={<IconButton label={t('filter.label')} icon={<ListFilter />} aria-pressed={on} />}
      >
        <StatusMenu />
        <MenuSeparator />
        <Submenu label={t('filter.source')}>
          {sourceTypes.map((value) => (
            <Toggle key={value} filter={filter} chip={{ field: 'sources', value }}>
              {t(`sources.${value}`)}
            </Toggle>
          ))}
        </Submenu>
        <ShapeMenus {...parts} />
        <RangeMenu field="seconds" filter={filter} onAsk={setAsking} />
        <DateMenu filter={filter} onAsk={setAsking} />
        <RangeMenu field="usd" filter={filter} onAsk={setAsking} />
        <MenuSeparator />
        <NameMenus {...parts} />
        <MenuSeparator />
        <MenuCheck
          checked={filter.missing === true}
          onSelect={() => narrow(filter, { missing: !filter.missing })}
        >
          {t('filter.missing')}
        </MenuCheck>
        <MenuSeparator />
        <SearchesMenu onSave={() => setNaming(true)} />
      </Menu>
      {asking && <RangeDialog field={asking} filter={filter} onClose={() => setAsking(undefined)} />}
      <NameDialog
        open={naming}
        title={t('saveSearch')}
        label={t('searchName')}
        action={t('save')}
        initial={filter.text ?? ''}
        onClose={() => setNaming(false)}
        onName={(name) => void act().saveSearch(name)}
      />
    </>
  )
}

type Listed = Extract<Chip, { value: unknown }>

function Toggle({
  filter,
  chip,
  children,
}: {
  readonly filter: MediaFilter
  readonly chip: Listed
  readonly children: ReactNode
}) {
  return (
    <MenuCheck
      checked={isOn(filter, chip)}
      onSelect={() => void act().askLibrary('main', { filter: toggled(filter, chip) })}
    >
      {children}
    </MenuCheck>
  )
}

function StatusMenu() {
  const { t } = useTranslation('library')
  const work = useStore((state) => state.views.main.query.work)
  return (
    <Submenu label={t('filter.status')}>
      <MenuCheck checked={!work} onSelect={() => void act().askLibrary('main', { work: undefined })}>
        {t('states.done')}
      </MenuCheck>
      {workStates.map((state) => (
        <MenuCheck
          key={state}
          checked={work === state}
          onSelect={() => void act().askLibrary('main', { work: state })}
        >
          {t(`states.${state}`)}
        </MenuCheck>
      ))}
    </Submenu>
  )
}

interface Parts {
  readonly filter: MediaFilter
  readonly facets: Facets | undefined
}

function ShapeMenus({ filter, facets }: Parts) {
  const { t } = useTranslation('library')
  return (
    <>
      <Submenu label={t('filter.shape')}>
        {orientations.map((orientation) => (
          <MenuCheck
            key={orientation}
            checked={filter.orientation === orientation}
            onSelect={() =>
              narrow(filter, { orientation: filter.orientation === orientation ? undefined : orientation })
            }
          >
            {t(`orientations.${orientation}`)}
          </MenuCheck>
        ))}
        <MenuSeparator />
        {(facets?.aspects ?? []).slice(0, MOST_SHOWN).map(({ name, count }) => (
          <Toggle key={name} filter={filter} chip={{ field: 'aspects', value: name }}>
            <Counted text={name} count={count} />
          </Toggle>
        ))}
      </Submenu>
      <Submenu label={t('filter.shortSide')}>
        {stretches.shortSide.map((range) => (
          <RangeCheck key={rangeText('shortSide', range)} field="shortSide" filter={filter} range={range} />
        ))}
      </Submenu>
    </>
  )
}

function NameMenus({ filter, facets }: Parts) {
  const { t } = useTranslation('library')
  const lists = [
    { field: 'providers', label: t('filter.provider'), text: providerText },
    { field: 'models', label: t('filter.model'), text: modelText },
  ] as const
  return (
    <>
      {(['workflow', 'collection'] as const).map((field) => (
        <Submenu key={field} label={t(`filter.${field}`)}>
          {(facets?.[`${field}s`] ?? []).slice(0, MOST_SHOWN).map(({ id, name, count }) => (
            <MenuCheck
              key={id}
              checked={filter[field] === id}
              onSelect={() => narrow(filter, { [field]: filter[field] === id ? undefined : id })}
            >
              <Counted text={name} count={count} />
            </MenuCheck>
          ))}
          <NothingYet count={facets?.[`${field}s`].length} />
        </Submenu>
      ))}
      {lists.map(({ field, label, text }) => (
        <Submenu key={field} label={label}>
          {(facets?.[field] ?? []).slice(0, MOST_SHOWN).map(({ name, count }) => (
            <Toggle key={name} filter={filter} chip={{ field, value: name }}>
              <Counted text={text(name)} count={count} />
            </Toggle>
          ))}
          <NothingYet count={facets?.[field].length} />
        </Submenu>
      ))}
      <Submenu label={t('filter.tag')}>
        {(facets?.tags ?? []).slice(0, MOST_SHOWN).map(({ tag, count }) => (
          <Toggle key={`${tag.kind}:${tag.name}`} filter={filter} chip={{ field: 'tags', value: tag }}>
            <Counted text={tagText(tag)} count={count} />
          </Toggle>
        ))}
        <NothingYet count={facets?.tags.length} />
      </Submenu>
    </>
  )
}

function SearchesMenu({ onSave }: { readonly onSave: () => void }) {
  const { t } = useTranslation('library')
  const searches = useStore((state) => state.searches)
  return (
    <>
      {searches.length > 0 && (
        <Submenu label={t('searches')}>
          {searches.map(({ id, name, filter, sort }) => (
            <MenuItem
              key={id}
              onSelect={() => void act().askLibrary('main', { filter, sort, work: undefined })}
            >
              {name}
            </MenuItem>
          ))}
        </Submenu>
      )}
      <MenuItem onSelect={onSave}>{t('saveSearch')}</MenuItem>
    </>
  )
}

function NothingYet({ count = 0 }: { readonly count: number | undefined }) {
  const { t } = useTranslation('library')
  if (count > 0) return null
  return <p className="px-2 py-1 text-12 text-text-3">{t('filter.nothing')}</p>
}

function Counted({ text, count }: { readonly text: string; readonly count: number }) {
  return (
    <span className="flex max-w-64 gap-3">
      <span className="grow truncate">{text}</span>
      <span className="tabular opacity-70">{count}</span>
    </span>
  )
}
