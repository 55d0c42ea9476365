import { fileURLToPath } from 'node:url'
import { dataFolderFrom } from './data-folder.ts'
import { startShell } from './shell.ts'

const besideThis = (name: string) => fileURLToPath(new URL(name, import.meta.url))

void startShell({
  dataFolder: dataFolderFrom(process.argv),
  rendererFolder: besideThis('renderer'),
  preload: besideThis('preload.cjs'),
})
