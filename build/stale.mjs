import { createHash } from 'node:crypto'
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { dist, root } from './paths.mjs'

const sources = ['nodes', 'media', 'electron', 'renderer', 'build', 'package.json', 'package-lock.json']
const STAMP = 'built-from'

/** Whether dist/ was built from other sources than those that are here now. */
export function isStale() {
  try {
    return readFileSync(join(dist, STAMP), 'utf8') !== digest()
  } catch {
    return true
  }
}

export function markFresh(folder, builtFrom) {
  writeFileSync(join(folder, STAMP), builtFrom)
}

/** The sources, by content: a checkout gives every file a new time. */
export function digest() {
  const hash = createHash('sha256')
  for (const file of sources.flatMap(listFiles))
    hash.update(`${file}\0`).update(readFileSync(join(root, file)))
  return hash.digest('hex')
}

function listFiles(name) {
  if (name.includes('.')) return [name]
  return readdirSync(join(root, name), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.name.includes('.test.'))
    .map((entry) => join(entry.parentPath, entry.name).slice(root.length))
    .toSorted()
}
