import type {
  Facets,
  MediaFilter,
  MediaGroup,
  MediaGrouping,
  MediaSort,
  MediaUse,
  SavedSearch,
  WorkItem,
} from '../../nodes/contract/library.ts'
import type { AppError } from '../../nodes/errors.ts'
import type { Media } from '../../nodes/media.ts'
import type { Tag } from '../../nodes/tags.ts'
import type { en } from '../i18n/en/index.ts'

/** The library itself, and the list to pick a file from that a dialog opens: each keeps its own question. */
export type LibraryPlace = 'main' | 'pick'

export type WorkState = WorkItem['state']

export interface LibraryQuery {
  readonly filter: MediaFilter
  readonly sort: MediaSort
  readonly group?: MediaGrouping | undefined
  /** What is not there yet, instead of what is. */
  readonly work?: WorkState | undefined
}

/** What one list shows. Only pages near what is on screen are held, so a long library costs no more than a short one. */
export interface LibraryView {
  readonly query: LibraryQuery
  /** Undefined until the core has answered for the first time. */
  readonly total: number | undefined
  /** How the list falls apart, where it is asked for in groups. */
  readonly groups?: readonly MediaGroup[] | undefined
  readonly pages: Readonly<Record<number, readonly Media[]>>
  readonly loading: boolean
  readonly error?: AppError | undefined
}

export type LibraryEdit = keyof (typeof en)['library']['edits']

/** Something that was done in the library, and how it is taken back. */
export interface LibraryStep {
  readonly label: LibraryEdit
  readonly count: number
  readonly perform: () => Promise<unknown>
  readonly takeBack: () => Promise<unknown>
}

export interface LibrarySelection {
  readonly ids: ReadonlySet<string>
  /** Where in the list the keyboard is, and from where Shift selects. */
  readonly cursor: number | undefined
  readonly anchor: number | undefined
}

export type SavedQuery = Pick<SavedSearch, 'filter' | 'sort'>

export interface LibrarySlice {
  readonly views: Readonly<Record<LibraryPlace, LibraryView>>
  readonly facets: Facets | undefined
  readonly searches: readonly SavedSearch[]
  readonly work: { readonly items: readonly WorkItem[]; readonly total: number }
  /** The library covers the canvas. */
  readonly libraryOpen: boolean
  readonly librarySelection: LibrarySelection
  readonly libraryHistory: { readonly past: readonly LibraryStep[]; readonly future: readonly LibraryStep[] }

  askLibrary(place: LibraryPlace, change?: Partial<LibraryQuery>): Promise<void>
  /** What is on screen now; its pages are fetched, those far from it are let go. */
  lookAtLibrary(place: LibraryPlace, from: number, to: number): void
  /** The list is not on screen any more, so that news does not fetch it again. */
  lookAwayFromLibrary(place: LibraryPlace): void
  /** Asks again for what is on screen and for what is counted about it. */
  refreshLibrary(): Promise<void>
  loadFacets(): Promise<void>
  loadWork(): Promise<void>
  usesOf(ids: readonly string[]): Promise<readonly MediaUse[]>
  openLibrary(): void
  closeLibrary(): void
  /** Brings a file into view in the library: alone, wherever it stands. */
  showInLibrary(media: Media): Promise<void>

  selectMedia(ids: Iterable<string>, cursor?: number, anchor?: number): void
  /** From the anchor to here, also over pages that are not held. */
  selectMediaRange(to: number): Promise<void>
  selectAllMedia(): Promise<void>
  /** What is selected, as the library knows it now. */
  selectedMedia(): Promise<readonly Media[]>

  markFavourite(media: readonly Media[], favourite: boolean): Promise<void>
  renameInLibrary(media: Media, name: string): Promise<void>
  addTag(media: readonly Media[], tag: Tag): Promise<void>
  removeTag(media: readonly Media[], tag: Tag): Promise<void>
  renameTag(from: Tag, to: Tag): Promise<void>
  createCollection(name: string, ids: readonly string[]): Promise<void>
  renameCollection(id: string, name: string): Promise<void>
  removeCollection(id: string): Promise<void>
  addToCollection(id: string, ids: readonly string[]): Promise<void>
  removeFromCollection(id: string, ids: readonly string[]): Promise<void>
  saveSearch(name: string): Promise<void>
  renameSearch(search: SavedSearch, name: string): Promise<void>
  removeSearch(search: SavedSearch): Promise<void>
  /** Does a step, remembers it and offers to take it back. Answers whether it was done. */
  doInLibrary(step: LibraryStep): Promise<boolean>
  /** Remembers a step that has been done already. */
  rememberInLibrary(step: LibraryStep): void
  undoInLibrary(): Promise<void>
  redoInLibrary(): Promise<void>
}
