import { mkdirSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { benchEncode } from './encode.ts'
import { benchExecutor } from './executor.ts'
import { benchImport } from './import.ts'
import { benchLibrary } from './library.ts'
import { printRows } from './measure.ts'
import { benchMetadata } from './metadata.ts'
import { benchPictures } from './pictures.ts'
import { benchRunner } from './runner.ts'
import { benchHuge, benchStitch } from './stitch.ts'
import { benchWindow } from './window.ts'

/** `npm run bench [name …]`: ratios, each measured side by side in one run; inputs are kept between runs. */
const folder = join(tmpdir(), 'sceneloom-bench')
mkdirSync(folder, { recursive: true })

const benches = {
  executor: benchExecutor,
  metadata: () => benchMetadata(folder),
  stitch: () => benchStitch(folder),
  encode: () => benchEncode(folder),
  import: () => benchImport(folder),
  library: () => benchLibrary(folder),
  pictures: () => benchPictures(folder),
  runner: () => benchRunner(folder),
  window: () => benchWindow(folder),
}
/** Only by name: it fills a disk. */
const onRequest = { huge: () => benchHuge(folder) }
const wanted = process.argv.slice(2)

console.log('Medians; the first line of each group is what the others are set against.')
for (const [name, bench] of Object.entries({ ...benches, ...onRequest })) {
  if (wanted.includes(name) || (wanted.length === 0 && name in benches)) printRows(await bench())
}
