import { createHash } from 'node:crypto'
import { readFile, realpath } from 'node:fs/promises'
import { basename } from 'node:path'
import { AppError } from '../../nodes/errors.ts'
import { parseDocumentText } from '../../nodes/graph/document.ts'
import type { Core } from '../core.ts'

/** A workflow of the library by id, or a file: which then is in the library too, so that its takes are kept. */
export async function findWorkflow(core: Core, name: string) {
  if (core.workflows.list().some(({ id }) => id === name)) {
    const { document, summary } = core.workflows.read(name)
    return { id: name, title: summary.name, saved: document }
  }
  const path = await realpath(name).catch((cause: unknown) => {
    throw new AppError('file_not_found', { name }, { cause })
  })
  const saved = parseDocumentText(await readFile(path, 'utf8'), basename(path))
  const id = `file-${createHash('sha256').update(path).digest('hex').slice(0, 32)}`
  const title = basename(path).replace(/\.json$/i, '')
  core.workflows.put(id, title, saved)
  return { id, title, saved }
}
