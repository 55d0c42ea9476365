import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { Transfer } from '../../nodes/contract/moving.ts'
import { openTrashLibrary, type TrashLibrary } from '../trash/test-trash.ts'

let here: TrashLibrary
let there: TrashLibrary
beforeEach(async () => {
  here = await openTrashLibrary()
  there = await openTrashLibrary()
  here.parts.settings.change({ retention: { trashDays: 30, unusedTakesDays: 30 } })
})
afterEach(() => Promise.all([here.remove(), there.remove()]))

/** A node with a take that it does not show and one that it does, both of three months ago. */
async function oldDrama(library: TrashLibrary) {
  const workflow = library.workflow('Rain')
  const ids = [await library.picture(1, { days: 90 }), await library.picture(2, { days: 90 })] as const
  for (const mediaId of ids) library.take(workflow, 'still', { mediaId, days: 90 })
  return { workflow, ids, unused: ids[0] }
}

async function ended(library: TrashLibrary, { id }: Transfer): Promise<void> {
  const state = () => library.parts.moving.transfers.list().find((one) => one.id === id)!
  await vi.waitFor(() => expect(state().state).not.toBe('running'), { timeout: 20_000, interval: 20 })
  expect(state()).toMatchObject({ state: 'done' })
}

const nextDay = () => here.parts.keeping.retention.apply()

/** The drama of another library, with all its takes and their dates. */
async function comesAsPackage() {
  const made = await oldDrama(there)
  const { packages } = there.parts.moving
  const order = { workflowIds: [made.workflow], folder: there.folder, name: 'Rain' }
  await ended(there, packages.export({ ...order, takes: 'all' }))
  const path = join(there.folder, 'Rain.sceneloom')
  await ended(here, here.parts.moving.packages.import({ path }))
  return made
}

describe('unused takes that go to the trash by themselves', () => {
  it('are not those that came today in a package, however old they are', async () => {
    const { ids, unused } = await comesAsPackage()
    expect(here.parts.manager.get(unused)!.createdAt).toBe(there.parts.manager.get(unused)!.createdAt)
    expect(await nextDay()).toBeUndefined()
    expect(ids.map(here.where)).toEqual(['library', 'library'])

    here.here(ids, 31)
    expect(await nextDay()).toMatchObject({ rows: [{ what: 'unused-takes', items: 1 }] })
    expect(ids.map(here.where)).toEqual(['trash', 'library'])
  })

  it('are not those that came today and had lain here for long, in no workflow', async () => {
    const lain = await here.picture(1, { days: 90 })
    const { unused } = await comesAsPackage()
    expect(unused).toBe(lain)
    expect(await nextDay()).toBeUndefined()
    expect(here.where(lain)).toBe('library')
  })

  it('are not those that were put back', async () => {
    const { unused } = await oldDrama(here)
    await nextDay()
    expect(here.where(unused)).toBe('trash')
    here.parts.keeping.trash.restore([unused])
    expect(await nextDay()).toBeUndefined()
    expect(here.where(unused)).toBe('library')

    // For as long as the rule says, and not for ever.
    here.here([unused], 31)
    await nextDay()
    expect(here.where(unused)).toBe('trash')
  })

  it('are not those that were thrown away and then brought in again', async () => {
    const { unused } = await oldDrama(here)
    await nextDay()
    await here.parts.manager.importFile(here.file(1))
    expect(await nextDay()).toBeUndefined()
    expect(here.where(unused)).toBe('library')
  })
})
