import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { createCanvas, GlobalFonts } from '@napi-rs/canvas'

export type FontWeight = 400 | 500 | 700

/** A text without what nothing on this machine can draw, and the `font-family` that draws the rest. */
export interface Typeset {
  readonly text: string
  readonly family: string
}

interface FontPackage {
  readonly name: string
  /** The CJK packages also hold Latin; only their numbered files are used, because Latin has its own. */
  readonly numberedOnly: boolean
}

interface FontFile {
  readonly subset: string
  readonly ranges: readonly (readonly [first: number, last: number])[]
}

const latin: FontPackage = { name: 'noto-sans', numberedOnly: false }
const [chinese, japanese, korean] = ['sc', 'jp', 'kr'].map((language) => ({
  name: `noto-sans-${language}`,
  numberedOnly: true,
})) as [FontPackage, FontPackage, FontPackage]
const others: readonly FontPackage[] = ['arabic', 'hebrew', 'thai', 'devanagari'].map((script) => ({
  name: `noto-sans-${script}`,
  numberedOnly: false,
}))

/** Used after our own fonts, where the system has them. */
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

/**
 * Loads just the pieces of Noto Sans that this text needs: every script looks the same on every machine, and
 * a Chinese line costs a dozen small files and not a megabyte.
 */
export async function loadFonts(text: string, weight: FontWeight): Promise<Typeset> {
  const packages = inOrder(text)
  const families = new Map<string, number>()
  const undrawable = new Set<string>()
  // The letter makes sure that there is a family at all.
  for (const character of new Set(`A${text}`)) {
    const found = await findFamily(character, packages, weight)
    if (found) families.set(found.family, found.rank)
    else undrawable.add(character)
  }
  const ours = [...families].toSorted(([a, rankA], [b, rankB]) => rankA - rankB || (a < b ? -1 : 1))
  const all = [...ours.map(([family]) => family), ...installed(emojiFamilies), ...installed(systemFamilies)]
  return {
    text: installed(emojiFamilies).length > 0 ? text : dropEmoji(text, undrawable),
    family: all.map((family) => `"${family}"`).join(', '),
  }
}

/** Han characters are drawn differently in Chinese, Japanese and Korean: the rest of the text tells which. */
function inOrder(text: string): readonly FontPackage[] {
  const count = (pattern: RegExp) => text.match(pattern)?.length ?? 0
  const kana = count(/[\p{Script=Hiragana}\p{Script=Katakana}]/gu)
  const hangul = count(/\p{Script=Hangul}/gu)
  const cjk =
    kana > 0
      ? [japanese, chinese, korean]
      : hangul > 0
        ? [korean, chinese, japanese]
        : [chinese, japanese, korean]
  // In a text that is mostly Chinese or Japanese the quotes and dashes that both hold are full width.
  const fullWidth = kana + count(/\p{Script=Han}/gu) > count(/\p{Script=Latin}/gu)
  return fullWidth ? [...cjk, latin, ...others] : [latin, ...cjk, ...others]
}

async function findFamily(
  character: string,
  packages: readonly FontPackage[],
  weight: FontWeight,
): Promise<{ family: string; rank: number } | undefined> {
  const code = character.codePointAt(0)!
  for (const [rank, item] of packages.entries()) {
    const files = await coverageOf(item)
    const file = files.find(({ ranges }) => ranges.some(([first, last]) => code >= first && code <= last))
    if (!file) continue
    const family = await register(item.name, file.subset, weight)
    // The tables claim emoji and symbols that the files do not hold.
    if (
      !/[\p{So}\p{Extended_Pictographic}\p{Regional_Indicator}]/u.test(character) ||
      canDraw(family, character)
    ) {
      return { family, rank }
    }
  }
  return undefined
}

function installed(families: readonly string[]): string[] {
  return families.filter((family) => GlobalFonts.has(family))
}

/** An emoji that no font can draw is left out whole, joiners and all: an empty box says less than nothing. */
function dropEmoji(text: string, undrawable: ReadonlySet<string>): string {
  return text.replace(/\p{RGI_Emoji}|\p{Extended_Pictographic}|\p{Regional_Indicator}/gv, (emoji) =>
    undrawable.has(String.fromCodePoint(emoji.codePointAt(0)!)) ? '' : emoji,
  )
}

/** Whether a font has a glyph of its own for a character: its box for missing ones looks different. */
function canDraw(family: string, character: string): boolean {
  const picture = (text: string) => {
    const canvas = createCanvas(32, 32)
    const brush = canvas.getContext('2d')
    brush.font = `24px "${family}"`
    brush.fillText(text, 2, 26)
    return canvas.data()
  }
  return !picture(character).equals(picture('\u{10ffff}'))
}

function coverageOf(item: FontPackage): Promise<readonly FontFile[]> {
  let coverage = coverages.get(item.name)
  if (!coverage) {
    coverage = readCoverage(item)
    coverages.set(item.name, coverage)
  }
  return coverage
}

async function readCoverage({ name, numberedOnly }: FontPackage): Promise<readonly FontFile[]> {
  const table = JSON.parse(await readFile(locate(name, 'unicode.json'), 'utf8')) as Record<string, string>
  return Object.entries(table)
    .filter(([subset]) => !numberedOnly || subset.startsWith('['))
    .map(([subset, ranges]) => ({ subset: subset.replace(/[[\]]/g, ''), ranges: parseRanges(ranges) }))
}

/** "U+0-ff,U+131", as in the `unicode-range` of a style sheet. */
function parseRanges(ranges: string): (readonly [number, number])[] {
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
    loading = readAndRegister(family, locate(name, `files/${name}-${subset}-${weight}-normal.woff2`))
    registered.set(family, loading)
  }
  return loading
}

/** Read here and not by the font library, which cannot look into a packaged app's archive. */
async function readAndRegister(family: string, path: string): Promise<string> {
  GlobalFonts.register(await readFile(path), family)
  return family
}

function locate(name: string, file: string): string {
  return require.resolve(`@fontsource/${name}/${file}`)
}
