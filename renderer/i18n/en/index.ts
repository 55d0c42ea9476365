import { canvas } from './canvas.ts'
import { commands } from './commands.ts'
import { dialogs } from './dialogs.ts'
import { edits } from './edits.ts'
import { errors } from './errors.ts'
import { exports } from './exports.ts'
import { health } from './health.ts'
import { history } from './history.ts'
import { library } from './library.ts'
import { imports } from './imports.ts'
import { money } from './money.ts'
import { nodes } from './nodes.ts'
import { packages } from './packages.ts'
import { panels } from './panels.ts'
import { refusals } from './refusals.ts'
import { settings } from './settings.ts'
import { stitch } from './stitch.ts'
import { storage } from './storage.ts'
import { trash } from './trash.ts'
import { viewer } from './viewer.ts'

export const en = {
  canvas,
  commands,
  dialogs,
  edits,
  errors,
  exports,
  health,
  history,
  library,
  imports,
  money,
  nodes,
  packages,
  panels,
  refusals,
  settings,
  stitch,
  storage,
  trash,
  viewer,
} as const
