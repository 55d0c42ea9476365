/** For the person: progress and sentences. */
export function say(text: string): void {
  process.stderr.write(`${text}\n`)
}

/** For programs: exactly one JSON value per command. */
export function answer(value: unknown): void {
  process.stdout.write(`${JSON.stringify(value, null, 2)}\n`)
}
