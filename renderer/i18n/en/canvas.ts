export const canvas = {
  untitled: 'Untitled',
  'copy-of': '{name} (copy)',
  wire: '{from} {port} to {to}',
  toast: {
    replaced: 'Replaced “{wire}”.',
    undo: 'Undo',
    'removed-elsewhere': '“{name}” was deleted in another window.',
    'keep-copy': 'Keep a copy',
  },
  say: {
    connected: 'Connected: {wire}',
    disconnected_one: 'Connection removed',
    disconnected_other: '{count} connections removed',
    'run-started': 'Run started',
    'run-done': 'Run finished, {done} done',
    'run-partial': 'Run ended: {done} done, {unfinished} did not finish',
    'run-stopped': 'Run stopped, {done} done',
    'node-unfinished': '{node} did not finish',
  },
} as const
