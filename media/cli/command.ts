export interface Command {
  readonly name: string
  readonly synopsis: string
  readonly summary: string
  /** Answers the exit code: 0 only if all that was asked is done. */
  perform(words: readonly string[]): Promise<number>
}
