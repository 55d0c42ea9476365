import type { Random } from '../random.ts'
import { firstMention, type Vocabulary } from './words.ts'

/** From an eye to a landscape, by the abbreviations that storyboards use. */
export const framings = ['ECU', 'CU', 'MCU', 'MS', 'FS', 'WS', 'EWS', 'OTS', 'INS'] as const
export type Framing = (typeof framings)[number]

const objects =
  'letter|note|envelope|phone|photo|photograph|picture|cup|ring|key|flower|rose|book|knife|sword|clock|watch'
const chineseObjects = '信[纸封]?|手机|电话|照片|相片|杯子?|茶杯|戒指|钥匙|花|书|刀|剑|手表|怀表'

const vocabulary: Vocabulary<Framing> = [
  ['ECU', /\b(?:extreme|very tight|big)[ -]close[ -]?ups?\b/i, /\b[EB]CU\b/, /大特写|极特写/],
  [
    'INS',
    /\binsert(?: shot)?(?=\s*(?:[:.,，。—-]|of\b|on\b))/i,
    /\b(?:cutaway|detail shot)\b/i,
    new RegExp(`\\bclose[ -]?up (?:of|on) (?:the|an?|his|her|their) (?:\\w+ )?(?:${objects})s?\\b`, 'i'),
    new RegExp(
      `(?:${chineseObjects})的?大?特写|特写[：:，, ]?(?:[一那这][封张部只把枝朵本][^，。]{0,6}?)?(?:${chineseObjects})`,
    ),
    /插入镜头|细节镜头|物件特写/,
  ],
  ['CU', /\bclose[ -]?ups?\b/i, /\b(?:close|tight) on\b/i, /\bclose shot\b/i, /\bCU\b/, /特写/],
  ['MCU', /\bmedium[ -]close[ -]?ups?\b/i, /\b(?:chest[ -]up|bust shot)\b/i, /\bMCU\b/, /中近景|近景/],
  [
    'MS',
    /\b(?:medium|mid)[ -]?shot\b/i,
    /\bwaist[ -]up\b/i,
    /\btwo[ -]shot\b/i,
    /\bMS\b(?!\. [A-Z])/,
    /中景|双人镜头/,
  ],
  ['FS', /\bfull[ -](?:shot|body|length|figure)\b/i, /\bhead to (?:toe|foot)\b/i, /\bFS\b/, /全身|小全景?/],
  [
    'EWS',
    /\b(?:extreme|very|ultra)[ -](?:wide|long)\b/i,
    /\b(?:aerial|drone shot|bird['’]?s[ -]eye)\b/i,
    /\bE[WL]S\b/,
    /大远景|大全景|航拍|鸟瞰/,
  ],
  [
    'WS',
    /\bwide(?:[ -]angle)?[ -](?:shot|view)\b/i,
    /\blong shot\b/i,
    /\bestablishing(?: shot)?\b/i,
    /\bwide (?:of|on)\b/i,
    /\b[WL]S\b/,
    /全景|远景|广角/,
  ],
  ['OTS', /\bover[ -](?:the|her|his|their)[ -]shoulder\b/i, /\bOTS\b/, /过肩/],
]

/** Without a word for the framing, what the sentence looks at decides. */
const hints: Vocabulary<Framing> = [
  ['CU', /\b(?:face|eyes?|smiles?|smiling|tears?|whispers?|lips)\b/i, /脸|眼|泪|微笑|低语/],
  [
    'WS',
    /\b(?:city|skyline|mountains?|sea|ocean|landscape|horizon|desert|valley)\b/i,
    /城市|群山|大海|海边|原野|沙漠|山谷/,
  ],
  [
    'MS',
    /\b(?:holds?|holding|opens?|reads?|reading|hands?|table|phone|letter)\b/i,
    /拿着|握着|打开|递给|桌|手机|读信/,
  ],
]

export function readFraming(prompt: string, random: Random): Framing {
  return (
    firstMention(prompt, vocabulary) ??
    firstMention(prompt, hints) ??
    random.pick(['WS', 'MS', 'CU', 'MCU', 'FS'])
  )
}
