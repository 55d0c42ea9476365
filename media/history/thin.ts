import type { Snapshot } from '../../nodes/contract/moving.ts'

const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS
/** Whoever regrets something does so soon. */
const KEPT_WHOLE = 50

/**
 * Which snapshots may go: the newest are all kept, then the last of each hour for two days, of each day for two
 * months, of each week for ever. What has a name is never among them. `snapshots` are newest first.
 */
export function superfluous(
  snapshots: readonly Pick<Snapshot, 'id' | 'takenAt' | 'name'>[],
  now: number,
): string[] {
  const slots = new Set<string>()
  return snapshots
    .filter(({ name }) => name === undefined)
    .filter(({ takenAt }, index) => {
      const slot = slotOf(takenAt, now)
      const taken = slots.has(slot)
      slots.add(slot)
      return index >= KEPT_WHOLE && taken
    })
    .map(({ id }) => id)
}

function slotOf(takenAt: number, now: number): string {
  const age = now - takenAt
  if (age < 2 * DAY_MS) return `hour ${Math.floor(takenAt / HOUR_MS)}`
  if (age < 60 * DAY_MS) return `day ${Math.floor(takenAt / DAY_MS)}`
  return `week ${Math.floor(takenAt / (7 * DAY_MS))}`
}
