import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { GlobalFonts } from '@napi-rs/canvas'

export type FontWeight = 400 | 500 | 700

/** A text without what nothing on this machine can draw, and the `font-family` that draws the rest. */
export interface Typeset {
  readonly text: string
  readonly family: string
}

interface FontPackage {
  readonly name: string
  /** Names what its files hold; in the CJK packages only the numbered files, because Latin has its own. */
  readonly numbered: boolean
}

const latin: FontPackage = { name: 'noto-sans', numbered: false }
const chinese: FontPackage = { name: 'noto-sans-sc', numbered: true }
const japanese: FontPackage = { name: 'noto-sans-jp', numbered: true }
const korean: FontPackage = { name: 'noto-sans-kr', numbered: true }
const others: readonly FontPackage[] = ['arabic', 'hebrew', 'thai', 'devanagari'].map((script) => ({
  name: `noto-sans-${script}`,
  numbered: false,
}))

/** Used after our own fonts, if the system has them. */
const emojiFamilies = ['Apple Color Emoji', 'Segoe UI Emoji', 'Noto Color Emoji', 'Noto Emoji']
const systemFamilies = [
  'Segoe UI Symbol',
  'Apple Symbols',
  'Arial Unicode MS',
  'Noto Sans CJK SC',
  'DejaVu Sans',
]

const require = createRequire(import.meta.url)
const coverages = new Map<string, Promise<readonly FontFile[]>>()
const registered = new Map<string, Promise<string>>()

interface FontFile {
  readonly subset: string
  readonly ranges: readonly (readonly [first: number, last: number])[]
}

/**
 * Loads just the pieces of Noto Sans that this text needs: every script looks the same on every machine, and
 * a Chinese line costs a dozen small files and not a megabyte.
 */
export async function loadFonts(text: string, weight: FontWeight): Promise<Typeset> {
  const drawable = dropUndrawableEmoji(text)
  const families = new Set<string>()
  const packages = await Promise.all(
    inOrder(drawable).map(async (item) => ({ ...item, files: await coverageOf(item) })),
  )
  // A space and a letter first, so that the family never is empty.
  for (const character of new Set(`${drawable} A`)) {
    const code = character.codePointAt(0)!
    for (const { name, files } of packages) {
      const file = files.find(({ ranges }) => ranges.some(([first, last]) => code >= first && code <= last))
      if (!file) continue
      families.add(await register(name, file.subset, weight))
      break
    }
  }
  return {
    text: drawable,
    family: [
      ...inFallbackOrder(
        families,
        packages.map(({ name }) => name),
      ),
      ...onThisMachine(),
    ]
      .map((family) => `"${family}"`)
      .join(', '),
  }
}

/** Han characters are drawn differently in Chinese, Japanese and Korean: the rest of the text tells which. */
function inOrder(text: string): readonly FontPackage[] {
  const count = (pattern: RegExp) => text.match(pattern)?.length ?? 0
  const cjk =
    count(/[\p{Script=Hiragana}\p{Script=Katakana}]/gu) > 0
      ? [japanese, chinese, korean]
      : count(/\p{Script=Hangul}/gu) > 0
        ? [korean, chinese, japanese]
        : [chinese, japanese, korean]
  const ideographs = count(/[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/gu)
  // In a Chinese or Japanese text the quotes and dashes that both hold are full width.
  return ideographs > count(/\p{Script=Latin}/gu) ? [...cjk, latin, ...others] : [latin, ...cjk, ...others]
}

function inFallbackOrder(families: ReadonlySet<string>, names: readonly string[]): string[] {
  const rank = (family: string) => names.findIndex((name) => family.startsWith(`${name} `))
  return [...families].toSorted((a, b) => rank(a) - rank(b) || a.localeCompare(b))
}

function onThisMachine(): string[] {
  return [...emojiFamilies, ...systemFamilies].filter((family) => GlobalFonts.has(family))
}

/** An emoji that no font can draw is left out whole: an empty box says less than nothing. */
function dropUndrawableEmoji(text: string): string {
  if (emojiFamilies.some((family) => GlobalFonts.has(family))) return text
  return text.replace(
    /\p{RGI_Emoji}|\p{Extended_Pictographic}️?|[\p{Emoji_Modifier}\p{Regional_Indicator}‍️⃣]/gv,
    (emoji) => (/^[\p{ASCII}©®™]/u.test(emoji) || isInOurFonts(emoji) ? emoji : ''),
  )
}

/** Dingbats such as ♥ and ☆ count as emoji to Unicode but are plain characters of the CJK fonts. */
function isInOurFonts(emoji: string): boolean {
  const code = emoji.codePointAt(0)!
  return code < 0x26_70 && code >= 0x21_90
}

async function coverageOf({ name, numbered }: FontPackage): Promise<readonly FontFile[]> {
  let coverage = coverages.get(name)
  if (!coverage) {
    coverage = readCoverage(name, numbered)
    coverages.set(name, coverage)
  }
  return coverage
}

async function readCoverage(name: string, numbered: boolean): Promise<readonly FontFile[]> {
  const table = JSON.parse(await readFile(locate(name, 'unicode.json'), 'utf8')) as Record<string, string>
  return Object.entries(table)
    .filter(([subset]) => !numbered || subset.startsWith('['))
    .map(([subset, ranges]) => ({ subset: subset.replace(/[[\]]/g, ''), ranges: parseRanges(ranges) }))
}

/** "U+0-ff,U+131" as in the `unicode-range` of a style sheet. */
export function parseRanges(ranges: string): (readonly [number, number])[] {
  return ranges.split(',').map((range) => {
    const [first = '', last = first] = range.trim().replace(/^U\+/i, '').split('-')
    return [Number.parseInt(first, 16), Number.parseInt(last, 16)] as const
  })
}

/** Each piece is a family of its own: within one family the first piece would hide the others. */
function register(name: string, subset: string, weight: FontWeight): Promise<string> {
  const family = `${name} ${subset} ${weight}`
  let loading = registered.get(family)
  if (!loading) {
    // Read here and not by the font library, which cannot look into a packaged app's archive.
    loading = readFile(locate(name, `files/${name}-${subset}-${weight}-normal.woff2`)).then((bytes) => {
      GlobalFonts.register(bytes, family)
      return family
    })
    registered.set(family, loading)
  }
  return loading
}

function locate(name: string, file: string): string {
  return require.resolve(`@fontsource/${name}/${file}`)
}
