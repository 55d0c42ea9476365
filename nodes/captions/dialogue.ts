/** Words that stand before a colon in prompts and are nobody's name. */
const labels = new Set(
  `action angle aspect audio background camera character characters close closeup color colour composition
  cut dialogue dialog duration ending exterior ext focus frame genre interior int length lens light lighting
  location look model mood movement music negative note notes pace palette pan place prompt quality
  ratio resolution scene seed setting sfx shot shots sound sounds speed style subject subjects summary time
  title tone transition visual visuals voice wide video warning weather wardrobe framing motion format`.split(
    /\s+/,
  ),
)
const chineseLabels =
  /^(?:镜头|镜号|场景|场次|画面|风格|光线|灯光|背景|动作|音效|音乐|配乐|时间|地点|景别|机位|运镜|氛围|色调|人物|角色|内容|提示词?|时长|比例|道具|服装|构图|情绪|备注|说明|字幕|对白|台词|转场|旁注|鏡頭|場景|畫面|風格|光線|時間|地點|運鏡|氣氛|色調|對白|台詞)/u

/** "Mara", "MARA", "Officer Reyes", "SOLDIER 2"; Chinese names and roles. */
const LATIN_NAME = String.raw`\p{Lu}[\p{L}\p{M}.'’-]*(?: (?:\p{Lu}|\d)[\p{L}\p{M}\d.'’-]*){0,3}`
const CJK_NAME = String.raw`[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Hangul}A-Z0-9·・]{1,10}`
/** A speech begins at the start of a line or behind the end of a sentence. */
const SPEAKER = new RegExp(
  String.raw`(^|[\n.!?…。！？；;”」』"])[ \t　]*(${LATIN_NAME}|${CJK_NAME})\s*(?:：|:(?=\s|["“「『]|\p{sc=Han}))`,
  'gu',
)
const QUOTES = /“([^“”]+)”|"([^"\n]+)"|「([^「」]+)」|『([^『』]+)』|«([^«»]+)»/gu
/** Words that are seen and not said. */
const WRITTEN =
  /(?:\b(?:reads?|reading|labell?ed|titled|marked|named|called|sign|written|text|caption|word|words)|写着|寫著|标着|名为|题为|字样|招牌|标题)\s*[:：]?\s*$/iu

/** The words that are spoken in a prompt, in their order: `NAME: words`, and what stands in quotation marks. */
export function spokenIn(prompt: string): string[] {
  const text = withoutDirections(prompt)
  const speakers = [...text.matchAll(SPEAKER)]
  const spoken: string[] = []
  let at = 0
  for (const [index, match] of speakers.entries()) {
    spoken.push(...quotedIn(text.slice(at, match.index + match[1]!.length)))
    const next = speakers[index + 1]
    const until = endOfSpeech(text, match.index + match[0].length, next && next.index + next[1]!.length)
    const words = text.slice(match.index + match[0].length, until)
    const quoted = quotedIn(words)
    // “Camera: slow push in” ends the speech before it and is none itself.
    spoken.push(...(quoted.length > 0 || isLabel(match[2]!) ? quoted : [words]))
    at = until
  }
  spoken.push(...quotedIn(text.slice(at)))
  return spoken
    .map((words) => words.replace(/\s+/g, ' ').trim())
    .filter((words) => /[\p{L}\p{N}]/u.test(words))
}

/** Without stage directions in brackets, and without the marks that make words bold. */
function withoutDirections(prompt: string): string {
  return prompt
    .replace(/\r\n?/g, '\n')
    .replace(/\([^()]*\)|（[^（）]*）|\[[^[\]]*\]|【[^【】]*】/gu, ' ')
    .replace(/\*+|__/g, '')
}

function isLabel(name: string): boolean {
  if (chineseLabels.test(name)) return true
  return name
    .toLowerCase()
    .split(/[^\p{L}]+/u)
    .some((word) => labels.has(word))
}

function endOfSpeech(text: string, from: number, next: number | undefined): number {
  const line = text.indexOf('\n', from)
  return Math.min(line < 0 ? text.length : line, next ?? text.length)
}

function quotedIn(text: string): string[] {
  return [...text.matchAll(QUOTES)]
    .filter(({ index }) => !WRITTEN.test(text.slice(Math.max(0, index - 24), index)))
    .map(([, ...groups]) => groups.find((group) => group !== undefined) ?? '')
}
