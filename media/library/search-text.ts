import { pinyin } from 'pinyin-pro'

/**
 * What a media is found by, as words that are matched by how they begin. Scripts without spaces are cut at every
 * character into threes, so that any run of characters is the beginning of such words. Chinese is also there as it
 * sounds: whole, and by first letters.
 */
export interface Described {
  /** Short words that people chose: found by first letters from any character on. */
  readonly named: readonly string[]
  /** Long text: found by first letters from the beginning of a word on, else two letters would find everything. */
  readonly told: readonly string[]
}

/** Longer text than this tells nothing new. */
const MOST_CHARACTERS = 4_000
const WORD_LETTERS = 40
const RUN = 3
const PINYIN_LETTERS = 12
const INITIALS = 6
const MOST_ASKED = 24

const pieces =
  /(?<run>[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Thai}\p{sc=Lao}\p{sc=Khmer}\p{sc=Myanmar}ー]+)|(?<word>[[\p{L}\p{N}\p{M}]--[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Thai}\p{sc=Lao}\p{sc=Khmer}\p{sc=Myanmar}ー]]+)|\p{Extended_Pictographic}/gv
/** Within a word: "rainNight", "img12", "4k". */
const seams = /(?<=\p{Ll})(?=\p{Lu})|(?<=\p{L})(?=\p{N})|(?<=\p{N})(?=\p{L})/gu
const chineseWords = new Intl.Segmenter('zh', { granularity: 'word' })

/** The words of a media, each once, with spaces between them: what the index is given. */
export function wordsOf({ named, told }: Described): string {
  const words = new Set<string>()
  for (const text of named) addText(words, text, everyPlace)
  for (const text of told) addText(words, text.slice(0, MOST_CHARACTERS), beginnings)
  return [...words].join(' ')
}

/**
 * What to ask the index for, so that all words of a person's text are found; undefined when it has none. Every word
 * is quoted and made of letters and digits only: nothing that somebody types is syntax.
 */
export function askFor(text: string): string | undefined {
  const asked = new Set<string>()
  for (const { 0: piece, groups } of text.normalize('NFKC').matchAll(pieces)) {
    const folded = piece.toLowerCase()
    for (const term of groups?.['run'] ? runTerms(folded) : [wordTerm(folded)]) asked.add(term)
  }
  return asked.size === 0 ? undefined : [...asked].slice(0, MOST_ASKED).join(' AND ')
}

/** By what a name is put in order: 2 before 10, and Chinese among the Latin as it sounds. */
export function sortKey(name: string): string {
  return fold(name)
    .replace(/\d+/g, (digits) => digits.replace(/^0+(?=\d)/, '').padStart(10, '0'))
    .replace(/\p{sc=Han}+/gu, (run) => `${soundsOf(run).join(' ')} ${run}`)
    .slice(0, 80)
}

/** SQLite folds the case of ASCII only, and a Mac writes "é" in two characters: so both sides are folded here. */
export function fold(text: string): string {
  return text.normalize('NFKC').toLowerCase()
}

type Places = (run: string) => readonly number[]

function addText(words: Set<string>, text: string, places: Places): void {
  for (const { 0: piece, groups } of text.normalize('NFKC').matchAll(pieces)) {
    if (groups?.['run']) addRun(words, piece.toLowerCase(), places)
    else addWord(words, piece)
  }
}

function addWord(words: Set<string>, word: string): void {
  words.add(cutTo(word.toLowerCase(), WORD_LETTERS))
  for (const { index } of word.matchAll(seams))
    words.add(cutTo(word.slice(index).toLowerCase(), WORD_LETTERS))
}

function addRun(words: Set<string>, run: string, places: Places): void {
  const characters = [...run]
  characters.forEach((_, place) => words.add(characters.slice(place, place + RUN).join('')))
  if (!/\p{sc=Han}/u.test(run)) return
  const sounds = soundsOf(run)
  sounds.forEach((_, place) => addSound(words, spoken(sounds, place).join(''), PINYIN_LETTERS))
  for (const place of places(run)) {
    const initials = spoken(sounds, place).map((sound) => sound[0])
    addSound(words, initials.join(''), INITIALS)
  }
}

function addSound(words: Set<string>, letters: string, most: number): void {
  if (letters !== '') words.add(letters.slice(0, most))
}

/** The syllables from a place on, as far as there are some. */
function spoken(sounds: readonly string[], place: number): readonly string[] {
  const following = sounds.slice(place, place + PINYIN_LETTERS)
  const end = following.findIndex((sound) => !/^[a-z]+$/.test(sound))
  return end < 0 ? following : following.slice(0, end)
}

/** One for each character; what has no sound stays as it is. "nü" is "nv", as it is typed. */
function soundsOf(run: string): readonly string[] {
  const characters = [...run]
  const sounds = pinyin(run, { toneType: 'none', type: 'array', v: true })
  return sounds.length === characters.length ? sounds : characters
}

const everyPlace: Places = (run) => [...run].map((_, place) => place)

const beginnings: Places = (run) => {
  let place = 0
  return [...chineseWords.segment(run)].map(({ segment }) => {
    const begins = place
    place += [...segment].length
    return begins
  })
}

function runTerms(run: string): readonly string[] {
  const characters = [...run]
  if (characters.length <= RUN) return [`"${run}"*`]
  return characters.slice(RUN - 1).map((_, place) => `"${characters.slice(place, place + RUN).join('')}"`)
}

function wordTerm(word: string): string {
  const begins = [`"${cutTo(word, WORD_LETTERS)}"*`]
  if (word.includes('ü')) begins.push(`"${word.replaceAll('ü', 'v').slice(0, PINYIN_LETTERS)}"*`)
  if (/^[a-z]+$/.test(word) && word.length > PINYIN_LETTERS) begins.push(`"${word.slice(0, PINYIN_LETTERS)}"`)
  return begins.length === 1 ? begins[0]! : `(${begins.join(' OR ')})`
}

/** Never through the middle of a character. */
function cutTo(word: string, most: number): string {
  return word.length <= most ? word : word.slice(0, most).toWellFormed().replace('\uFFFD', '')
}
