import { homedir } from 'node:os'

/** What is kept under such a name is nobody else's business, whoever put it there. */
const SECRET_NAME =
  /^(?:[\w-]*(?:api[-_]?key|secret|passw(?:or)?d|credential)[\w-]*|(?:proxy-)?authorization|(?:access|auth|bearer|refresh)?[-_]?token)$/i

export interface Discretion {
  /** Takes the keys that are known out of a text. */
  hideKeys(text: string): string
  readonly dataFolder: string
}

/**
 * The same value for other people's eyes: without keys, known ones and whatever is named like one, and without the
 * folders of this machine. What has neither stays exactly as it is.
 */
export function createDiscreet({ hideKeys, dataFolder }: Discretion): <T>(value: T) => T {
  const folders = [dataFolder, homedir()].filter((folder) => folder.length > 3).map(asPlace)
  const hideText = (text: string) => folders.reduce((rest, place) => rest.replace(place, ''), hideKeys(text))

  function hide(value: unknown): unknown {
    if (typeof value === 'string') return hideText(value)
    if (Array.isArray(value)) return value.map(hide)
    if (value === null || typeof value !== 'object') return value
    const kept = Object.entries(value).filter(([name]) => !SECRET_NAME.test(name))
    return Object.fromEntries(kept.map(([name, part]) => [hideText(name), hide(part)]))
  }
  return <T>(value: T) => hide(value) as T
}

/** A folder's name and what divides it from the next, not the beginning of a longer one. */
function asPlace(folder: string): RegExp {
  return new RegExp(`${folder.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')}(?:[/\\\\]|(?![\\w.-]))`, 'g')
}
