import type { Db } from './db.ts'

const MOST = 50

/**
 * Keeps answers that are worked out from the database until anything in it changes. This connection is the only one
 * that writes: a second process is kept out by the lease.
 */
export function remember<T>(db: Db) {
  const changes = db.prepare<[], number>('SELECT total_changes()').pluck()
  const answers = new Map<string, T>()
  let asOf = -1
  return {
    of(question: string, workOut: () => T): T {
      const now = changes.get()!
      if (now !== asOf || answers.size >= MOST) answers.clear()
      asOf = now
      const known = answers.get(question)
      if (known !== undefined) return known
      const answer = workOut()
      answers.set(question, answer)
      return answer
    },
  }
}
