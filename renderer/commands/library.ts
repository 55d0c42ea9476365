import {
  addSelectedToCanvas,
  addSelectedToFilm,
  editDetail,
  emptyTrash,
  purgeSelected,
  restoreSelected,
  saveSelected,
  toggleFavourites,
  trashSelected,
  viewSelected,
} from '../library/actions.ts'
import { selectNodeView } from '../store/node-view.ts'
import type { Store } from '../store/types.ts'
import { defineCommands, needsOne, type ReasonKey } from './command.ts'

const isTrash = ({ views }: Store) => views.main.query.filter.trashed === true

const needsMedia = ({ librarySelection }: Store): ReasonKey | undefined =>
  librarySelection.ids.size > 0 ? undefined : 'select-media'

/** Of what is in the library, and not in its trash. */
const needsKept = (state: Store): ReasonKey | undefined =>
  needsMedia(state) ?? (isTrash(state) ? 'in-trash' : undefined)

const needsTrashed = (state: Store): ReasonKey | undefined =>
  needsMedia(state) ?? (isTrash(state) ? undefined : 'not-in-trash')

const mediaOfSelection = (state: Store) => {
  const [nodeId] = state.selection
  return nodeId === undefined ? undefined : selectNodeView(state, nodeId)?.media
}

/** What is done with files of the library by key; each also by its menu and by a button of its details. */
export const libraryCommands = defineCommands([
  {
    id: 'open-library',
    group: 'library',
    scope: 'all',
    keys: ['Mod+Shift+KeyL'],
    whileTyping: true,
    perform: ({ libraryOpen, openLibrary, closeLibrary }) => (libraryOpen ? closeLibrary() : openLibrary()),
  },
  {
    id: 'show-in-library',
    group: 'library',
    scope: 'all',
    unavailable: (state) => needsOne(state) ?? (mediaOfSelection(state) ? undefined : 'nothing-made'),
    perform(state) {
      const media = mediaOfSelection(state)
      if (media) void state.showInLibrary(media)
    },
  },
  {
    id: 'library-view',
    group: 'library',
    scope: 'library',
    keys: ['Digit1'],
    unavailable: needsMedia,
    perform: () => void viewSelected(),
  },
  {
    id: 'library-add-to-canvas',
    group: 'library',
    scope: 'library',
    keys: ['KeyA'],
    unavailable: needsKept,
    perform: () => void addSelectedToCanvas(),
  },
  {
    id: 'library-connect',
    group: 'library',
    scope: 'library',
    keys: ['KeyC'],
    unavailable: needsKept,
    perform: ({ openDialog }) => openDialog('connect-media'),
  },
  {
    id: 'library-add-to-film',
    group: 'library',
    scope: 'library',
    keys: ['KeyE'],
    unavailable: needsKept,
    perform: () => void addSelectedToFilm(),
  },
  {
    id: 'library-favourite',
    group: 'library',
    scope: 'library',
    keys: ['KeyS'],
    unavailable: needsKept,
    perform: () => void toggleFavourites(),
  },
  {
    id: 'library-rename',
    group: 'library',
    scope: 'library',
    keys: ['F2'],
    unavailable: needsKept,
    perform: () => editDetail('name'),
  },
  {
    id: 'library-tag',
    group: 'library',
    scope: 'library',
    keys: ['KeyT'],
    unavailable: needsKept,
    perform: () => editDetail('tags'),
  },
  {
    id: 'library-save-copy',
    group: 'library',
    scope: 'library',
    unavailable: needsMedia,
    perform: () => void saveSelected(),
  },
  {
    id: 'library-select-all',
    group: 'library',
    scope: 'library',
    keys: ['Mod+KeyA'],
    perform: ({ selectAllMedia }) => void selectAllMedia(),
  },
  {
    id: 'library-trash',
    group: 'library',
    scope: 'library',
    keys: ['Delete', 'Backspace'],
    unavailable: needsMedia,
    perform: (state) => void (isTrash(state) ? purgeSelected() : trashSelected()),
  },
  {
    id: 'library-restore',
    group: 'library',
    scope: 'library',
    unavailable: needsTrashed,
    perform: () => void restoreSelected(),
  },
  {
    id: 'library-empty-trash',
    group: 'library',
    scope: 'library',
    unavailable: ({ facets }) => (facets?.counts.trash === 0 ? 'trash-empty' : undefined),
    perform: () => void emptyTrash(),
  },
  {
    id: 'library-leave',
    group: 'library',
    scope: 'library',
    keys: ['Escape'],
    keyboardOnly: true,
    perform: ({ librarySelection, selectMedia, closeLibrary }) =>
      librarySelection.ids.size > 0 ? selectMedia([], librarySelection.cursor) : closeLibrary(),
  },
])
