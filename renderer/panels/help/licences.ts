export interface Licence {
  readonly name: string
  readonly licence: string
}

/** What is shipped with the app and not of our own making. ffmpeg is the person's own and has its own terms. */
export const licences: readonly Licence[] = [
  { name: 'Electron', licence: 'MIT' },
  { name: 'React', licence: 'MIT' },
  { name: 'React Flow', licence: 'MIT' },
  { name: 'Base UI', licence: 'MIT' },
  { name: 'Tailwind CSS', licence: 'MIT' },
  { name: 'Zustand', licence: 'MIT' },
  { name: 'Zod', licence: 'MIT' },
  { name: 'i18next', licence: 'MIT' },
  { name: 'Lucide', licence: 'ISC' },
  { name: 'TanStack Virtual', licence: 'MIT' },
  { name: 'react-resizable-panels', licence: 'MIT' },
  { name: 'dagre', licence: 'MIT' },
  { name: 'pinyin-pro', licence: 'MIT' },
  { name: 'better-sqlite3', licence: 'MIT' },
  { name: 'fluent-ffmpeg', licence: 'MIT' },
  { name: '@napi-rs/canvas', licence: 'MIT' },
  { name: 'ws', licence: 'MIT' },
  { name: 'Inter', licence: 'OFL 1.1' },
  { name: 'Noto Sans', licence: 'OFL 1.1' },
]
