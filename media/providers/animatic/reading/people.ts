import type { Random } from '../random.ts'

export type PersonKind = 'woman' | 'man' | 'girl' | 'boy'
export type Expression = 'calm' | 'smile' | 'sad'
export type Pose = 'stand' | 'walk' | 'back'

export interface Person {
  readonly kind: PersonKind
  readonly old: boolean
  readonly expression: Expression
  readonly pose: Pose
  readonly classical: boolean
  /** Settles hair, clothes and small proportions. */
  readonly look: number
}

const woman =
  /\b(?:she|her|hers|woman|women|girls?|lady|mother|mom|mum|wife|daughter|sister|bride|queen|princess|empress|actress|heroine|waitress|nurse|grandmother|widow)\b|她|女|妈|母|姐|妹|妻|婆|奶奶|姑娘|夫人|公主|皇后|娘/i
const man =
  /\b(?:he|him|his|man|men|boys?|father|dad|husband|son|brother|king|prince|emperor|uncle|groom|grandfather|soldier|waiter|boss|detective|general)\b|(?<!其)他|男|爸|父|哥|弟|丈夫|爷|叔|少年|皇帝|将军|总裁|公子|侦探/i
const child =
  /\b(?:child|kid|children|little (?:girl|boy)|toddler|schoolgirl|schoolboy|boy|son|daughter)\b|孩子|小孩|女孩|男孩|儿童|娃|儿子|女儿/i
const old =
  /\b(?:old|elderly|aged) (?:man|woman|lady|couple)\b|\bgrand(?:mother|father|ma|pa)\b|老人|奶奶|爷爷|老太|老头|老伯|外婆|外公/i
const two =
  /\b(?:two|both|couple|they|them|each other|together|lovers|pair|face to face)\b|双人|两人|二人|两个|他们|她们|拥抱|对视|情侣|夫妻|母女|父子|母子|父女|相对/i
const nobody =
  /\b(?:empty|deserted|no ?one|nobody|no people|uninhabited|still life)\b|空镜|无人|空无一人|空荡/i
const classical =
  /\b(?:dynasty|palace|emperor|empress|ancient|swords(?:man|woman)|hanfu|kimono|samurai|throne)\b|古风|古代|宫|皇|王爷|侠|剑|汉服|将军|公主|妃/i

export function readPeople(prompt: string, cast: Random): Person[] {
  const hasChild = child.test(prompt)
  const grown = prompt.replace(new RegExp(child, 'gi'), '')
  const hasWoman = woman.test(grown)
  const hasMan = man.test(grown)
  const hasAdult = hasWoman || hasMan
  // In "an empty street, she stops" there is somebody.
  if (nobody.test(prompt) && !hasAdult && !hasChild) return []
  const couple = two.test(prompt) || (hasWoman && hasMan) || (hasAdult && hasChild)
  const lead = hasWoman || (!hasMan && cast.fork('lead').chance(0.5)) ? 'woman' : 'man'
  const other = lead === 'woman' ? 'man' : 'woman'
  const kinds: PersonKind[] = couple ? [lead, other] : [lead]
  if (hasChild) kinds[kinds.length - 1] = readChild(prompt, cast)
  const shared = { expression: readExpression(prompt), classical: classical.test(prompt) }
  return kinds.map((kind, index) => ({
    ...shared,
    kind,
    old: index === 0 && old.test(prompt),
    pose: couple ? 'stand' : readPose(prompt),
    look: cast.fork(kind).next(),
  }))
}

function readChild(prompt: string, cast: Random): PersonKind {
  if (/\b(?:boys?|son|schoolboy)\b|男孩|儿子/i.test(prompt)) return 'boy'
  if (/\b(?:girls?|daughter|schoolgirl)\b|女孩|女儿/i.test(prompt)) return 'girl'
  return cast.fork('child').pick(['girl', 'boy'])
}

export function isChild({ kind }: Person): boolean {
  return kind === 'girl' || kind === 'boy'
}

export function isMale({ kind }: Person): boolean {
  return kind === 'man' || kind === 'boy'
}

function readExpression(prompt: string): Expression {
  if (/\b(?:smil\w*|laugh\w*|happy|happily|joy\w*|grin\w*)\b|笑|开心|喜悦/i.test(prompt)) return 'smile'
  if (
    /\b(?:tears?|cry|cries|crying|weeps?|weeping|sobs?|sad|grief|mourn\w*)\b|泪|哭|悲|伤心|难过/i.test(prompt)
  )
    return 'sad'
  return 'calm'
}

function readPose(prompt: string): Pose {
  if (
    /\b(?:walk\w*|runs?|running|strolls?|leaves?|leaving|follow\w*|hurr\w+|chase\w*)\b|走|跑|奔|离开|追/i.test(
      prompt,
    )
  )
    return 'walk'
  if (
    /\b(?:from behind|back to (?:us|the camera|camera)|looks? out|watch\w*|gaz\w+|faces? the)\b|背影|背对|望着|眺望|凝望/i.test(
      prompt,
    )
  )
    return 'back'
  return 'stand'
}
