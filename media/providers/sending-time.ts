/** A create is given up after a minute; what was made later is somebody else's. */
const LATEST_MS = 2 * 60_000
/** They date by the second, and so does the header that tells their time. */
const TOLERANCE_MS = 5_000

/**
 * When a create that was sent at `sentAt` can have come there, by the clock of the provider, for finding a job by
 * its date. `headers` are those of an answer that came just now.
 */
export function sendingTime(
  sentAt: number,
  headers: Readonly<Record<string, string>>,
): { readonly from: number; readonly until: number } {
  const theirs = Date.parse(headers['date'] ?? '')
  const ahead = Number.isNaN(theirs) ? 0 : theirs - Date.now()
  return { from: sentAt + ahead - TOLERANCE_MS, until: sentAt + ahead + LATEST_MS }
}
